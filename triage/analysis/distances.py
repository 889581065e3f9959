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
from typing import TypeVar

Codes = frozenset[str]
SetDistance = Callable[[Codes, Codes], Fraction]
Value = TypeVar("Value", bound=Hashable)

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


def alpha_of_distance(
    units: Iterable[Sequence[Value | None]], distance: Callable[[Value, Value], Fraction | float]
) -> float | None:
    """Krippendorff's alpha, 1 - Do/De, for any distance; None when nothing varies.

    Units with fewer than two values take no part. The chance is that of drawing two different
    codings from the pile, hence n-1.
    """
    pairable = pairable_counts(units)
    totals: Counter[Value] = sum(pairable, Counter())
    n = totals.total()
    observed = observed_disagreement(pairable, distance)
    expected = spread(totals, distance)
    return float(1 - (n - 1) * observed / expected) if expected else None


def interval_alpha(units: Sequence[Sequence[float | None]]) -> float | None:
    """Alpha for numbers of which the differences mean something: distance (c - k)²."""
    return alpha_of_distance(units, lambda c, k: (c - k) ** 2)


def ratio_alpha(units: Sequence[Sequence[float | None]]) -> float | None:
    """Alpha for numbers of which the ratios mean something: distance ((c - k)/(c + k))²."""
    return alpha_of_distance(units, lambda c, k: ((c - k) / (c + k)) ** 2 if c + k else 0.0)


def ordinal_alpha(units: Sequence[Sequence[Value | None]], order: Sequence[Value]) -> float | None:
    """Alpha for ranks: the distance is the squared number of codings between two codes.

    Args:
        units: one row per unit.
        order: the codes from lowest to highest.
    """
    totals: Counter[Value] = sum(pairable_counts(units), Counter())
    middles, below = {}, 0
    for code in order:
        middles[code] = below + totals[code] / 2
        below += totals[code]
    return alpha_of_distance(units, lambda c, k: (middles[c] - middles[k]) ** 2)


def pairable_counts(units: Iterable[Sequence[Value | None]]) -> list[Counter[Value]]:
    """The values of each unit that has two or more, counted."""
    counted = (Counter(value for value in unit if value is not None) for unit in units)
    return [counts for counts in counted if counts.total() > 1]


def observed_disagreement(
    pairable: Iterable[Counter[Value]], distance: Callable[[Value, Value], Fraction | float]
) -> Fraction | float:
    """Sum over units of the mean distance of a coding from the others of its unit."""
    total: Fraction | float = 0
    for counts in pairable:
        total += spread(counts, distance) / (counts.total() - 1)
    return total


def spread(
    counts: Counter[Value], distance: Callable[[Value, Value], Fraction | float]
) -> Fraction | float:
    """Sum of distances over all ordered pairs of codings."""
    total: Fraction | float = 0
    for (first, times), (second, others) in combinations(counts.items(), 2):
        total += 2 * times * others * distance(first, second)
    return total


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
