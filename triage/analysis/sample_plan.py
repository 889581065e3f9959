"""A plan for a population: what a sample of some size shows of it, and what a margin takes.

The whole population stands in one row and every stratum in another, because a sample that is
large enough for the whole is usually too small for its parts.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from triage.analysis.planning import (
    chance_to_meet,
    double_coding_for_alpha,
    double_coding_for_percent,
    margin_of_error,
    sample_size,
)
from triage.analysis.proportions import LEVEL
from triage.domain.strata import allocate


class Aims(Struct, frozen=True, kw_only=True):
    """What somebody wants a sample to show; every share lies between 0 and 1."""

    margin: float = 0.05
    """Half the width of the interval of a share: 0.05 is five points."""
    level: float = LEVEL
    """How often the interval holds the true share."""
    size: int | None = None
    """Issues that can be read; None reads as many as the margin takes."""
    rarity: float = 0.05
    """Share of the issues that carry a rare code that should be met."""
    expected: float = 0.9
    """Share of the issues on which raters are expected to agree."""
    agreement: float = 0.8
    """Percent agreement to be shown, below the expected one."""
    alpha: float = 0.667
    """Krippendorff's alpha to be shown."""
    rarest: float = 0.25
    """Share of the rarest code that matters for alpha; a quarter when four codes are equal."""


class PlanRow(Struct, frozen=True, kw_only=True):
    """What can be shown of the whole population, or of one stratum."""

    name: str
    population: int
    """N: how many issues there are."""
    needed: int
    """Issues to read for the margin."""
    size: int
    """Issues of the sample that fall to it, by largest remainder."""
    margin: float | None
    """Margin that so many give at the level; None when none falls to it."""
    chance: float
    """Probability that the sample holds at least one issue with a code of the rarity."""


class Plan(Struct, frozen=True, kw_only=True):
    """What a sample shows, and what a margin and an agreement take."""

    aims: Aims
    whole: PlanRow
    strata: list[PlanRow] = []
    """Every stratum by name; empty for a population that is not divided."""
    double_for_percent: int
    """Issues of the sample to code twice to show the percent agreement."""
    double_for_alpha: int
    """Issues to code twice to show alpha; may be more than the sample has."""


def plan_sample(counts: Mapping[str, int], aims: Aims, *, is_divided: bool) -> Plan:
    """A plan for a population.

    Args:
        counts: issues in each stratum; all of them in one for a population that is not divided.
        aims: what is to be shown; a size above the population takes all of it.
        is_divided: whether the strata are to be shown one by one.

    Raises:
        InputError: the population is empty, or an aim is out of its range.
    """
    total = sum(counts.values())
    size = aims.size
    if size is None:
        size = sample_size(aims.margin, total, aims.level)
    shares = allocate({name: counts[name] for name in sorted(counts)}, size)
    whole = _row("", total, sum(shares.values()), aims)
    return Plan(
        aims=aims,
        whole=whole,
        strata=list(_strata(counts, shares, aims)) if is_divided else [],
        double_for_percent=double_coding_for_percent(
            aims.expected, aims.agreement, whole.size, aims.level
        ),
        double_for_alpha=double_coding_for_alpha(aims.alpha, aims.rarest, level=aims.level),
    )


def _strata(counts: Mapping[str, int], shares: Mapping[str, int], aims: Aims) -> Iterator[PlanRow]:
    for name, share in shares.items():
        yield _row(name, counts[name], share, aims)


def _row(name: str, population: int, size: int, aims: Aims) -> PlanRow:
    return PlanRow(
        name=name,
        population=population,
        needed=sample_size(aims.margin, population, aims.level),
        size=size,
        margin=margin_of_error(size, population, aims.level) if size else None,
        chance=chance_to_meet(aims.rarity, size, population),
    )
