"""Agreement between raters whose answers are sets of codes.

Two sets agree in part. MASI is the usual distance between tag sets; Jaccard, Dice and plain
equality are shown beside it, so that nobody has to wonder what another distance would say.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import zip_longest

from triage.analysis.agreement import NO, YES, Figure, Intervals, Ratings, explained, why_undefined
from triage.analysis.coefficients import krippendorff_alphas
from triage.analysis.distances import SET_DISTANCES, Codes, Pairs, equality, overlap
from triage.analysis.intervals import Resampled, Watch, bootstrap, unwatched
from triage.analysis.multi_valued import mv_alpha
from triage.analysis.set_sums import SetLayout

SET_TITLES: Mapping[str, str] = {
    "percent_exact_match": "Same set",
    "alpha_set_equality": "Alpha, equal sets",
    "alpha_jaccard": "Alpha, Jaccard",
    "alpha_masi": "Alpha, MASI",
    "alpha_dice": "Alpha, Dice",
    "mv_alpha": "Multi-valued alpha",
}
"""The coefficients for sets by name, in the order in which they are shown."""

EXACT = "percent_exact_match"

NO_INTERVAL = "no interval is computed for this coefficient"


class SetRatings:
    """Codings of the same units by several raters, each a set of codes."""

    def __init__(self, table: Sequence[Sequence[Codes | None]], codes: Iterable[str] = ()) -> None:
        """Takes the codings and the codes to choose from.

        Args:
            table: one row per unit, one entry per rater; an empty set is a coding, None a gap.
            codes: the codes of the codebook; others that occur in the table are added.
        """
        self.table = table
        observed = (code for row in table for chosen in row for code in sorted(chosen or ()))
        self.codes = tuple(dict.fromkeys([*codes, *observed]))

    def figures(self) -> dict[str, Figure]:
        """Every coefficient by name, in the order of `SET_TITLES`."""
        return dict(self._figures)

    @cached_property
    def _figures(self) -> dict[str, Figure]:
        pairs = Pairs(self.table, overlap)
        values = {"percent_exact_match": pairs.percent_agreement(), "mv_alpha": mv_alpha(pairs)}
        for name, distance in SET_DISTANCES.items():
            values[f"alpha_{name}"] = pairs.alpha(distance)
        columns = zip_longest(*self.table)
        active = sum(1 for column in columns if any(each is not None for each in column))
        reason = why_undefined(active, pairs.units)
        return {
            name: Figure(values[name], "" if values[name] is not None else reason)
            for name in SET_TITLES
        }

    def yes_no(self, code: str) -> Ratings:
        """The same codings as "has this code" (yes) or "has it not" (no)."""
        table = [
            [None if chosen is None else YES if code in chosen else NO for chosen in row]
            for row in self.table
        ]
        return Ratings(table, (YES, NO))

    def pair(self, first: int, second: int) -> "SetRatings":
        """The codings of two raters alone, by their places from 0."""
        return SetRatings([(row[first], row[second]) for row in self.table], self.codes)

    def intervals(
        self, seed: int, resamples: int, watch: Watch = unwatched, only: str = ""
    ) -> Intervals:
        """Bootstrap intervals over units of the coefficients, and of alpha code by code.

        All but the multi-valued alpha, of which the chance is too costly to be drawn anew.

        Args:
            seed: of the draws.
            resamples: how many times to draw.
            watch: called now and then.
            only: a coefficient by name, to leave the others and the codes out; empty for all.

        Raises:
            InputError: the number of resamples is below 1.
        """
        names = [name for name in SET_TITLES if name != "mv_alpha" and only in ("", name)]
        distances = {
            name: distance
            for name, distance in SET_DISTANCES.items()
            if f"alpha_{name}" in names or (distance is equality and EXACT in names)
        }
        codes = () if only else self.codes
        counted = [Counter(chosen for chosen in row if chosen is not None) for row in self.table]
        pairable = [unit for unit in counted if unit.total() > 1]
        layout = SetLayout(pairable, codes, list(distances.values()))

        def statistic(flat: Sequence[int]) -> list[float | None]:
            sums = layout.read(flat)
            alphas = zip(distances, layout.alphas(sums), strict=True)
            values = {f"alpha_{name}": alpha for name, alpha in alphas}
            if EXACT in names:
                values[EXACT] = layout.exact_match(sums)
            by_code = krippendorff_alphas(sums.codes)[1:] if codes else ()
            return [*(values[name] for name in names), *by_code]

        kinds = {frozenset(unit.items()): unit for unit in pairable}
        counts = {kind: layout.counts(unit) for kind, unit in kinds.items()}
        units = [counts[frozenset(unit.items())] for unit in pairable]
        width = len(names) + len(codes)
        found = bootstrap(units, statistic, width, seed, resamples, watch) if width else []
        coefficients = dict(zip(names, found, strict=False))
        coefficients["mv_alpha"] = Resampled(None, None, 0, 0, NO_INTERVAL)
        by_code: dict[Hashable, Resampled] = dict(zip(codes, found[len(names) :], strict=True))
        return Intervals(explained(coefficients, self.figures()), by_code)
