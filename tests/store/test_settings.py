"""The settings file: what people write comes back, and a mistake is told with its line."""

from pathlib import Path

import pytest

from store.settings import Settings, read_settings, settings_text
from store.workspace import Workspace
from triage.domain.errors import InputError, WorkspaceError

WHOLE = Settings(
    repository="octo/cats",
    label="feature request",
    rater="ada",
    primary="gwet_ac1",
    theme="triage-light",
)


@pytest.mark.parametrize("settings", [Settings(repository="octo/cats"), WHOLE])
def test_settings_come_back_as_they_were_written(settings: Settings) -> None:
    assert read_settings(settings_text(settings), "triage.toml") == settings


def test_settings_may_begin_with_a_mark_and_end_lines_as_windows_does() -> None:
    text = "\ufeff" + settings_text(WHOLE).replace("\n", "\r\n")
    assert read_settings(text, "triage.toml") == WHOLE


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "triage.toml:1: this settings file has no repository"),
        ("\nrepository = 3", "triage.toml:2: repository must be a text"),
        ('repository = "cats"', "triage.toml:1: 'cats' is not a repository: write OWNER/NAME"),
        ('repository = "octo/.."', "triage.toml:1: 'octo/..' is not a repository"),
        ('repository = "octo/cats"\nrater = "../x"', "triage.toml:2: '../x' cannot name a rater"),
        ('repository = "octo/cats"\nlabels = "bug"', 'no field "labels": did you mean label?'),
        ("repository = [", "triage.toml:1: not valid TOML"),
    ],
)
def test_mistake_in_the_settings_is_told_with_its_line(text: str, told: str) -> None:
    with pytest.raises(InputError) as raised:
        read_settings(text, "triage.toml")
    assert told in str(raised.value)


def test_settings_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "triage.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(WorkspaceError, match="byte 0 is not UTF-8 text"):
        Workspace.open(tmp_path)
