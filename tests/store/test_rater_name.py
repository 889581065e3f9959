"""Who codes: the name given, the workspace's, or the login name."""

import getpass
from pathlib import Path

import pytest

from store.local import Places
from store.settings import Settings
from store.workspace import Workspace
from tests.samples import REPOSITORY
from tests.store.making import change
from triage.domain.errors import InputError


def workspace(folder: Path, rater: str = "") -> Workspace:
    return Workspace.create(folder / "study", Settings(repository=REPOSITORY, rater=rater), "", "")


def test_a_name_goes_before_the_workspaces_and_that_before_the_login_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "login")
    (tmp_path / "one").mkdir()
    named, unnamed = workspace(tmp_path, "zed"), workspace(tmp_path / "one")
    assert (named.rater("ada"), named.rater(), unnamed.rater()) == ("ada", "zed", "login")


def test_who_coded_here_last_goes_before_the_settings_unless_nothing_was_saved(
    tmp_path: Path,
) -> None:
    made, places = workspace(tmp_path, "zed"), Places(tmp_path / "study")
    for rater in ("ada", "ben"):
        with made.codings(rater, write=True) as store:
            store.commit([change(1)])
        places.sit_down(rater)
    with made.codings("mistyped", write=True):
        places.sit_down("mistyped")
    assert (made.rater(), made.rater("zed"), made.raters()) == ("ben", "zed", ["ada", "ben"])
    assert made.codings("mistyped").history() == []


def nobody() -> str:
    raise KeyError("uid not found")


@pytest.mark.parametrize("login", [lambda: "dom\\Jürgen Müller", nobody])
def test_who_has_no_fitting_login_name_is_told_how_to_give_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, login: object
) -> None:
    monkeypatch.setattr(getpass, "getuser", login)
    with pytest.raises(InputError, match="name yourself with --rater"):
        workspace(tmp_path).rater()
