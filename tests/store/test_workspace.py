"""A workspace says who codes, and what is missing from it."""

from pathlib import Path

import pytest

from store.settings import Settings
from store.workspace import Workspace
from triage.cli.user import read_user_keys, user_themes
from triage.domain.errors import InputError, WorkspaceError
from triage.presets import preset_text


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    settings = Settings(repository="octo/cats")
    return Workspace.create(tmp_path / "study", settings, preset_text("blank"), "")


@pytest.mark.parametrize(
    ("login", "told"),
    [(None, "your login name is not known"), ("jo doe", "'jo doe' cannot name a rater")],
)
def test_login_that_cannot_name_a_rater_asks_for_a_name(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, login: str | None, told: str
) -> None:
    monkeypatch.setattr("store.workspace.login_name", lambda: login)
    with pytest.raises(InputError, match=f"{told}; name yourself with --rater"):
        workspace.rater()
    assert workspace.rater("ada") == "ada"


def test_user_without_a_home_has_neither_keys_nor_themes(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home(_name: str) -> Path:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.setattr("platformdirs.user_config_path", no_home)
    assert read_user_keys() == {}
    assert user_themes() is None


def test_rater_without_codings_is_told_who_has_some(workspace: Workspace) -> None:
    workspace.codings("grace", write=True).close()
    with pytest.raises(
        InputError, match=r"ada has no codings here yet; there are those of grace\."
    ):
        workspace.codings("ada")


def test_missing_file_of_a_workspace_says_where_to_get_it(workspace: Workspace) -> None:
    (workspace.folder / "codebook.toml").unlink()
    with pytest.raises(WorkspaceError, match=r"codebook\.toml: there is no such file; bring it"):
        workspace.codebook()
