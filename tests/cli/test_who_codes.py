"""Who codes is told where it may not be who is meant, and who coded nothing publishes nothing."""

from pathlib import Path

import pytest

from store.local import Places
from store.workspace import Workspace
from tests.cli.workspaces import code_as, make_workspace, run, single
from tests.samples import manifest
from triage.cli.who_codes import about_the_rater


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make_workspace(tmp_path / "study", sample=manifest(3, raters=("ada", "ben")))


def told(workspace: Workspace, rater: str, *, is_named: bool = True) -> str:
    sample = workspace.manifest()
    return "\n".join(about_the_rater(workspace, sample, rater, is_named=is_named))


def test_the_first_rater_and_one_who_goes_on_are_told_nothing(workspace: Workspace) -> None:
    assert told(workspace, "ada", is_named=False) == ""
    code_as(workspace, "ada", single({1: "speed"}))
    assert told(workspace, "ada", is_named=False) == told(workspace, "ada.again") == ""


def test_a_new_name_is_told_who_coded_before_and_who_shares_the_sample(
    workspace: Workspace,
) -> None:
    code_as(workspace, "ada", single({1: "speed"}))
    words = told(workspace, "zoe")
    assert "You are zoe, who has coded nothing here yet; ada has" in words
    assert "zoe is none of those who share the sample main (ada, ben)" in words


def test_who_goes_on_as_another_than_the_settings_say_is_told(workspace: Workspace) -> None:
    code_as(workspace, "ben", single({1: "speed"}))
    Places(workspace.folder).sit_down("ben")
    assert workspace.rater() == "ben"
    assert "ben, who coded here last; triage.toml names ada" in told(
        workspace, "ben", is_named=False
    )
    assert told(workspace, "ben") == ""


@pytest.mark.parametrize("command", [("export", "r.md"), ("package", "p.zip")])
def test_nothing_coded_is_not_published(
    workspace: Workspace, tmp_path: Path, command: tuple[str, str]
) -> None:
    code_as(workspace, "ada", single({1: "speed"}))
    with workspace.codings("zoe", write=True):
        pass
    file = tmp_path / command[1]
    result = run(workspace.folder, command[0], str(file), "--rater", "zoe", "--sample", "main")
    assert result.exit_code != 0
    assert not file.exists()
