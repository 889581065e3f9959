"""Duplicates as groups, from verdicts on pairs; and how often the suggestions were right.

"Same" carries over: when #1 is the same as #2 and #2 the same as #3, all three are one group,
even if a verdict within it says otherwise (such pairs are listed as disputed). A group has one
canonical issue, which stands for it where duplicates are not to be counted twice.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from triage.domain.coding import Likeness, Verdicts

Pair = tuple[int, int]
"""Numbers of two issues, the smaller first."""

_FROM_UNLIKE = (Likeness.DIFFERENT, Likeness.RELATED, Likeness.SAME)


class DuplicateGroup(Struct, frozen=True, kw_only=True):
    """Issues that are the same."""

    canonical: int
    """The issue that stands for the group: the one most often named, else the oldest number."""
    numbers: tuple[int, ...]
    """All of them in order, the canonical one included."""
    disputed: tuple[Pair, ...] = ()
    """Pairs of the group that a verdict calls different."""


class SuggestionPrecision(Struct, frozen=True, kw_only=True):
    """How the verdicts on suggested pairs fell."""

    same: int
    related: int
    different: int

    @property
    def judged(self) -> int:
        """Pairs with a verdict."""
        return self.same + self.related + self.different

    @property
    def precision(self) -> float | None:
        """Share of the judged pairs that are the same; None when none was judged."""
        return self.same / self.judged if self.judged else None


def judged_pairs(verdicts: Mapping[int, Verdicts]) -> dict[Pair, Likeness]:
    """One rater's verdict on each pair, from whichever side it was given.

    Args:
        verdicts: by the number of the issue that was read.

    Where both sides were judged and differ, the verdict that claims less counts.
    """
    pairs: dict[Pair, Likeness] = {}
    for number, given in verdicts.items():
        for other, likeness in given.pairs.items():
            if other != number:
                pair = _pair(number, other)
                pairs[pair] = min(pairs.get(pair, likeness), likeness, key=_FROM_UNLIKE.index)
    return dict(sorted(pairs.items()))


def duplicate_groups(verdicts: Mapping[int, Verdicts]) -> list[DuplicateGroup]:
    """The groups of two or more issues that one rater's verdicts make, by their first number.

    Args:
        verdicts: by the number of the issue that was read. Naming a canonical issue also says
            that the two are the same.
    """
    pairs = judged_pairs(verdicts)
    same = [pair for pair, likeness in pairs.items() if likeness is Likeness.SAME]
    named = {n: given.canonical for n, given in verdicts.items() if given.canonical is not None}
    same += [_pair(number, other) for number, other in named.items() if number != other]
    groups = []
    for members in _connected(same):
        votes = Counter(named[number] for number in members if number in named)
        canonical = min(votes, key=lambda n: (-votes[n], n)) if votes else min(members)
        disputed = tuple(
            pair
            for pair, likeness in pairs.items()
            if likeness is Likeness.DIFFERENT and members.issuperset(pair)
        )
        groups.append(
            DuplicateGroup(canonical=canonical, numbers=tuple(sorted(members)), disputed=disputed)
        )
    return sorted(groups, key=lambda group: group.numbers)


def without_duplicates(numbers: Iterable[int], groups: Iterable[DuplicateGroup]) -> list[int]:
    """The numbers in their order, with one issue left of each group.

    The canonical issue stays; where it is not among the numbers, the first of its group does.
    """
    listed = list(dict.fromkeys(numbers))
    present = set(listed)
    dropped: set[int] = set()
    for group in groups:
        members = [number for number in listed if number in group.numbers]
        kept = group.canonical if group.canonical in present else next(iter(members), None)
        dropped.update(number for number in members if number != kept)
    return [number for number in listed if number not in dropped]


def suggestion_precision(
    verdicts: Mapping[int, Verdicts], suggested: Mapping[int, Iterable[int]] | None = None
) -> SuggestionPrecision:
    """How often a suggested pair was judged the same, related or different.

    Args:
        verdicts: one rater's, by the number of the issue that was read.
        suggested: the suggestions for each issue; verdicts on other pairs are left out. None
            counts every verdict, which is right when verdicts are only given on suggestions.
    """
    pairs = judged_pairs(verdicts)
    if suggested is not None:
        shown = {_pair(number, other) for number, others in suggested.items() for other in others}
        pairs = {pair: likeness for pair, likeness in pairs.items() if pair in shown}
    counts = Counter(pairs.values())
    return SuggestionPrecision(
        same=counts[Likeness.SAME],
        related=counts[Likeness.RELATED],
        different=counts[Likeness.DIFFERENT],
    )


def _pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


def _connected(pairs: Iterable[Pair]) -> Iterator[set[int]]:
    """The connected components of a graph given by its edges."""
    neighbours: dict[int, set[int]] = {}
    for one, other in pairs:
        neighbours.setdefault(one, set()).add(other)
        neighbours.setdefault(other, set()).add(one)
    while neighbours:
        members: set[int] = set()
        reached = [next(iter(neighbours))]
        while reached:
            number = reached.pop()
            members.add(number)
            reached += neighbours.pop(number, ())
        yield members
