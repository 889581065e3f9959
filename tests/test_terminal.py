"""On a real pseudo-terminal: no escape sequence of an issue's text comes out."""

import re
import sys
from pathlib import Path

import pytest

from store.settings import Settings
from store.workspace import Workspace
from tests.samples import NOON, REPOSITORY, issue
from triage.domain.drawing import listed
from triage.domain.issue import SampledIssue
from triage.presets import preset_text

OWNED = "OWNED"
HOSTILE = (
    f"\x1b]0;{OWNED}\x07 \x1b]52;c;{OWNED}\x07 \x9b31m{OWNED} \x1b[2J{OWNED} "
    f"[@click=app.bell]x[/] [bold] \u202e{OWNED} 漢字 עברית"
)
SEQUENCES = (b"\x1b]0;" + OWNED.encode(), b"\x1b]52;c;" + OWNED.encode(), "\x9b31m".encode())


ON_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")


def make_study(folder: Path) -> None:
    workspace = Workspace.create(
        folder,
        Settings(repository=REPOSITORY, rater="ada"),
        preset_text("feature-request"),
        HOSTILE,
    )
    made = issue(1, title=HOSTILE, body=HOSTILE + "x" * 60_000, labels=(HOSTILE,), author=HOSTILE)
    workspace.keep_sample(
        listed("main", REPOSITORY, [1], "a test", NOON), [SampledIssue(issue=made)]
    )


@ON_POSIX
def test_no_escape_sequence_of_an_issue_reaches_the_terminal(tmp_path: Path) -> None:
    from bench.terminal import Terminal

    folder = tmp_path / "study"
    make_study(folder)
    with Terminal(["-m", "triage", "code", "--workspace", str(folder)]) as terminal:
        terminal.wait_for("Sample main")
        terminal.wait_for("@click=app.bell")
        for key in ("1", "m", "\x1b", "r", "\x1b", "e", "q"):
            terminal.press(key)
            terminal.settle()
        painted = bytes(terminal.output)
    assert OWNED.encode() in painted
    assert not [sequence for sequence in SEQUENCES if sequence in painted]


@ON_POSIX
def test_without_colours_none_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bench.terminal import Terminal

    monkeypatch.setenv("NO_COLOR", "1")
    folder = tmp_path / "study"
    make_study(folder)
    with Terminal(["-m", "triage", "code", "--workspace", str(folder)]) as terminal:
        terminal.wait_for("Sample main")
        for key in ("1", "m", "\x1b", "?", "q"):
            terminal.press(key)
        painted = bytes(terminal.output)
    assert not re.search(rb"\x1b\[(?:[0-9;]*;)?[34]8;[25];", painted)
