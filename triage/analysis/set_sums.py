"""Sums over units for answers that are sets of codes, for the resamples of the set alphas.

Next to the counts per code, a unit contributes how often each distinct set was chosen and how
far its own sets lie apart. Distances are scaled to whole numbers, so that all sums are exact
and can be packed like those of single codes.
"""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from operator import mul

from msgspec import Struct

from triage.analysis.distances import Codes, SetDistance, equality_distance, spread
from triage.analysis.unit_sums import CodeSums, Packing, read_codes, size_counts

_LARGEST_SUM = 1 << 62


class SetSums(Struct, frozen=True, gc=False):
    """All sums over a set of units with set-valued answers."""

    codes: CodeSums
    """Units, unanimous units, and counts per code."""
    values: Sequence[int]
    """How often each distinct set was chosen."""
    apart: Sequence[Sequence[int]]
    """Per distance and size, the scaled sum over ordered pairs of codings of one unit."""


class SetLayout:
    """Where each sum lies in a flat list of counts, for sets of codes."""

    def __init__(
        self,
        units: Sequence[Counter[Codes]],
        codes: Sequence[str],
        distances: Sequence[SetDistance],
    ) -> None:
        """Lays out the sums for units of two or more sets.

        Args:
            units: the sets of each unit, counted.
            codes: the codes that are counted one by one.
            distances: the distances of which the sums are kept.
        """
        self.sizes = tuple(sorted({counts.total() for counts in units}))
        self.codes = codes
        self.values = list({value: None for counts in units for value in counts})
        self._distances = distances
        codings = sum(counts.total() for counts in units)
        table = [
            [distance(one, other) for distance in distances for other in self.values]
            for one in self.values
        ]
        exact = lcm(*(entry.denominator for row in table for entry in row))
        # Rounding sets in only where the common denominator no longer fits; it is below 1e-12.
        self.scale = min(exact, _LARGEST_SUM // max(1, codings * max(self.sizes, default=1)))
        self._packing = Packing(len(distances) * len(self.values), codings * self.scale)
        self._rows = [self._packing.pack([self._scaled(each) for each in row]) for row in table]
        self._values_at = len(self.sizes) * (2 + 2 * len(codes))
        self._apart_at = self._values_at + len(self.values)

    def counts(self, unit: Counter[Codes]) -> list[int]:
        """The contribution of one unit, as a flat list of numbers."""
        size = unit.total()
        chosen = {
            index: sum(times for value, times in unit.items() if code in value)
            for index, code in enumerate(self.codes)
        }
        flat = size_counts(self.sizes, size, chosen, len(unit) == 1, len(self.codes))
        flat += [unit[value] for value in self.values]
        for distance in self._distances:
            apart = self._scaled(Fraction(spread(unit, distance)))
            flat += [apart if each == size else 0 for each in self.sizes]
        return flat

    def read(self, flat: Sequence[int]) -> SetSums:
        """The sums in a flat list of counts."""
        step = len(self.sizes)
        apart = [
            flat[at : at + step]
            for at in range(self._apart_at, self._apart_at + step * len(self._distances), step)
        ]
        counted = read_codes(flat, self.sizes, len(self.codes))
        return SetSums(counted, flat[self._values_at : self._apart_at], apart)

    def exact_match(self, sums: SetSums) -> float | None:
        """Mean over units of the share of pairs of raters with the same set."""
        place = self._distances.index(equality_distance)
        units, apart = 0, 0.0
        for size, count, distances in zip(
            self.sizes, sums.codes.units, sums.apart[place], strict=True
        ):
            units += count
            apart += distances / (self.scale * size * (size - 1))
        return 1 - apart / units if units else None

    def alphas(self, sums: SetSums) -> list[float | None]:
        """Krippendorff's alpha for each distance; None when nothing varies."""
        n = sum(sums.values)
        width = len(self.values)
        by_chance = self._packing.unpack(sum(map(mul, sums.values, self._rows)))
        found: list[float | None] = []
        for place, apart in enumerate(sums.apart):
            part = by_chance[place * width : (place + 1) * width]
            expected: int = sum(map(mul, part, sums.values))
            observed = sum(each / (size - 1) for size, each in zip(self.sizes, apart, strict=True))
            found.append(1 - (n - 1) * observed / expected if expected else None)
        return found

    def _scaled(self, distance: Fraction) -> int:
        return round(distance * self.scale)
