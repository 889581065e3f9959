"""`triage duplicates` ranks, gives reasons, and keeps facts apart."""

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from store.settings import Settings
from store.workspace import Workspace
from tests.analysis.reports import REPORTS, issue
from triage.cli.duplicates import Found
from triage.cli.root import triage
from triage.domain.errors import InputError
from triage.domain.issue import Comment, Conversation
from triage.presets import preset_text

NOW = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    settings = Settings(repository="o/r", rater="ada")
    workspace = Workspace.create(tmp_path / "study", settings, preset_text("feature-request"), "")
    hostile = issue(7, "Scheduler \x1b[2J crash\n[bold]", "the batch is empty", day=3)
    said = Comment(id="8", created_at=NOW, body="Duplicate of #1", author="bob")
    with workspace.population(create=True) as population:
        population.save_issues([*REPORTS, hostile], NOW)
        population.save_conversation("o/r", 3, Conversation(fetched_at=NOW, comments=(said,)))
    return workspace.folder


def run(folder: Path, *arguments: str) -> Result:
    command = ["duplicates", *arguments, "--workspace", str(folder)]
    return CliRunner().invoke(triage, command, catch_exceptions=False)


def test_suggestions_come_in_rank_order_behind_the_facts(folder: Path) -> None:
    lines = run(folder, "3").stdout.splitlines()
    assert lines[0] == "#3 Crash of the scheduler when the batch is empty"
    assert lines[1] == (
        "  stated: duplicate of #1: “Duplicate of #1”, by bob in a comment, 2026-01-02"
    )
    assert lines[2].startswith("   1  #1 ")
    assert "schedule" in lines[3]
    assert lines[3].endswith("9 d apart")


def test_json_has_the_same_for_programs(folder: Path) -> None:
    found = msgspec.json.decode(run(folder, "3", "1", "--json").stdout, type=list[Found])
    assert [each.number for each in found] == [3, 1]
    (said,) = found[0].stated
    assert said.of == "o/r#1"
    scores = [each.score for each in found[0].suggestions]
    assert scores == sorted(scores, reverse=True)


def test_every_issue_is_asked_and_top_limits(folder: Path) -> None:
    done = run(folder, "--all", "--top", "1", "--json")
    found = msgspec.json.decode(done.stdout, type=list[Found])
    assert [each.number for each in found] == [1, 2, 3, 4, 5, 6, 7]
    assert all(len(each.suggestions) <= 1 for each in found)


def test_titles_cannot_steer_the_terminal(folder: Path) -> None:
    printed = run(folder, "1", "7").stdout
    assert "\x1b" not in printed
    assert "Scheduler ␛[2J crash [bold]" in printed


def test_an_unknown_number_prints_nothing_but_the_error(folder: Path) -> None:
    with pytest.raises(InputError, match="#99 is not among the 7 indexed issues"):
        run(folder, "1", "99")


@pytest.mark.parametrize("arguments", [[], ["1", "--all"]])
def test_numbers_or_all_are_wanted_and_not_both(folder: Path, arguments: list[str]) -> None:
    with pytest.raises(InputError, match="not both"):
        run(folder, *arguments)


def test_a_workspace_without_issues_says_what_to_do(tmp_path: Path) -> None:
    workspace = Workspace.create(
        tmp_path / "study", Settings(repository="o/r"), preset_text("feature-request"), ""
    )
    with pytest.raises(InputError, match="triage load"):
        run(workspace.folder, "--all")
