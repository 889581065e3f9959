"""How far two answers are apart, and Krippendorff's alpha for any such distance.

A set of codes can be nearly right, which plain agreement cannot see. Distances run from 0, the
same, to 1, nothing in common, and are exact fractions. Two empty sets are the same answer; an
empty set and any other have nothing in common. Alpha takes them as they are, not squared.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from math import fsum
from typing import Generic, TypeVar

Value = TypeVar("Value", bound=Hashable)
Distance = Callable[[Value, Value], Fraction | float]
Codes = frozenset[str]
SetDistance = Callable[[Codes, Codes], Fraction]

_ONE, _NONE = Fraction(1), Fraction(0)


def jaccard_distance(a: Codes, b: Codes) -> Fraction:
    """One minus the shared part of all codes in either set."""
    return _jaccard(len(a & b), len(a | b))


def masi_distance(a: Codes, b: Codes) -> Fraction:
    """MASI, which forgives a set inside the other more than a mere overlap.

    1 - Jaccard × m with m = 1 for equal sets, 2/3 when one lies in the other, 1/3 when they
    overlap, 0 when they share nothing (Passonneau, LREC 2006, with exact thirds).
    """
    return _masi(len(a & b), len(a), len(b))


def dice_distance(a: Codes, b: Codes) -> Fraction:
    """One minus twice the shared codes over the sizes of both sets."""
    return _dice(len(a & b), len(a) + len(b))


def equality_distance(a: Codes, b: Codes) -> Fraction:
    """0 for equal sets, 1 for any others."""
    return _NONE if a == b else _ONE


SET_DISTANCES: Mapping[str, SetDistance] = {
    "set_equality": equality_distance,
    "jaccard": jaccard_distance,
    "masi": masi_distance,
    "dice": dice_distance,
}
"""The distances between sets, by the names under which alpha is reported."""


class Pairs(Generic[Value]):
    """The pairs of codings that alpha compares: within units, and by chance.

    Units with fewer than two values take no part. The chance is that of drawing two different
    codings from the pile, hence n-1 in alpha.
    """

    def __init__(self, units: Iterable[Sequence[Value | None]]) -> None:
        self.units = 0
        """How many units have two or more values."""
        self.totals: Counter[Value] = Counter()
        """How often each value was chosen in these units."""
        self._within: Counter[tuple[frozenset[Value], int]] = Counter()
        for unit in units:
            counts = Counter(value for value in unit if value is not None)
            size = counts.total()
            if size > 1:
                self.units += 1
                self.totals.update(counts)
                for (one, times), (other, others) in combinations(counts.items(), 2):
                    self._within[frozenset((one, other)), size] += 2 * times * others

    def percent_agreement(self) -> float | None:
        """Mean over units of the share of pairs of raters with the same value."""
        unequal = fsum(pairs / (size * (size - 1)) for (_, size), pairs in self._within.items())
        return 1 - unequal / self.units if self.units else None

    def observed(self, distance: Distance[Value]) -> float:
        """Do: the mean distance of a coding from the others of its unit."""
        # fsum rounds once, so that neither the order of raters nor that of issues shows.
        total = fsum(
            pairs * float(distance(*values)) / (size - 1)
            for (values, size), pairs in self._within.items()
        )
        return total / self.totals.total() if total else 0.0

    def alpha(self, distance: Distance[Value]) -> float | None:
        """Krippendorff's alpha, 1 - Do/De; None when nothing varies."""
        n = self.totals.total()
        by_chance = fsum(
            2 * times * others * float(distance(one, other))
            for (one, times), (other, others) in combinations(self.totals.items(), 2)
        )
        if not by_chance:
            return None
        return 1 - self.observed(distance) * n * (n - 1) / by_chance


def interval_alpha(units: Sequence[Sequence[float | None]]) -> float | None:
    """Alpha for numbers of which the differences mean something: distance (c - k)²."""
    return Pairs(units).alpha(lambda c, k: (c - k) ** 2)


def ratio_alpha(units: Sequence[Sequence[float | None]]) -> float | None:
    """Alpha for numbers of which the ratios mean something: distance ((c - k)/(c + k))²."""
    return Pairs(units).alpha(lambda c, k: ((c - k) / (c + k)) ** 2 if c + k else 0.0)


def ordinal_alpha(units: Sequence[Sequence[Value | None]], order: Sequence[Value]) -> float | None:
    """Alpha for ranks: the distance is the squared number of codings between two codes.

    Args:
        units: one row per unit.
        order: the codes from lowest to highest.
    """
    pairs = Pairs(units)
    middles, below = {}, 0
    for code in order:
        middles[code] = below + pairs.totals[code] / 2
        below += pairs.totals[code]
    return pairs.alpha(lambda c, k: (middles[c] - middles[k]) ** 2)


@lru_cache(maxsize=4096)
def _jaccard(shared: int, either: int) -> Fraction:
    return 1 - Fraction(shared, either) if either else _NONE


@lru_cache(maxsize=4096)
def _masi(shared: int, first: int, second: int) -> Fraction:
    if shared == first == second:
        return _NONE
    thirds = 2 if shared == min(first, second) else 1
    return 1 - Fraction(shared * thirds, 3 * (first + second - shared))


@lru_cache(maxsize=4096)
def _dice(shared: int, both: int) -> Fraction:
    return 1 - Fraction(2 * shared, both) if both else _NONE
