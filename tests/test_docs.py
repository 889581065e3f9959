"""What the documentation says is there."""

import re
from pathlib import Path

import pytest

from docs.update import KEYS, README, updated
from triage.cli.root import COMMANDS

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", [README, KEYS], ids=lambda page: page.name)
def test_tables_are_those_of_the_program(page: Path) -> None:
    text = page.read_text("utf-8")
    assert text == updated(text), "run `make docs`"


def test_readme_shows_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert re.findall(r"^    (\S.*)$", text, re.MULTILINE) == ["make demo", "make test"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages_name_only_commands_that_exist(page: Path) -> None:
    named = set(re.findall(r"`triage ([a-z]+)", page.read_text("utf-8")))
    assert named <= set(COMMANDS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page: Path) -> None:
    text = re.sub(r"`[^`]*`", "", page.read_text("utf-8"))
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (page.parent / target).exists(), target
