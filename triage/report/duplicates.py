"""Groups of issues that ask the same, so that each can be counted once.

A group is what stands under one canonical issue, whether that issue is in the sample or not. Of
each group one issue is kept: the canonical one where it is in scope, else the first that was
drawn. The intervals of shares among kept issues are not corrected for a finite population,
because nobody knows how many different requests the population holds.
"""

from collections.abc import Collection, Mapping, Sequence

from triage.analysis.proportions import interval
from triage.report.model import Share


def groups_among(numbers: Sequence[int], canonical: Mapping[int, int]) -> list[list[int]]:
    """The groups of two or more among the numbers, each with the kept issue first.

    Args:
        numbers: the issues in scope, in drawn order.
        canonical: the issue that each duplicate stands under; chains are followed to their end.
    """
    groups: dict[int, list[int]] = {}
    for number in numbers:
        groups.setdefault(_root(number, canonical), []).append(number)
    return [
        sorted(members, key=lambda number, root=root: number != root)  # type: ignore[misc]
        for root, members in groups.items()
        if len(members) > 1
    ]


def distinct_share(
    carriers: Collection[int], coded: Collection[int], dropped: Collection[int]
) -> Share:
    """The share of the carriers among the coded issues, without those that are dropped."""
    k = sum(number not in dropped for number in carriers)
    n = sum(number not in dropped for number in coded)
    return Share(k=k, n=n, interval=interval(k, n) if n else None)


def _root(number: int, canonical: Mapping[int, int]) -> int:
    """Where the chain of canonical issues ends; of a circle its smallest number."""
    chain = [number]
    while (following := canonical.get(chain[-1])) is not None:
        if following in chain:
            return min(chain[chain.index(following) :])
        chain.append(following)
    return chain[-1]
