"""Why kappa can be low where raters agree: the two paradoxes, in figures and in a sentence.

Kappa asks how much of the agreement beyond chance was reached. Where nearly all codings are the
same code, chance alone gives nearly full agreement and little is left to reach (Feinstein and
Cicchetti, Journal of Clinical Epidemiology 43, 1990; Byrt, Bishop and Carlin, ibid. 46, 1993).
"""

from collections.abc import Mapping

from triage.analysis.agreement import Figure
from triage.analysis.unit_sums import PairSums

HIGH_AGREEMENT = 0.8
"""From this percent agreement on, a low coefficient surprises."""

LOW_COEFFICIENT = 0.6
"""Below this a chance-corrected coefficient is usually read as weak."""

DOMINANT_SHARE = 0.7
"""From this share on, one code explains a high chance agreement."""

UNLIKE_SHARES = 0.2
"""From this difference on, two raters use a code with unlike frequency."""

FEWEST_ISSUES = 5
"""A difference of fewer issues is left to chance."""


def prevalence_index(pair: PairSums) -> float | None:
    """(A - D)/N for two codes: how much more often both chose the first code than the second."""
    return (pair.first[0] + pair.second[0]) / pair.common - 1 if pair.common else None


def bias_index(pair: PairSums) -> float | None:
    """(B - C)/N for two codes: how much more often the first rater chose the first code."""
    return (pair.first[0] - pair.second[0]) / pair.common if pair.common else None


def pabak(pair: PairSums) -> float | None:
    """Prevalence- and bias-adjusted kappa for two codes: 2·agreement - 1."""
    return 2 * pair.agreed / pair.common - 1 if pair.common else None


def positive_agreement(pair: PairSums) -> float | None:
    """2A/(2A + B + C) for two codes: agreement on the first code."""
    return _agreement_on(pair, 0)


def negative_agreement(pair: PairSums) -> float | None:
    """2D/(2D + B + C) for two codes: agreement on the second code."""
    return _agreement_on(pair, 1)


def paradox(
    percent: Figure, coefficient: Figure, name: str, shares: Mapping[str, float], ac1: Figure
) -> str:
    """A sentence that explains a low coefficient beside a high agreement; empty without one.

    Args:
        percent: percent agreement.
        coefficient: a chance-corrected coefficient.
        name: what the coefficient is called in the sentence.
        shares: the share of each answer among all codings, by its label.
        ac1: Gwet's AC1, which the paradox touches least.
    """
    if percent.value is None or percent.value < HIGH_AGREEMENT or not shares:
        return ""
    agreed = f"The raters agree on {_percent(percent.value)}, yet {name} is"
    if coefficient.value is None:
        return f"{agreed} not defined: {coefficient.reason}. Report the agreement itself."
    label, share = max(shares.items(), key=lambda each: each[1])
    if coefficient.value >= LOW_COEFFICIENT or share < DOMINANT_SHARE:
        return ""
    ac1_beside = f"AC1 ({ac1.value:.2f}) and " if ac1.value is not None else ""
    return (
        f"{agreed} {coefficient.value:.2f}: {_percent(share)} of the codings are “{label}”, so "
        f"chance alone would give nearly as much agreement. Read {ac1_beside}the agreement per "
        "code beside it."
    )


def bias(label: str, first: str, second: str, chosen: tuple[int, int], common: int) -> str:
    """A sentence on two raters who choose a code with unlike frequency; empty if they do not.

    Args:
        label: the code.
        first: one rater.
        second: the other.
        chosen: how often each of them chose the code.
        common: how many issues both coded.
    """
    difference = abs(chosen[0] - chosen[1])
    if difference < FEWEST_ISSUES or difference < UNLIKE_SHARES * common:
        return ""
    (less, low), (more, high) = sorted(
        ((first, chosen[0]), (second, chosen[1])), key=lambda each: each[1]
    )
    return (
        f"{more} chose “{label}” for {high} of {common} issues, {less} for {low}: they draw the "
        "line at different places, which is for the codebook to settle."
    )


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")


def _agreement_on(pair: PairSums, code: int) -> float | None:
    chosen = pair.first[code] + pair.second[code]
    if not chosen:
        return None
    # Both together chose the code `chosen` times; the units in dispute account for one each.
    return (chosen - (pair.common - pair.agreed)) / chosen
