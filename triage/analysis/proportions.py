"""Intervals for "k of n": what a share in the sample says about the population.

A share always travels with its interval. `interval` is the one that triage prints: Wilson at
95 %, narrowed when the size of the population is known, because a sample of 30 out of 60 says
more than a sample of 30 out of 2,500. The others are there for those who report them.
"""

from collections.abc import Callable, Sequence
from math import inf, sqrt

from msgspec import Struct

from triage.analysis.distributions import beta_quantile, hypergeometric_tails, normal_quantile
from triage.domain.errors import InputError

LEVEL = 0.95
"""The confidence level of every figure that triage prints."""

_ROUNDING = 1e-12
"""How far a tail may lie above alpha/2 by rounding alone."""


class Interval(Struct, frozen=True):
    """A range of shares, from 0 to 1."""

    low: float
    high: float


def interval(k: int, n: int, population: int | None = None) -> Interval:
    """The 95 % Wilson interval for k of n, as triage prints it.

    Args:
        k: how many issues carry the code.
        n: how many issues are coded; with 0 nothing is known and the interval is 0 to 1.
        population: how many issues the sample was drawn from; None when unknown.

    Raises:
        InputError: k is not between 0 and n, or n exceeds the population.
    """
    return wilson(k, n, population)


def wilson(k: int, n: int, population: int | None = None, level: float = LEVEL) -> Interval:
    """Wilson's score interval (Journal of the American Statistical Association 22, 1927).

    With a known population of N, n is replaced by n(N-1)/(N-n), the size of the sample with
    replacement that has the same variance.

    Raises:
        InputError: k is not between 0 and n, n exceeds the population, or the level is not
            between 0 and 1.
    """
    _check(k, n, population, level)
    return _score_interval(k, n, _worth(n, population), normal_quantile((1 + level) / 2))


def clopper_pearson(k: int, n: int, level: float = LEVEL) -> Interval:
    """The exact interval from binomial tails (Clopper and Pearson, Biometrika 26, 1934).

    Raises:
        InputError: k is not between 0 and n, or the level is not between 0 and 1.
    """
    _check(k, n, None, level)
    tail = (1 - level) / 2
    low = 0.0 if k == 0 else beta_quantile(tail, k, n - k + 1)
    high = 1.0 if k == n else beta_quantile(1 - tail, k + 1, n - k)
    return Interval(low, high)


def jeffreys(k: int, n: int, level: float = LEVEL) -> Interval:
    """The equal-tailed interval under Jeffreys' prior, its ends 0 at k = 0 and 1 at k = n.

    Brown, Cai and DasGupta, Statistical Science 16, 2001, section 4.1.

    Raises:
        InputError: k is not between 0 and n, or the level is not between 0 and 1.
    """
    _check(k, n, None, level)
    tail = (1 - level) / 2
    low = 0.0 if k == 0 else beta_quantile(tail, k + 0.5, n - k + 0.5)
    high = 1.0 if k == n else beta_quantile(1 - tail, k + 0.5, n - k + 0.5)
    return Interval(low, high)


def hypergeometric_count(k: int, n: int, population: int, level: float = LEVEL) -> tuple[int, int]:
    """The least and the greatest number of carriers in the population that k of n allows.

    All counts for which neither tail probability of the observed k is at or below alpha/2.

    Raises:
        InputError: k is not between 0 and n, n exceeds the population, or the level is not
            between 0 and 1.
    """
    _check(k, n, population, level)
    limit = (1 - level) / 2 * (1 + _ROUNDING)

    def is_too_few(carriers: int) -> bool:
        return hypergeometric_tails(k, n, carriers, population)[1] <= limit

    def is_not_too_many(carriers: int) -> bool:
        return hypergeometric_tails(k, n, carriers, population)[0] > limit

    fewest, most = k, population - (n - k)
    return _first(fewest, most, is_too_few), _first(fewest, most + 1, is_not_too_many) - 1


def goodman(counts: Sequence[int], level: float = LEVEL) -> list[Interval]:
    """Simultaneous intervals for the shares of codes that exclude each other.

    Goodman, Technometrics 7, 1965: Wilson's interval with alpha divided by the number of codes.

    Raises:
        InputError: a count is negative, or the level is not between 0 and 1.
    """
    n = sum(counts)
    for count in counts:
        _check(count, n, None, level)
    z = normal_quantile(1 - (1 - level) / (2 * max(1, len(counts))))
    return [_score_interval(count, n, n, z) for count in counts]


def _score_interval(k: int, n: int, worth: float, z: float) -> Interval:
    if n == 0:
        return Interval(0.0, 1.0)
    share, spread = k / n, z * z / worth
    middle = share + spread / 2
    reach = sqrt(spread * (share * (1 - share) + spread / 4))
    low = 0.0 if k == 0 else max(0.0, (middle - reach) / (1 + spread))
    high = 1.0 if k == n else min(1.0, (middle + reach) / (1 + spread))
    return Interval(low, high)


def _worth(n: int, population: int | None) -> float:
    """The size of a sample with replacement that tells as much."""
    if population is None:
        return n
    return inf if n == population else n * (population - 1) / (population - n)


def _first(low: int, high: int, is_before: Callable[[int], bool]) -> int:
    """The first number from low to high for which the predicate is false; high if none is."""
    while low < high:
        middle = (low + high) // 2
        if is_before(middle):
            low = middle + 1
        else:
            high = middle
    return low


def _check(k: int, n: int, population: int | None, level: float) -> None:
    if not 0 <= k <= n:
        raise InputError(f"{k} of {n} is no share: the count must lie between 0 and {n}.")
    if population is not None and n > population:
        raise InputError(
            f"{n} issues cannot come from a population of {population}: "
            "check the population size in the sample's manifest."
        )
    check_level(level)


def check_level(level: float) -> None:
    """Refuses a confidence level that is not between 0 and 1.

    Raises:
        InputError: naming the level and a usual one.
    """
    if not 0 < level < 1:
        raise InputError(f"A confidence level of {level} is not between 0 and 1; 0.95 is usual.")
