"""The agreement coefficients for single-choice codings, each a formula over sums.

Programs differ in how they treat gaps; here a unit that only one rater coded counts for the
shares of the codes in Fleiss' kappa and Gwet's AC1 (Gwet's generalisation) and for nothing else.
None means 0/0: the coefficient is not defined, which is neither 0 nor 1.
"""

from collections.abc import Sequence
from itertools import combinations
from operator import add, mul

from triage.analysis.unit_sums import CodeSums, PairSums


def percent_agreement(sums: CodeSums) -> float | None:
    """Mean over units of the share of pairs of raters who agree.

    Units with two or more codings; two raters: the share of equal pairs.
    """
    units, agreement = 0, 0.0
    for size, count, chosen, squares in _by_size(sums):
        if size > 1:
            units += count
            agreement += (sum(squares) - sum(chosen)) / (size * (size - 1))
    return agreement / units if units else None


def percent_all_agree(sums: CodeSums) -> float | None:
    """Share of the units with two or more codings on which all present raters agree."""
    units = pairable_units(sums)
    unanimous = sum(
        count for size, count in zip(sums.sizes, sums.unanimous, strict=True) if size > 1
    )
    return unanimous / units if units else None


def mean_shares(sums: CodeSums) -> list[float]:
    """The mean share of each code per unit, over all units with a coding."""
    units = sum(sums.units)
    if not units:
        return []
    totals = [0.0] * len(sums.counts[0])
    for size, _, chosen, _ in _by_size(sums):
        totals = [total + count / size for total, count in zip(totals, chosen, strict=True)]
    return [total / units for total in totals]


def fleiss_kappa(observed: float | None, shares: Sequence[float]) -> float | None:
    """Fleiss' kappa, chance from the pooled shares (Fleiss, Psychological Bulletin 76, 1971).

    Args:
        observed: percent agreement.
        shares: mean share of each code; with gaps this is Gwet's generalisation.
    """
    return beyond_chance(observed, sum(map(mul, shares, shares)))


def brennan_prediger(observed: float | None, codes: int) -> float | None:
    """Chance 1/q (Brennan and Prediger, Educational and Psychological Measurement 41, 1981).

    Also Bennett's S, Randolph's free-marginal kappa, and PABAK for two codes.

    Args:
        observed: percent agreement.
        codes: q, how many codes the raters could choose from, used or not.
    """
    return beyond_chance(observed, 1 / codes) if codes else None


def gwet_ac1(observed: float | None, shares: Sequence[float], codes: int) -> float | None:
    """Chance Σ π(1-π)/(q-1) (Gwet, British Journal of Mathematical and Statistical Psychology
    61, 2008).

    Args:
        observed: percent agreement.
        shares: mean share of each code.
        codes: q, how many codes the raters could choose from, used or not.
    """
    if codes < 2:
        return None
    return beyond_chance(observed, sum(share * (1 - share) for share in shares) / (codes - 1))


def krippendorff_alphas(sums: CodeSums) -> list[float | None]:
    """Alpha for nominal data, 1 - Do/De over pairable codings (Krippendorff, Content Analysis).

    First of all codes together, then of each code as "this one or another". The n-1 in the
    chance makes alpha a little higher than Fleiss' kappa in small samples.
    """
    codings = 0
    totals = [0] * len(sums.counts[0])
    apart = [0.0] * len(totals)
    for size, units, chosen, squares in _by_size(sums):
        if size > 1:
            codings += size * units
            totals = list(map(add, totals, chosen))
            apart = [
                before + (size * count - square) / (size - 1)
                for before, count, square in zip(apart, chosen, squares, strict=True)
            ]
    by_chance = [total * (codings - total) for total in totals]
    parts = zip((sum(apart), *apart), (sum(by_chance), *by_chance), strict=True)
    return [
        1 - (codings - 1) * observed / expected if expected else None
        for observed, expected in parts
    ]


def specific_agreement(sums: CodeSums, code: int) -> float | None:
    """Given that one rater chose the code, how often a second one did.

    Positive agreement, for any number of raters (Uebersax; Spitzer and Fleiss, British Journal
    of Psychiatry 125, 1974).
    """
    agreed, chosen_in_all = 0.0, 0
    for size, _, chosen, squares in _by_size(sums):
        if size > 1:
            agreed += (squares[code] - chosen[code]) / (size - 1)
            chosen_in_all += chosen[code]
    return agreed / chosen_in_all if chosen_in_all else None


def conger_kappa(observed: float | None, own: Sequence[Sequence[int]]) -> float | None:
    """Chance from each rater's own shares (Conger, Psychological Bulletin 88, 1980).

    It is the mean over pairs of raters of the chance that both choose the same code. Cohen's
    kappa for two raters without gaps.

    Args:
        observed: percent agreement.
        own: per rater, how often each code was chosen; without codings a rater takes no part.
    """
    active = [(counts, total) for counts in own if (total := sum(counts))]
    chances = [
        sum(map(mul, first, second)) / (of_first * of_second)
        for (first, of_first), (second, of_second) in combinations(active, 2)
    ]
    return beyond_chance(observed, sum(chances) / len(chances)) if chances else None


def cohen_kappa(pair: PairSums) -> float | None:
    """Cohen's kappa of two raters (Educational and Psychological Measurement 20, 1960)."""
    if not pair.common:
        return None
    return beyond_chance(pair.agreed / pair.common, _chance(pair))


def cohen_kappa_max(pair: PairSums) -> float | None:
    """The largest kappa that the two raters' shares of codes allow."""
    if not pair.common:
        return None
    return beyond_chance(sum(map(min, pair.first, pair.second)) / pair.common, _chance(pair))


def scott_pi(pair: PairSums) -> float | None:
    """Scott's pi, chance from the pooled shares of two raters (Public Opinion Quarterly 19)."""
    if not pair.common:
        return None
    pooled = list(map(add, pair.first, pair.second))
    chance = sum(map(mul, pooled, pooled)) / (2 * pair.common) ** 2
    return beyond_chance(pair.agreed / pair.common, chance)


def light_kappa(pairs: Sequence[PairSums]) -> float | None:
    """Mean of all pairwise Cohen kappas; undefined as soon as one is."""
    kappas = [cohen_kappa(pair) for pair in pairs]
    defined = [kappa for kappa in kappas if kappa is not None]
    return sum(defined) / len(defined) if defined and len(defined) == len(kappas) else None


def pairable_units(sums: CodeSums) -> int:
    """How many units have two or more codings."""
    return sum(count for size, count in zip(sums.sizes, sums.units, strict=True) if size > 1)


def beyond_chance(observed: float | None, chance: float) -> float | None:
    """(observed - chance)/(1 - chance); None when there is nothing beyond chance to reach."""
    if observed is None or chance == 1:
        return None
    return (observed - chance) / (1 - chance)


def _chance(pair: PairSums) -> float:
    both: int = sum(map(mul, pair.first, pair.second))
    return both / (pair.common * pair.common)


def _by_size(sums: CodeSums) -> "zip[tuple[int, int, Sequence[int], Sequence[int]]]":
    return zip(sums.sizes, sums.units, sums.counts, sums.squares, strict=True)
