"""What is different about the issues of a sample since a rater coded them.

The copy that the rater had before them is compared with the newest that is known: the sample's own
copy, or what a fetch without the sample has brought into the population. Only issues about which
either has news are compared, so this costs little where nothing happened.
"""

from collections.abc import Iterator, Mapping, Sequence

from store.sampled_issues import SampledIssues
from store.workspace import Workspace
from triage.domain.changes import IssueChange, Reading, changes_between
from triage.domain.issue import SampledIssue, number_of

Newer = Mapping[str, SampledIssue]


def changes_since(
    workspace: Workspace, issues: SampledIssues, readings: Mapping[str, Reading]
) -> dict[str, Sequence[IssueChange]]:
    """The changes of every issue that has any, by key; takes as long as it takes.

    Args:
        workspace: whose population may know more than the copies.
        issues: the copies of the sample.
        readings: when which issue was coded last, by key.

    Raises:
        StoreError: the copies or the population cannot be read.
    """
    newer = dict(_newer(workspace, issues, readings))
    changes = {}
    for key, reading in readings.items():
        if key in newer or issues.is_replaced(key, reading):
            now = newer.get(key) or issues[key]
            changes[key] = changes_between(issues.as_read(key, reading), now)
    return {key: found for key, found in changes.items() if found}


def _newer(
    workspace: Workspace, issues: SampledIssues, readings: Mapping[str, Reading]
) -> Iterator[tuple[str, SampledIssue]]:
    """What the population knows otherwise than the copies."""
    if not workspace.has_population:
        return
    with workspace.population() as population:
        numbers = [number_of(key) for key in readings]
        marks = population.update_marks(issues.repository, numbers)
        for key in readings:
            copy, number = issues[key], number_of(key)
            if number not in marks or marks[number] == (copy.issue.updated_at, copy.standing):
                continue
            found = population.sampled_issue(issues.repository, number)
            if found is not None:
                yield key, found
