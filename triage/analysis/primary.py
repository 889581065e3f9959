"""Which coefficient leads, and all of them side by side.

A study declares its primary coefficient before anybody codes. All others are computed and shown
as well, so that nobody can wonder whether it was chosen for its value.
"""

from collections.abc import Mapping

from msgspec import Struct

from triage.analysis.agreement import TITLES, Figure, Ratings
from triage.analysis.intervals import Resampled
from triage.analysis.set_agreement import SET_TITLES, SetRatings
from triage.domain.codebook import Kind
from triage.domain.errors import InputError

PRIMARY = "krippendorff_alpha"
"""The primary coefficient of a study that declares none, and of its single choices."""

SET_PRIMARY = "alpha_masi"
"""The primary coefficient where answers are sets, unless another set coefficient is declared."""


class Coefficient(Struct, frozen=True):
    """A coefficient with its interval."""

    name: str
    title: str
    figure: Figure
    interval: Resampled | None = None
    """None when no resamples were asked for."""


def primary_for(kind: Kind, declared: str) -> str:
    """The name of the coefficient that leads for a kind of question.

    Raises:
        InputError: no coefficient has the declared name.
    """
    if declared not in TITLES and declared not in SET_TITLES:
        known = ", ".join([*TITLES, *SET_TITLES])
        raise InputError(f"There is no coefficient “{declared}”. Choose one of: {known}.")
    if kind is Kind.SINGLE:
        return declared if declared in TITLES else PRIMARY
    return declared if declared in SET_TITLES else SET_PRIMARY


def coefficients(
    ratings: Ratings | SetRatings, intervals: Mapping[str, Resampled]
) -> tuple[Coefficient, ...]:
    """All coefficients of a table in the order of their titles, with the intervals there are."""
    titles = {**TITLES, **SET_TITLES}
    return tuple(
        Coefficient(name, titles[name], figure, intervals.get(name))
        for name, figure in ratings.figures().items()
    )
