"""Sums over units for answers that are sets of codes, for the resamples of the set alphas.

Next to the counts per code, a unit contributes how often each distinct set was chosen and how
far its own sets lie apart. Distances are scaled to whole numbers, so that all sums are exact
and can be packed like those of single codes.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from math import lcm
from operator import mul

from msgspec import Struct

from triage.analysis.distances import Codes, SetDistance, equality, overlap
from triage.analysis.unit_sums import NO_SIZES, CodeSums, Packing, read_codes, size_counts

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
        self.sizes = tuple(sorted({counts.total() for counts in units})) or NO_SIZES
        self.codes = codes
        self.values = list({value: None for counts in units for value in counts})
        self._places = {value: place for place, value in enumerate(self.values)}
        self._distances = distances
        self._values_at = len(self.sizes) * (2 + 2 * len(codes))
        self._apart_at = self._values_at + len(self.values)
        self._scale_distances(sum(counts.total() for counts in units))

    def counts(self, unit: Counter[Codes]) -> list[int]:
        """The contribution of one unit, as a flat list of numbers."""
        size = unit.total()
        chosen = Counter[int]()
        for place, code in enumerate(self.codes):
            chosen[place] = sum(times for value, times in unit.items() if code in value)
        flat = size_counts(self.sizes, size, chosen, len(unit) == 1, len(self.codes))
        flat += [unit[value] for value in self.values]
        for distance in range(len(self._distances)):
            apart = self._spread(unit, distance)
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
        place = self._distances.index(equality)
        units, apart = 0, 0.0
        for size, count, scaled in zip(
            self.sizes, sums.codes.units, sums.apart[place], strict=True
        ):
            units += count
            apart += scaled / (self._scale * size * (size - 1))
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

    def _scale_distances(self, codings: int) -> None:
        """Keeps the distances between all distinct sets as whole numbers, plain and packed."""
        exact = [
            [distance(overlap(one, other)) for distance in self._distances for other in self.values]
            for one in self.values
        ]
        common = lcm(*{entry.denominator for row in exact for entry in row})
        # Rounding sets in only where the common denominator no longer fits; it is below 1e-12.
        self._scale = min(common, _LARGEST_SUM // (max(1, codings) * self.sizes[-1]))
        scaled = {entry: round(entry * self._scale) for entry in {e for row in exact for e in row}}
        self._table = [[scaled[entry] for entry in row] for row in exact]
        self._packing = Packing(len(self._distances) * len(self.values), codings * self._scale)
        self._rows = [self._packing.pack(row) for row in self._table]

    def _spread(self, unit: Counter[Codes], distance: int) -> int:
        """Sum of a scaled distance over the ordered pairs of codings of a unit."""
        start = distance * len(self.values)
        return sum(
            2 * times * others * self._table[self._places[one]][start + self._places[other]]
            for (one, times), (other, others) in combinations(unit.items(), 2)
        )
