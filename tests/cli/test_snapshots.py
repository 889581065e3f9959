"""A report names the issues that it was made from, and can be made from them again."""

from pathlib import Path

import pytest
from msgspec import structs

from store.workspace import Workspace
from tests.cli.workspaces import code_as, key, make_workspace, run, single
from tests.samples import NOON, REPOSITORY
from triage.domain.changes import Reading
from triage.domain.errors import InputError
from triage.domain.issue import SampledIssue
from triage.domain.sample import Manifest
from triage.material import gather
from triage.report.suggestions import suggestions
from triage.since_coded import changes_since

LATER = NOON.replace(year=NOON.year + 1)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = make_workspace(tmp_path / "study")
    code_as(made, "ada", single({1: "speed", 2: "device"}))
    return made


def manifest_of(workspace: Workspace) -> Manifest:
    return workspace.manifest("main")


def close(workspace: Workspace, number: int) -> SampledIssue:
    """A refresh that finds an issue closed."""
    copy = workspace.sampled_issues(manifest_of(workspace))[key(number)]
    issue = structs.replace(copy.issue, state="closed", closed_at=LATER, updated_at=LATER)
    closed = structs.replace(copy, issue=issue)
    workspace.samples.refresh_issues("main", [closed], LATER, "triage fetch")
    return closed


def exported(workspace: Workspace, name: str, *options: str) -> str:
    file = workspace.folder / name
    assert run(workspace.folder, "export", str(file), "--rater", "ada", *options).exit_code == 0
    return file.read_text("utf-8")


def test_report_says_which_state_of_the_issues_it_was_made_from(workspace: Workspace) -> None:
    before = exported(workspace, "before.md")
    at_the_draw = workspace.sampled_issues(manifest_of(workspace)).snapshot
    assert f"snapshot {at_the_draw.name}, as GitHub stated them on" in before
    close(workspace, 1)
    after = exported(workspace, "after.md")
    now = workspace.sampled_issues(manifest_of(workspace)).snapshot
    assert f"snapshot {now.name}" in after
    assert "brought up to date once after the draw" in after


def test_suggestions_come_from_the_state_that_the_report_is_made_from(workspace: Workspace) -> None:
    name = workspace.sampled_issues(manifest_of(workspace)).snapshot.name
    close(workspace, 1)
    then, now = gather(workspace, None, "ada", name), gather(workspace, None, "ada")
    assert suggestions(then)[0].text.startswith("0 of 3")
    assert suggestions(now)[0].text.startswith("1 of 3")
    assert "of the issues are closed" not in exported(workspace, "unasked.md")


def test_report_is_written_again_and_verified_from_the_issues_it_names(
    workspace: Workspace,
) -> None:
    before = exported(workspace, "before.md")
    name = workspace.sampled_issues(manifest_of(workspace)).snapshot.name
    close(workspace, 1)
    assert exported(workspace, "again.md", "--snapshot", name) == before
    report = str(workspace.folder / "before.md")
    done = run(workspace.folder, "verify", "--rater", "ada", "--report", report)
    assert f"✓ {report}" in done.output


def test_state_that_the_issues_never_had_is_refused_with_those_they_had(
    workspace: Workspace,
) -> None:
    done = run(workspace.folder, "export", "r.md", "--rater", "ada", "--snapshot", "0" * 16)
    assert isinstance(done.exception, InputError)
    assert workspace.sampled_issues(manifest_of(workspace)).snapshot.name in str(done.exception)


def test_changes_are_found_in_the_copies_and_in_the_population(workspace: Workspace) -> None:
    readings = {key(number): Reading(NOON) for number in (1, 2, 3)}
    held = workspace.sampled_issues(manifest_of(workspace))
    assert changes_since(workspace, held, readings) == {}
    close(workspace, 1)
    held = workspace.sampled_issues(manifest_of(workspace))
    with workspace.population(create=True) as population:
        newer = structs.replace(held[key(2)].issue, title="another", updated_at=LATER)
        population.save_issues([held[key(3)].issue, newer], LATER)
        population.mark(REPOSITORY, 3, "deleted")
    found = changes_since(workspace, held, readings)
    assert {name: [each.brief for each in changes] for name, changes in found.items()} == {
        key(1): ["closed"],
        key(2): ["title"],
        key(3): ["deleted"],
    }
    assert key(1) not in changes_since(workspace, held, {key(1): Reading(LATER)})
