"""How many issues to read, and what a given number of them can show.

Everything here is asked before coding begins. The size of a sample follows from the margin one
can live with; the number of issues to code twice follows from the agreement one wants to show.
"""

from math import ceil, expm1, log1p, sqrt

from triage.analysis.distributions import normal_quantile
from triage.analysis.proportions import LEVEL, check_level
from triage.domain.errors import InputError

_ROUNDING = 1e-9
"""A size this little above a whole number is that number."""


def exact_sample_size(
    margin: float, population: int | None = None, level: float = LEVEL, share: float = 0.5
) -> float:
    """The sample size before it is rounded up to whole issues; see `sample_size`."""
    check_level(level)
    _check_fraction("margin", margin)
    _check_fraction("share", share)
    _check_population(population)
    unlimited = normal_quantile((1 + level) / 2) ** 2 * share * (1 - share) / margin**2
    if population is None:
        return unlimited
    return unlimited / (1 + (unlimited - 1) / population)


def sample_size(
    margin: float, population: int | None = None, level: float = LEVEL, share: float = 0.5
) -> int:
    """How many issues give a share to within the margin: Cochran's formula.

    n0 = z²p(1-p)/e², n = n0/(1 + (n0-1)/N), rounded up (Cochran, Sampling Techniques, 1977,
    section 4.4).

    Args:
        margin: half the width of the interval, as a fraction: 0.05 is five points.
        population: how many issues there are to draw from; None for no limit.
        level: how often the interval holds the true share.
        share: the expected share; 0.5 asks for the most issues.

    Raises:
        InputError: margin, level or share is not between 0 and 1, or the population is empty.
    """
    return max(1, ceil(exact_sample_size(margin, population, level, share) - _ROUNDING))


def margin_of_error(
    n: int, population: int | None = None, level: float = LEVEL, share: float = 0.5
) -> float:
    """Half the width of the interval that n issues give, as a fraction.

    z·sqrt(p(1-p)/n · (N-n)/(N-1)), the last factor only for a known population.

    Raises:
        InputError: n is not between 1 and the population, or level or share is not between
            0 and 1.
    """
    check_level(level)
    _check_fraction("share", share)
    _check_draws(n, population, fewest=1)
    remaining = 1.0
    if population is not None:
        remaining = (population - n) / (population - 1) if population > n else 0.0
    return normal_quantile((1 + level) / 2) * sqrt(share * (1 - share) / n * remaining)


def chance_to_meet(rarity: float, n: int, population: int | None = None) -> float:
    """Probability that a code of this rarity occurs at least once among n issues.

    1 - (1-p)^n, or with a known population the hypergeometric 1 - C(N-M, n)/C(N, n), where the
    number of carriers M is Np rounded down, but at least one, because a code that nobody
    carries cannot be met.

    Args:
        rarity: the share of the population that carries the code, between 0 and 1.
        n: how many issues are drawn.
        population: how many there are to draw from; None for no limit.

    Raises:
        InputError: the rarity is not between 0 and 1, or n not between 0 and the population.
    """
    _check_fraction("rarity", rarity)
    _check_draws(n, population, fewest=0)
    if population is None:
        return abs(expm1(n * log1p(-rarity)))
    carriers = max(1, int(population * rarity + _ROUNDING))
    if n > population - carriers:
        return 1.0
    # C(N-M, n)/C(N, n) is the same with n and M exchanged, so the shorter product will do.
    steps, share = sorted((n, carriers))
    return abs(expm1(sum(log1p(-share / (population - step)) for step in range(steps))))


def double_coding_for_percent(
    expected: float, shown: float, population: int | None = None, level: float = LEVEL
) -> int:
    """How many issues to code twice to show a percent agreement.

    n = ((N-1)SE² + PQN) / ((N-1)SE² + PQ) with SE = (expected - shown)/z, z one-sided (Lacy and
    Riffe, Journalism & Mass Communication Quarterly 73, 1996): if the raters agree as often as
    expected, the agreement in the whole population is then at least the one to be shown.

    Args:
        expected: the share of issues on which the raters are expected to agree.
        shown: the agreement to be shown, below the expected one.
        population: how many issues the agreement is to hold for; None for no limit.
        level: how sure one wants to be.

    Raises:
        InputError: a share or the level is not between 0 and 1, the agreement to be shown is
            not below the expected one, or the population is empty.
    """
    check_level(level)
    _check_fraction("expected agreement", expected)
    _check_fraction("agreement to be shown", shown)
    _check_population(population)
    if shown >= expected:
        raise InputError(
            f"An agreement of {shown} cannot be shown when {expected} is expected: "
            "expect more, or show less."
        )
    variance = ((expected - shown) / normal_quantile(level)) ** 2
    spread = expected * (1 - expected)
    if population is None:
        return ceil(1 + spread / variance - _ROUNDING)
    numerator = (population - 1) * variance + spread * population
    return ceil(numerator / ((population - 1) * variance + spread) - _ROUNDING)


def double_coding_for_alpha(
    shown: float,
    rarest: float,
    population: int | None = None,
    level: float = LEVEL,
    raters: int = 2,
) -> int:
    """How many issues each rater has to code to show that alpha is at least this high.

    n = R·z²·((1+α)(3-α) / (4(1-α)p(1-p)) - α), z one-sided: formula 3.7 of Bloch and Kraemer
    (Biometrics 45, 1989), as Krippendorff (Content Analysis, section 11.4.2) applies it to
    alpha with p the share of the rarest code. Never more than the population.

    Args:
        shown: the smallest acceptable alpha, between 0 and 1.
        rarest: the expected share of the rarest code that matters: 1/codes when all are equal.
        population: how many issues there are; None for no limit.
        level: how sure one wants to be.
        raters: how many raters code the same issues.

    Raises:
        InputError: a share or the level is not between 0 and 1, there are fewer than two
            raters, or the population is empty.
    """
    check_level(level)
    _check_fraction("alpha", shown)
    _check_fraction("share of the rarest code", rarest)
    _check_population(population)
    if raters < 2:
        raise InputError(f"Agreement takes two raters or more, not {raters}.")
    z = normal_quantile(level)
    ratio = (1 + shown) * (3 - shown) / (4 * (1 - shown) * rarest * (1 - rarest))
    needed = ceil(raters * z * z * (ratio - shown) - _ROUNDING)
    return needed if population is None else min(needed, population)


def _check_fraction(name: str, value: float) -> None:
    if not 0 < value < 1:
        raise InputError(f"A {name} of {value} is not between 0 and 1; five points are 0.05.")


def _check_population(population: int | None) -> None:
    if population is not None and population < 1:
        raise InputError(f"A population of {population} has nothing to draw from.")


def _check_draws(n: int, population: int | None, fewest: int) -> None:
    _check_population(population)
    if n < fewest or (population is not None and n > population):
        limit = "or more" if population is None else f"to {population}"
        raise InputError(f"{n} issues cannot be drawn here: give a number {fewest} {limit}.")
