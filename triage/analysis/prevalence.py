"""Why kappa can be low where raters agree: the two paradoxes, in figures and in a sentence.

Kappa asks how much of the agreement beyond chance was reached. Where nearly all codings are the
same code, chance alone gives nearly full agreement and little is left to reach (Feinstein and
Cicchetti, Journal of Clinical Epidemiology 43, 1990; Byrt, Bishop and Carlin, ibid. 46, 1993).
"""

from collections.abc import Mapping

from triage.analysis.agreement import Figure
from triage.analysis.tallies import PairTally

HIGH_AGREEMENT = 0.8
"""From this percent agreement on, a low coefficient surprises."""

LOW_COEFFICIENT = 0.6
"""Below this a chance-corrected coefficient is usually read as weak."""

DOMINANT_SHARE = 0.7
"""From this share on, one code explains a high chance agreement."""


def prevalence_index(pair: PairTally) -> float | None:
    """(A - D)/N for two codes: how much more often both chose the first code than the second."""
    return (pair.first[0] + pair.second[0]) / pair.common - 1 if pair.common else None


def bias_index(pair: PairTally) -> float | None:
    """(B - C)/N for two codes: how much more often the first rater chose the first code."""
    return (pair.first[0] - pair.second[0]) / pair.common if pair.common else None


def pabak(pair: PairTally) -> float | None:
    """Prevalence- and bias-adjusted kappa for two codes: 2·agreement - 1."""
    return 2 * pair.agreed / pair.common - 1 if pair.common else None


def positive_agreement(pair: PairTally) -> float | None:
    """2A/(2A + B + C) for two codes: agreement on the first code."""
    return _agreement_on(pair, 0)


def negative_agreement(pair: PairTally) -> float | None:
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
        shares: the share of each code among all codings, by its label.
        ac1: Gwet's AC1, which the paradox touches least.
    """
    if percent.value is None or percent.value < HIGH_AGREEMENT or not shares:
        return ""
    if coefficient.value is not None and coefficient.value >= LOW_COEFFICIENT:
        return ""
    code, share = max(shares.items(), key=lambda each: each[1])
    agreed = f"The raters agree on {percent.value:.0%}"
    if coefficient.value is None:
        return (
            f"{agreed}, yet {name} is not defined: {coefficient.reason}. "
            "Report the agreement itself."
        )
    if share < DOMINANT_SHARE:
        return ""
    return (
        f"{agreed}, yet {name} is {coefficient.value:.2f}: {share:.0%} of the codings are "
        f"“{code}”, so chance alone would give nearly as much agreement{_beside(ac1)}."
    )


def bias(first: str, second: str, code: str, first_share: float, second_share: float) -> str:
    """A sentence on two raters who choose a code with unlike frequency."""
    more, less = (first, second) if first_share >= second_share else (second, first)
    high, low = max(first_share, second_share), min(first_share, second_share)
    return (
        f"{more} chose “{code}” for {high:.0%} of the issues and {less} for {low:.0%}: part of "
        "their disagreement is a different threshold, which Cohen's kappa forgives and alpha "
        "does not."
    )


def _beside(ac1: Figure) -> str:
    if ac1.value is None:
        return "; read the agreement per code beside it"
    return f"; read AC1 ({ac1.value:.2f}) and the agreement per code beside it"


def _agreement_on(pair: PairTally, code: int) -> float | None:
    chosen = pair.first[code] + pair.second[code]
    if not chosen:
        return None
    # Both together chose the code `chosen` times; the units in dispute account for one each.
    return (chosen - (pair.common - pair.agreed)) / chosen
