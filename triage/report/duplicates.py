"""Figures that count each group of duplicates once.

What the groups are, and which issue of each is kept, is decided in `analysis.duplicate_groups`.
The intervals of shares among kept issues are not corrected for a finite population, because
nobody knows how many different requests the population holds.
"""

from collections.abc import Collection, Iterable, Sequence

from triage.analysis.duplicate_groups import DuplicateGroup as FoundGroup
from triage.analysis.duplicate_groups import without_duplicates
from triage.analysis.proportions import interval
from triage.domain.issue import Issue
from triage.report.model import DuplicateGroup, Evidence, Share


def groups_in_scope(
    issues: Sequence[Issue], found: Iterable[FoundGroup]
) -> tuple[DuplicateGroup, ...]:
    """The groups that have two issues or more in scope.

    Args:
        issues: those in scope, in drawn order.
        found: all groups, also with issues that are not in scope.
    """
    groups = []
    for group in found:
        members = [issue for issue in issues if issue.number in group.numbers]
        if len(members) > 1:
            (kept,) = without_duplicates([issue.number for issue in members], [group])
            groups.append(_group(members, kept))
    return tuple(groups)


def distinct_share(
    carriers: Collection[int], coded: Collection[int], dropped: Collection[int]
) -> Share:
    """The share of the carriers among the coded issues, without those that are dropped."""
    k = sum(number not in dropped for number in carriers)
    n = sum(number not in dropped for number in coded)
    return Share(k=k, n=n, interval=interval(k, n) if n else None)


def _group(members: Iterable[Issue], kept: int) -> DuplicateGroup:
    cited = {
        issue.number: Evidence(number=issue.number, url=issue.url, memo=issue.title)
        for issue in members
    }
    return DuplicateGroup(kept=cited.pop(kept), others=tuple(cited.values()))
