"""How far two answers are apart, and Krippendorff's alpha for any such distance.

A set of codes can be nearly right, which plain agreement cannot see. Distances between sets run
from 0, the same, to 1, nothing in common, and are exact fractions of how two sets overlap. Two
empty sets are the same answer; an empty set and any other have nothing in common. Alpha takes
these distances as they are, not squared.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from math import fsum
from typing import Generic, NamedTuple, TypeVar

Value = TypeVar("Value", bound=Hashable)
Relation = TypeVar("Relation", bound=Hashable)
Codes = frozenset[str]


class Overlap(NamedTuple):
    """All that the distances ask of two sets, whichever comes first."""

    shared: int
    smaller: int
    larger: int


SetDistance = Callable[[Overlap], Fraction]


def overlap(a: Codes, b: Codes) -> Overlap:
    """How two sets overlap."""
    return Overlap(len(a & b), *sorted((len(a), len(b))))


@lru_cache(maxsize=4096)
def jaccard(sets: Overlap) -> Fraction:
    """One minus the shared part of all codes in either set."""
    either = sets.smaller + sets.larger - sets.shared
    return 1 - Fraction(sets.shared, either) if either else Fraction(0)


@lru_cache(maxsize=4096)
def masi(sets: Overlap) -> Fraction:
    """MASI, which forgives a set inside the other more than a mere overlap.

    1 - Jaccard × m with m = 1 for equal sets, 2/3 when one lies in the other, 1/3 when they
    overlap, 0 when they share nothing (Passonneau, LREC 2006, with exact thirds).
    """
    if sets.shared == sets.larger:
        return Fraction(0)
    thirds = 2 if sets.shared == sets.smaller else 1
    return 1 - (1 - jaccard(sets)) * Fraction(thirds, 3)


@lru_cache(maxsize=4096)
def dice(sets: Overlap) -> Fraction:
    """One minus twice the shared codes over the sizes of both sets."""
    both = sets.smaller + sets.larger
    return 1 - Fraction(2 * sets.shared, both) if both else Fraction(0)


def equality(sets: Overlap) -> Fraction:
    """0 for equal sets, 1 for any others."""
    return Fraction(int(sets.shared != sets.larger))


SET_DISTANCES: Mapping[str, SetDistance] = {
    "set_equality": equality,
    "jaccard": jaccard,
    "masi": masi,
    "dice": dice,
}
"""The distances between sets, by the names under which alpha is reported."""


class Pairs(Generic[Value, Relation]):
    """The pairs of unequal codings that alpha compares: within units, and by chance.

    Units with fewer than two values take no part. Sums are rounded once, at the end, so that
    neither the order of raters nor that of units shows in a result.
    """

    def __init__(
        self,
        units: Iterable[Sequence[Value | None]],
        relation: Callable[[Value, Value], Relation],
    ) -> None:
        """Counts the pairs of a table.

        Args:
            units: one row per unit, one entry per rater, None for a gap.
            relation: what a distance needs to know of two values, whichever comes first.
        """
        self.units = 0
        """How many units have two or more values."""
        self.totals: Counter[Value] = Counter()
        """How often each value was chosen in these units."""
        self._within: Counter[tuple[Relation, int]] = Counter()
        self._by_chance: Counter[Relation] = Counter()
        for unit, alike in Counter(map(tuple, units)).items():
            counts = Counter(value for value in unit if value is not None)
            size = counts.total()
            if size < 2:
                continue
            self.units += alike
            for value, times in counts.items():
                self.totals[value] += alike * times
            for (one, times), (other, others) in combinations(counts.items(), 2):
                self._within[relation(one, other), size] += 2 * alike * times * others
        for (one, times), (other, others) in combinations(self.totals.items(), 2):
            self._by_chance[relation(one, other)] += 2 * times * others

    def percent_agreement(self) -> float | None:
        """Mean over units of the share of pairs of raters with the same value."""
        unequal = fsum(pairs / (size * (size - 1)) for (_, size), pairs in self._within.items())
        return 1 - unequal / self.units if self.units else None

    def observed(self, distance: Callable[[Relation], Fraction | float]) -> float:
        """Do: the mean distance of a coding from the others of its unit."""
        total = fsum(
            pairs * float(distance(relation)) / (size - 1)
            for (relation, size), pairs in self._within.items()
        )
        return total / self.totals.total() if total else 0.0

    def alpha(self, distance: Callable[[Relation], Fraction | float]) -> float | None:
        """Krippendorff's alpha, 1 - Do/De; None when nothing varies.

        The chance is that of drawing two different codings from the pile, hence n(n-1).
        """
        n = self.totals.total()
        by_chance = fsum(
            pairs * float(distance(relation)) for relation, pairs in self._by_chance.items()
        )
        if not by_chance:
            return None
        return 1 - self.observed(distance) * n * (n - 1) / by_chance
