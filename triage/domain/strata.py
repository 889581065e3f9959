"""Dividing a population into strata, and a sample size among them.

Every issue belongs to exactly one stratum. An issue with several labels belongs to the one that
is rarest in the population (then the first by name): common labels would otherwise swallow the
rare ones, for whose sake one stratifies. The size is divided by largest remainder: every stratum
gets its proportional share rounded down, and what is left goes to the largest fractions.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from heapq import heapify, heapreplace

from triage.domain.issue import Issue


class Stratum(StrEnum):
    """What a population can be divided by."""

    LABEL = "label"
    STATE = "state"
    YEAR = "year"
    """Year of creation (UTC)."""
    AUTHOR_ASSOCIATION = "author-association"


WHOLE = ""
"""The one stratum of a population that is not divided, and that of issues without a label."""


def strata_of(issues: Iterable[Issue], by: Stratum | None) -> dict[str, str]:
    """The stratum of every issue, by the issue's key."""
    if by is not Stratum.LABEL:
        return {issue.key: _stratum(issue, by) for issue in issues}
    labels = {issue.key: issue.labels for issue in issues}
    frequency = Counter(label for each in labels.values() for label in each)
    return {
        key: min(each, key=lambda label: (frequency[label], label), default=WHOLE)
        for key, each in labels.items()
    }


def allocate(
    counts: Mapping[str, int], size: int, at_least: Mapping[str, int] | None = None
) -> dict[str, int]:
    """The share of each stratum in a sample, by largest remainder.

    Equal fractions go to the larger stratum, then to the first by name.

    Args:
        counts: issues in each stratum.
        size: issues to draw; when there are fewer, all are taken.
        at_least: issues of a stratum that are in the sample already, at most its count. Growing
            a sample can lower a stratum's proportional share (the Alabama paradox); what was
            drawn stays all the same.

    Returns:
        Shares in the order of `counts`, never above a count, that add up to `size`.
    """
    total = sum(counts.values())
    size = min(size, total)
    shares = {name: (at_least or {}).get(name, 0) for name in counts}
    # The stratum that lacks most of its exact share gets the next place; begun at nothing, that
    # is the largest remainder. Gaps count in units of 1/total, below zero where places lack, so
    # that a full stratum is never the lowest.
    gaps = [(shares[name] * total - size * count, -count, name) for name, count in counts.items()]
    heapify(gaps)
    for _ in range(size - sum(shares.values())):
        gap, count, name = gaps[0]
        shares[name] += 1
        heapreplace(gaps, (gap + total, count, name))
    return shares


def _stratum(issue: Issue, by: Stratum | None) -> str:
    match by:
        case Stratum.STATE:
            return issue.state
        case Stratum.YEAR:
            return f"{issue.created_at:%Y}"
        case Stratum.AUTHOR_ASSOCIATION:
            return issue.author_association
        case _:
            return WHOLE
