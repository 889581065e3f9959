"""Large-sample standard errors and intervals of kappa, AC1 and alpha.

They are here for those who have to report them. The interval that triage shows is the bootstrap
over issues, because these formulas are poor guides for the few dozen issues of a usual sample.
None stands for not defined: no variation, or too few units.
"""

from collections.abc import Sequence
from itertools import product
from math import sqrt
from operator import mul

from msgspec import Struct

from triage.analysis.distributions import normal_quantile, student_quantile
from triage.analysis.proportions import LEVEL

UnitCounts = Sequence[Sequence[int]]
"""Per unit, how many raters chose each code."""


class Estimate(Struct, frozen=True):
    """A coefficient with its standard error and interval."""

    value: float
    error: float
    low: float
    high: float


def cohen_estimate(confusion: Sequence[Sequence[int]], level: float = LEVEL) -> Estimate | None:
    """Cohen's kappa with the error of Fleiss, Cohen and Everitt (Psychological Bulletin 72, 1969).

    Args:
        confusion: counts of units, row = first rater's code, column = the second's.
        level: of the interval, kappa -/+ z·SE.
    """
    total = sum(map(sum, confusion))
    if not total:
        return None
    rows = [sum(row) / total for row in confusion]
    columns = [sum(column) / total for column in zip(*confusion, strict=True)]
    chance = sum(map(mul, rows, columns))
    if chance == 1:
        return None
    observed = sum(confusion[code][code] for code in range(len(rows))) / total
    kappa = (observed - chance) / (1 - chance)
    variance = -((kappa - chance * (1 - kappa)) ** 2)
    for i, j in product(range(len(rows)), repeat=2):
        share = confusion[i][j] / total
        if i == j:
            variance += share * (1 - (rows[i] + columns[i]) * (1 - kappa)) ** 2
        else:
            variance += share * ((1 - kappa) * (columns[i] + rows[j])) ** 2
    error = sqrt(max(0.0, variance) / total) / (1 - chance)
    reach = normal_quantile((1 + level) / 2) * error
    return Estimate(kappa, error, kappa - reach, kappa + reach)


def fleiss_estimate(units: UnitCounts, level: float = LEVEL) -> Estimate | None:
    """Fleiss' kappa with Gwet's variance for raw ratings (Handbook of Inter-Rater Reliability).

    Args:
        units: counts of the units with a coding.
        level: of the interval, by Student's t with n-1 degrees, its upper end cut at 1.
    """
    shares = _shares(units)
    return _gwet(units, sum(map(mul, shares, shares)), shares, level)


def ac1_estimate(units: UnitCounts, codes: int, level: float = LEVEL) -> Estimate | None:
    """Gwet's AC1 with his variance for raw ratings; arguments as for `fleiss_estimate`.

    Args:
        units: counts of the units with a coding.
        codes: q, how many codes the raters could choose from.
        level: of the interval.
    """
    if codes < 2:
        return None
    rest = [(1 - share) / (codes - 1) for share in _shares(units)]
    chance = sum(map(mul, _shares(units), rest))
    return _gwet(units, chance, rest, level)


def alpha_estimate(units: UnitCounts, level: float = LEVEL) -> Estimate | None:
    """Krippendorff's nominal alpha with Gwet's variance; arguments as for `fleiss_estimate`.

    The variance is over the units with two or more codings, the degrees over all with one.
    """
    pairable = [counts for counts in units if sum(counts) > 1]
    n, codings = len(pairable), sum(map(sum, pairable))
    if n < 2:
        return None
    mean = codings / n
    shares = [sum(column) / codings for column in zip(*pairable, strict=True)]
    chance = sum(map(mul, shares, shares))
    if chance == 1:
        return None
    observed = [
        sum(count * (count - 1) for count in counts) / (mean * (sum(counts) - 1))
        for counts in pairable
    ]
    plain = sum(observed) / n
    kappa = (plain - chance) / (1 - chance)
    parts = []
    for counts, agreed in zip(pairable, observed, strict=True):
        excess = (sum(counts) - mean) / mean
        own = agreed - plain * excess
        by_chance = sum(map(mul, counts, shares)) / mean - chance * excess
        parts.append((own - chance - 2 * (1 - kappa) * (by_chance - chance)) / (1 - chance))
    # The correction for small samples moves the value; the formula leaves the error without it.
    return _from_parts(kappa + (1 - kappa) / codings, _error(kappa, parts), len(units), level)


def _gwet(
    units: UnitCounts, chance: float, by_code: Sequence[float], level: float
) -> Estimate | None:
    """The common frame of Fleiss' kappa and AC1; `by_code` is a code's part in the chance."""
    n = len(units)
    pairable = sum(1 for counts in units if sum(counts) > 1)
    if n < 2 or not pairable or chance == 1:
        return None
    observed = [_pair_agreement(counts) for counts in units]
    value = (sum(each or 0.0 for each in observed) / pairable - chance) / (1 - chance)
    parts = []
    for counts, agreed in zip(units, observed, strict=True):
        beyond = 0.0 if agreed is None else n / pairable * (agreed - chance)
        by_chance = sum(map(mul, counts, by_code)) / sum(counts)
        parts.append((beyond - 2 * (1 - value) * (by_chance - chance)) / (1 - chance))
    return _from_parts(value, _error(value, parts), n, level)


def _error(mean: float, parts: Sequence[float]) -> float:
    """The standard error of a mean of per-unit parts; denominator n(n-1)."""
    n = len(parts)
    return sqrt(sum((part - mean) ** 2 for part in parts) / (n * (n - 1)))


def _from_parts(value: float, error: float, n: int, level: float) -> Estimate:
    reach = student_quantile((1 + level) / 2, n - 1) * error
    return Estimate(value, error, value - reach, min(1.0, value + reach))


def _pair_agreement(counts: Sequence[int]) -> float | None:
    size = sum(counts)
    if size < 2:
        return None
    return sum(count * (count - 1) for count in counts) / (size * (size - 1))


def _shares(units: UnitCounts) -> list[float]:
    return [
        sum(count / size for count, size in column) / len(units)
        for column in zip(
            *([(count, sum(counts)) for count in counts] for counts in units), strict=True
        )
    ]
