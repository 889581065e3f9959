"""Quantiles and tails of the few distributions that intervals are made of.

Everything is computed from the standard library alone, to about twelve digits. A quantile is
found by bisection, which is slow and cannot fail: no figure needs more than a handful.
"""

from collections.abc import Callable
from functools import lru_cache
from math import exp, lgamma, log, log1p

_NEGLIGIBLE = 1e-17
_CONVERGED = 1e-15
_LARGEST_STUDENT_QUANTILE = 1e9
_MOST_FRACTION_STEPS = 100_000


@lru_cache(maxsize=64)
def normal_quantile(probability: float) -> float:
    """The value below which a standard normal variable stays with this probability."""
    # The module brings in fractions, decimal and random: 12 ms that a start need not pay.
    from statistics import NormalDist

    return NormalDist().inv_cdf(probability)


def beta_below(x: float, a: float, b: float) -> float:
    """Probability that a Beta(a, b) variable is at most x: the regularised incomplete beta.

    Continued fraction 8.17.22 of the NIST Digital Library of Mathematical Functions, on the
    side of the mean where it converges quickly.
    """
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta_below(1 - x, b, a)
    return _beta_below(x, a, b)


def beta_quantile(probability: float, a: float, b: float) -> float:
    """The value below which a Beta(a, b) variable stays with this probability."""
    return _bisect(lambda x: beta_below(x, a, b) < probability, 0.0, 1.0)


@lru_cache(maxsize=256)
def student_quantile(probability: float, degrees: float) -> float:
    """The value below which a Student t variable stays with this probability.

    Args:
        probability: from 0.5 to below 1.
        degrees: degrees of freedom, more than 0.
    """

    def is_too_low(t: float) -> bool:
        tail = beta_below(degrees / (degrees + t * t), degrees / 2, 0.5) / 2
        return 1 - tail < probability

    return _bisect(is_too_low, 0.0, _LARGEST_STUDENT_QUANTILE)


def hypergeometric_tails(k: int, n: int, carriers: int, population: int) -> tuple[float, float]:
    """Probabilities of at most and of at least k carriers among n draws without replacement.

    The terms are built outward from the most likely count as multiples of its probability and
    divided by their sum, so that no large factorial is ever rounded.
    """
    lowest, highest = max(0, n + carriers - population), min(n, carriers)
    mode = min(max((n + 1) * (carriers + 1) // (population + 2), lowest), highest)

    def step(j: int) -> float:
        """Probability of j + 1 carriers over that of j."""
        return (carriers - j) * (n - j) / ((j + 1) * (population - carriers - n + j + 1))

    terms = {mode: 1.0}
    for j in range(mode, highest):
        terms[j + 1] = terms[j] * step(j)
        if terms[j + 1] < _NEGLIGIBLE:
            break
    for j in range(mode, lowest, -1):
        terms[j - 1] = terms[j] / step(j - 1)
        if terms[j - 1] < _NEGLIGIBLE:
            break
    total = sum(terms.values())
    at_most = sum(term for j, term in terms.items() if j <= k)
    at_least = sum(term for j, term in terms.items() if j >= k)
    return at_most / total, at_least / total


def _beta_below(x: float, a: float, b: float) -> float:
    log_front = a * log(x) + b * log1p(-x) + lgamma(a + b) - lgamma(a) - lgamma(b)
    return exp(log_front) / a / _beta_fraction(x, a, b)


def _beta_fraction(x: float, a: float, b: float) -> float:
    """1 + d1/(1 + d2/(1 + …)) by the modified Lentz method."""
    value, c, d = 1.0, 1.0, 0.0
    for step in range(1, _MOST_FRACTION_STEPS):
        m = step // 2
        if step % 2:
            term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1 / (1 + term * d)
        c = 1 + term / c
        value *= c * d
        if abs(c * d - 1) < _CONVERGED:
            break
    return value


def _bisect(is_too_low: Callable[[float], bool], low: float, high: float) -> float:
    """The point where a predicate turns from true to false, to the last bit."""
    while low < (middle := (low + high) / 2) < high:
        if is_too_low(middle):
            low = middle
        else:
            high = middle
    return high
