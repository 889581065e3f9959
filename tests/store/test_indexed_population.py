"""What duplicates are looked for among: the population, or the samples where there is none."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec import structs

from store.duplicate_index import mark_of
from store.indexed_population import PopulationIssues, indexed_issues
from store.settings import Settings
from store.workspace import Workspace
from tests.analysis.reports import REPORTS, issue
from triage.domain.drawing import listed
from triage.domain.issue import Issue, SampledIssue
from triage.presets import preset_text

NOW = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    settings = Settings(repository="o/r", rater="ada")
    return Workspace.create(tmp_path / "study", settings, preset_text("feature-request"), "")


def load(workspace: Workspace, *issues: Issue) -> None:
    with workspace.population(create=True) as population:
        population.save_issues(issues, NOW)


def draw(workspace: Workspace, name: str, *copies: SampledIssue) -> None:
    numbers = [copy.issue.number for copy in copies]
    workspace.keep_sample(listed(name, "o/r", numbers, "test", NOW), copies)


def test_the_population_is_indexed_once_and_edits_are_read(workspace: Workspace) -> None:
    load(workspace, *REPORTS)
    assert workspace.duplicate_index().read == 6
    assert workspace.duplicate_index().read == 0
    load(workspace, structs.replace(REPORTS[0], title="Dark theme flickers"))
    found = workspace.duplicate_index()
    assert (found.read, found.unsaved) == (1, "")
    assert found.index.suggest(1)[0].number == 6


def test_marks_are_those_of_the_texts(workspace: Workspace) -> None:
    load(workspace, *REPORTS)
    with workspace.population() as population:
        marks = dict(PopulationIssues(population, "O/R").marks())
    assert marks == {each.number: mark_of(each) for each in REPORTS}


def test_other_repositories_are_left_out(workspace: Workspace) -> None:
    load(workspace, *REPORTS, issue(1, "Scheduler crashes", home="o/other"))
    index = workspace.duplicate_index().index
    assert len(index) == 6
    assert index.suggest(3)[0].title == REPORTS[0].title


def test_an_issue_that_is_gone_is_not_given(workspace: Workspace) -> None:
    load(workspace, *REPORTS)
    with indexed_issues(workspace) as issues:
        assert [each.number for each in issues.issues([2, 99, 3])] == [2, 3]
        assert issues.sampled_issue(99) is None


def test_samples_are_indexed_where_there_is_no_population(workspace: Workspace) -> None:
    draw(workspace, "one", *(SampledIssue(issue=each) for each in REPORTS[:3]))
    draw(workspace, "two", *(SampledIssue(issue=each) for each in REPORTS[2:]))
    index = workspace.duplicate_index().index
    assert len(index) == 6
    assert index.suggest(1)[0].number == 3


def test_samples_are_indexed_where_the_population_has_nothing_of_the_repository(
    workspace: Workspace,
) -> None:
    load(workspace, issue(1, "Scheduler crashes", home="o/other"))
    draw(workspace, "one", *(SampledIssue(issue=each) for each in REPORTS[:3]))
    other = SampledIssue(issue=issue(1, "Scheduler crashes", home="o/other"))
    workspace.keep_sample(listed("two", "o/other", [1], "test", NOW), [other])
    assert workspace.duplicate_index().read == 3
    with indexed_issues(workspace) as issues:
        assert [each.number for each in issues.issues([2, 99])] == [2]


def test_a_gist_is_compared_where_the_body_is_not_shipped(workspace: Workspace) -> None:
    gist = "Scheduler crashes on an empty batch"
    copies = [SampledIssue(issue=each) for each in REPORTS]
    copies.append(SampledIssue(issue=issue(9, "It fails", day=1), gist=gist))
    draw(workspace, "one", *copies)
    suggested = workspace.duplicate_index().index.suggest(9, top=2)
    assert {each.number for each in suggested} == {1, 3}


def test_an_empty_workspace_has_an_empty_index(workspace: Workspace) -> None:
    assert len(workspace.duplicate_index().index) == 0


def test_progress_knows_how_much_there_is_to_read(workspace: Workspace) -> None:
    load(workspace, *(issue(number, f"title {number}") for number in range(1, 251)))
    told: list[tuple[int, int]] = []
    workspace.duplicate_index(lambda read, total: told.append((read, total)))
    assert told == [(100, 500), (200, 500), (300, 500), (400, 500), (500, 500)]
