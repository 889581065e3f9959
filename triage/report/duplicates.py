"""Figures that count each group of duplicates once.

What the groups are, and which issue of each is kept, is decided in `analysis.duplicate_groups`.
The intervals of shares among kept issues are not corrected for a finite population, because
nobody knows how many different requests the population holds.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from triage.analysis.duplicate_groups import DuplicateGroup as FoundGroup
from triage.analysis.duplicate_groups import (
    SuggestionPrecision,
    judged_pairs,
    suggestion_precision,
    without_duplicates,
)
from triage.analysis.proportions import interval
from triage.analysis.stated import stated_duplicates
from triage.domain.coding import Verdicts
from triage.domain.issue import Issue, SampledIssue, number_of
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


def measured_suggestions(
    verdicts: Mapping[int, Verdicts], issues: Iterable[SampledIssue]
) -> SuggestionPrecision | None:
    """How the verdicts fell on the pairs that were suggested; None when none was judged.

    A pair that somebody had stated to be duplicates is a fact and no suggestion; it is left out.

    Args:
        verdicts: one source's, by the number of the issue that was read.
        issues: the issues of the sample, which say what was stated.
    """
    pairs = judged_pairs(verdicts)
    judged = {number for pair in pairs for number in pair}
    stated = {
        frozenset((sampled.issue.number, other))
        for sampled in issues
        if sampled.issue.number in judged
        for other in _stated_numbers(sampled)
    }
    suggested: dict[int, list[int]] = {}
    for one, other in pairs:
        if frozenset((one, other)) not in stated:
            suggested.setdefault(one, []).append(other)
    found = suggestion_precision(verdicts, suggested)
    return found if found.judged else None


def _stated_numbers(sampled: SampledIssue) -> Iterator[int]:
    """Issues of the same repository that this one was said to be a duplicate of."""
    for said in stated_duplicates(sampled.issue, sampled.conversation):
        if said.of is not None and said.of.rpartition("#")[0] == sampled.issue.repository:
            yield number_of(said.of)


def _group(members: Iterable[Issue], kept: int) -> DuplicateGroup:
    cited = {
        issue.number: Evidence(number=issue.number, url=issue.url, memo=issue.title)
        for issue in members
    }
    return DuplicateGroup(kept=cited.pop(kept), others=tuple(cited.values()))
