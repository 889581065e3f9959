"""Krippendorff's alpha for answers with an order: ranks, differences, ratios.

Codes have none; these are for numbers that raters give, such as their confidence.
"""

from collections.abc import Sequence

from triage.analysis.distances import Pairs

Span = tuple[float, float]
"""Two numbers, the smaller one first."""

NumberTable = Sequence[Sequence[float | None]]
"""One row per unit, one entry per rater, None for a gap."""


def interval_alpha(units: NumberTable) -> float | None:
    """Alpha for numbers of which the differences mean something: distance (c - k)²."""
    return Pairs(units, _span).alpha(lambda span: (span[1] - span[0]) ** 2)


def ratio_alpha(units: NumberTable) -> float | None:
    """Alpha for numbers of which the ratios mean something: distance ((c - k)/(c + k))²."""
    return Pairs(units, _span).alpha(_ratio_distance)


def ordinal_alpha(units: NumberTable) -> float | None:
    """Alpha for ranks: the distance is the squared number of codings between two ranks.

    Half of the codings at either rank are counted as lying between.
    """
    pairs = Pairs(units, _span)
    middles, below = {}, 0
    for rank in sorted(pairs.totals):
        middles[rank] = below + pairs.totals[rank] / 2
        below += pairs.totals[rank]
    return pairs.alpha(lambda span: (middles[span[1]] - middles[span[0]]) ** 2)


def _span(one: float, other: float) -> Span:
    return min(one, other), max(one, other)


def _ratio_distance(span: Span) -> float:
    total = span[0] + span[1]
    return ((span[1] - span[0]) / total) ** 2 if total else 0.0
