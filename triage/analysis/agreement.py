"""Agreement between raters: all coefficients for a table of codings, and why one is missing.

A table has one row per unit and one entry per rater; None is a gap. A coefficient that is 0/0
has no value; it comes as a `Figure` that says in words why, because "not defined" is neither
0 nor 1. The formulas are in `coefficients` (single codes) and `distances` (sets of codes).
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from triage.analysis import coefficients as formulas
from triage.analysis.intervals import Resampled, Watch, bootstrap, unwatched
from triage.analysis.unit_sums import Layout, Sums

Table = Sequence[Sequence[Hashable | None]]
"""One row per unit, one entry per rater."""

TITLES: Mapping[str, str] = {
    "percent_agreement": "Percent agreement",
    "percent_all_agree": "All raters agree",
    "cohen_kappa": "Cohen's kappa",
    "scott_pi": "Scott's pi",
    "fleiss_kappa": "Fleiss' kappa",
    "conger_kappa": "Conger's kappa",
    "light_kappa": "Light's kappa",
    "brennan_prediger": "Brennan–Prediger",
    "gwet_ac1": "Gwet's AC1",
    "krippendorff_alpha": "Krippendorff's alpha",
}
"""The coefficients for single codes by name, in the order in which they are shown."""

YES, NO = "yes", "no"
"""What the codes become when one code is asked for at a time."""

NOTHING_CODED = "nothing is coded"
ONE_RATER = "only one rater has coded"
NO_OVERLAP = "no issue is coded by two raters"
NO_VARIATION = "every coding is the same code, so there is no variation to agree about"
ONE_CODE = "there is only one code to choose from"
TWO_RATERS_ONLY = "defined for two raters; read it pair by pair"
UNDEFINED_PAIR = "Cohen's kappa is not defined for every pair of raters"


class Figure(Struct, frozen=True, omit_defaults=True):
    """A value, or the reason in words why it is not defined."""

    value: float | None
    reason: str = ""
    """Empty when there is a value."""


class Intervals(Struct, frozen=True):
    """Bootstrap intervals from the same resamples."""

    coefficients: dict[str, Resampled]
    codes: dict[Hashable, Resampled]
    """For alpha of "this code or another"."""


def explained(
    intervals: Mapping[str, Resampled], figures: Mapping[str, Figure]
) -> dict[str, Resampled]:
    """The intervals; one without ends takes over the reason why its figure is not defined."""
    return {
        name: found if not (reason := figures[name].reason) else replace(found, reason=reason)
        for name, found in intervals.items()
    }


def why_undefined(active: int, pairable: int) -> str:
    """Why a coefficient is not defined.

    Args:
        active: how many raters have coded anything.
        pairable: how many units have two or more codings.
    """
    if active < 2:
        return ONE_RATER if active else NOTHING_CODED
    return NO_VARIATION if pairable else NO_OVERLAP


class Ratings:
    """Single-choice codings of the same units by several raters."""

    def __init__(self, table: Table, codes: Iterable[Hashable] = ()) -> None:
        """Takes the codings and the codes to choose from.

        Args:
            table: one row per unit, one entry per rater, None for a gap.
            codes: the codes of the codebook; others that occur in the table are added.
        """
        observed = (code for row in table for code in row if code is not None)
        self.codes = tuple(dict.fromkeys([*codes, *observed]))
        self.raters = max(map(len, table), default=0)
        places: dict[Hashable | None, int | None] = {
            code: place for place, code in enumerate(self.codes)
        }
        places[None] = None
        gaps = (None,) * self.raters
        self.table = [(*row, *gaps[len(row) :]) for row in table]
        self._rows = [tuple(places[code] for code in row) for row in self.table]
        sizes = {self.raters - row.count(None) for row in self._rows}
        self._layout = Layout(tuple(sorted(sizes - {0})), self.raters, len(self.codes))

    @cached_property
    def sums(self) -> Sums:
        """The sums over all units."""
        total = [0] * self._layout.fields
        for row, times in Counter(self._rows).items():
            total = [
                before + times * count
                for before, count in zip(total, self._layout.counts(row), strict=True)
            ]
        return self._layout.read(total)

    @property
    def pairable_units(self) -> int:
        """How many units have two or more codings."""
        return formulas.pairable_units(self.sums.codes)

    def figures(self) -> dict[str, Figure]:
        """Every coefficient by name, in the order of `TITLES`."""
        values = dict(zip(TITLES, self._values(self.sums), strict=False))
        return {
            name: Figure(value, "" if value is not None else self._reason(name))
            for name, value in values.items()
        }

    def intervals(self, seed: int, resamples: int, watch: Watch = unwatched) -> "Intervals":
        """Bootstrap intervals over units of every coefficient, and of alpha code by code.

        Raises:
            InputError: the number of resamples is below 1.
        """
        sizes = tuple(size for size in self._layout.sizes if size > 1)
        layout = Layout(sizes, self.raters, len(self.codes))
        pairable = [row for row in self._rows if self.raters - row.count(None) > 1]
        counts = {row: layout.counts(row) for row in set(pairable)}

        def statistic(flat: Sequence[int]) -> list[float | None]:
            return self._values(layout.read(flat))

        units = [counts[row] for row in pairable]
        width = len(TITLES) + len(self.codes)
        found = bootstrap(units, statistic, width, seed, resamples, watch)
        coefficients = dict(zip(TITLES, found[: len(TITLES)], strict=True))
        by_code = dict(zip(self.codes, found[len(TITLES) :], strict=True))
        return Intervals(explained(coefficients, self.figures()), by_code)

    def yes_no(self, code: Hashable) -> "Ratings":
        """The same codings as "this code" (yes) or "another" (no)."""
        table = [
            [None if each is None else YES if each == code else NO for each in row]
            for row in self.table
        ]
        return Ratings(table, (YES, NO))

    def pair(self, first: int, second: int) -> "Ratings":
        """The codings of two raters alone, by their places from 0."""
        return Ratings([(row[first], row[second]) for row in self.table], self.codes)

    def confusion(self, first: int = 0, second: int = 1) -> list[list[int]]:
        """Units that two raters both coded: row = first rater's code, column = second's."""
        cells = Counter((row[first], row[second]) for row in self._rows)
        places = range(len(self.codes))
        return [[cells[row, column] for column in places] for row in places]

    def unit_counts(self) -> list[list[int]]:
        """Per unit with a coding, how many raters chose each code."""
        places = range(len(self.codes))
        return [
            [row.count(place) for place in places]
            for row in self._rows
            if row.count(None) < self.raters
        ]

    def _values(self, sums: Sums) -> list[float | None]:
        """The coefficients in the order of `TITLES`, alpha last, and the alphas of the codes."""
        counted, codes = sums.codes, len(self.codes)
        observed, shares = formulas.percent_agreement(counted), formulas.mean_shares(counted)
        pair = sums.pairs[0] if self.raters == 2 else None
        return [
            observed,
            formulas.percent_all_agree(counted),
            formulas.cohen_kappa(pair) if pair else None,
            formulas.scott_pi(pair) if pair else None,
            formulas.fleiss_kappa(observed, shares),
            formulas.conger_kappa(observed, sums.own),
            formulas.light_kappa(sums.pairs),
            formulas.brennan_prediger(observed, codes),
            formulas.gwet_ac1(observed, shares, codes),
            *formulas.krippendorff_alphas(counted),
        ]

    def _reason(self, name: str) -> str:
        """Why a coefficient without a value has none."""
        active = sum(1 for counts in self.sums.own if any(counts))
        reason = why_undefined(active, self.pairable_units)
        if reason != NO_VARIATION:
            return reason
        if name in {"cohen_kappa", "scott_pi"} and self.raters != 2:
            return TWO_RATERS_ONLY
        if len(self.codes) < 2:
            return ONE_CODE
        return UNDEFINED_PAIR if name == "light_kappa" and self.raters > 2 else NO_VARIATION
