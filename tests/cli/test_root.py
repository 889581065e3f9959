"""The command line as a whole: its help, its exit codes, and output that goes nowhere."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from tests.cli.command_line import run
from tests.cli.workspaces import code_as, make_workspace, single
from triage.cli.root import COMMANDS, triage

ROOT = Path(__file__).parents[2]
SHELL = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("name", COMMANDS)
def test_help_ends_with_an_example_that_the_command_understands(name: str) -> None:
    context = click.Context(triage, info_name="triage")
    command = triage.get_command(context, name)
    assert command is not None
    last = command.get_help(click.Context(command, info_name=name)).splitlines()[-1].strip()
    example = last.removeprefix("Example:")
    assert shlex.split(example)[:2] == ["triage", name]
    parse_line(example)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_command_lines_of_the_documentation_are_understood(page: Path) -> None:
    for block in SHELL.findall(page.read_text("utf-8")):
        for line in block.replace("\\\n", " ").splitlines():
            if line.startswith("triage "):
                parse_line(line)


def parse_line(line: str) -> None:
    """Read a command line as the command would, without its files and without running it."""
    _, *words = shlex.split(line, comments=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(click.Path, "convert", lambda path, value, *_: value)
        name, command, arguments = triage.resolve_command(click.Context(triage), words)
        assert command is not None
        command.make_context(name, arguments)


def test_mistyped_command_is_told_with_what_looks_like_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    ended = run(capsys, "sumary")
    assert ended.code == 2
    assert "`triage summary`" in ended.err


def test_locale_without_any_encoding_prints_everything(study: Path) -> None:
    with start(study, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0") as process:
        out, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, b"")
    assert "—" in out.decode()


def test_output_that_nobody_reads_any_more_ends_quietly(study: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as nowhere, start(study, stdout=nowhere.fileno()) as process:
        _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
def test_output_onto_a_full_disk_is_told_in_one_line(study: Path) -> None:
    with Path("/dev/full").open("wb") as full, start(study, stdout=full.fileno()) as process:
        _, err = process.communicate(timeout=30)
    assert process.returncode == 2
    assert err.decode().splitlines() == [
        "triage: the output cannot be written or read: No space left on device"
    ]


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = tmp_path / "study"
    code_as(make_workspace(folder), "ada", single({1: "speed"}))
    return folder


def start(
    folder: Path, stdout: int = subprocess.PIPE, **environment: str
) -> "subprocess.Popen[bytes]":
    """Run `triage summary` in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "triage", "summary", "--workspace", str(folder)],
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        env={**os.environ, **environment},
    )
