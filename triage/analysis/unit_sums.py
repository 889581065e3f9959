"""Everything that an agreement coefficient asks of the data, as sums over units.

A unit is one issue; a row of ratings has one entry per rater, None where that rater did not
code it. Every coefficient here can be computed from counts that are added up unit by unit. So a
resample is a sum as well, and many numbers can be packed into one integer so that adding two
integers adds them all.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from struct import Struct as Format

from msgspec import Struct

Row = tuple[int | None, ...]
"""One unit: the index of the code that each rater chose, None for a gap."""


NO_SIZES = (2,)
"""Stands in where there are no units, so that every sum has its place and is 0."""


class CodeSums(Struct, frozen=True, gc=False):
    """Counts of codes, grouped by size: how many raters coded the unit.

    The sequences run over the sizes, and within `counts` and `squares` over the codes.
    """

    sizes: tuple[int, ...]
    """At least one, even where there are no units."""
    units: Sequence[int]
    """How many units have the size."""
    unanimous: Sequence[int]
    """How many of them have one and the same value from all their raters."""
    counts: Sequence[Sequence[int]]
    """How often the code was chosen in these units."""
    squares: Sequence[Sequence[int]]
    """Sum over these units of the squared number of raters who chose the code."""


class PairSums(Struct, frozen=True, gc=False):
    """Two raters, over the units that both coded."""

    common: int
    """How many units both coded."""
    agreed: int
    """How many of them with the same code."""
    first: Sequence[int]
    """How often the first rater chose each code there."""
    second: Sequence[int]


class Sums(Struct, frozen=True, gc=False):
    """All sums over a set of units."""

    codes: CodeSums
    own: Sequence[Sequence[int]]
    """Per rater, how often each code was chosen in all units that the rater coded."""
    pairs: Sequence[PairSums]
    """Per pair of raters, in the order of `itertools.combinations`."""


class Layout:
    """Where each sum lies in a flat list of counts, for single-choice ratings."""

    def __init__(self, sizes: tuple[int, ...], raters: int, codes: int) -> None:
        self.sizes, self.raters, self.codes = sizes or NO_SIZES, raters, codes
        self.pairs = list(combinations(range(raters), 2))
        self._block = 2 + 2 * codes
        self._own = len(self.sizes) * self._block
        self._pairs = self._own + raters * codes
        self.fields = self._pairs + len(self.pairs) * self._block

    def counts(self, row: Row) -> list[int]:
        """The contribution of one unit, as a flat list of `fields` numbers."""
        chosen = Counter(code for code in row if code is not None)
        flat = size_counts(self.sizes, chosen.total(), chosen, len(chosen) == 1, self.codes)
        for code in row:
            flat += _one_of(self.codes, code)
        for first, second in self.pairs:
            flat += self._pair_counts(row[first], row[second])
        return flat

    def read(self, flat: Sequence[int]) -> Sums:
        """The sums in a flat list of counts."""
        codes = self.codes
        own_starts = (self._own + rater * codes for rater in range(self.raters))
        own = [flat[at : at + codes] for at in own_starts]
        pairs = [
            PairSums(
                flat[at],
                flat[at + 1],
                flat[at + 2 : at + 2 + codes],
                flat[at + 2 + codes : at + self._block],
            )
            for at in range(self._pairs, self.fields, self._block)
        ]
        return Sums(read_codes(flat, self.sizes, codes), own, pairs)

    def _pair_counts(self, first: int | None, second: int | None) -> list[int]:
        if first is None or second is None:
            return [0] * self._block
        return [1, int(first == second), *_one_of(self.codes, first), *_one_of(self.codes, second)]


class Packing:
    """Flat lists of counts as one integer each, so that adding integers adds the lists."""

    def __init__(self, fields: int, largest: int) -> None:
        """Takes the number of counts in a list, and a bound below 2**64 on any of their sums."""
        self.fields = fields
        self._format = Format(f"<{fields}{'I' if largest < 1 << 32 else 'Q'}")

    def pack(self, flat: Sequence[int]) -> int:
        """The list as an integer."""
        return int.from_bytes(self._format.pack(*flat), "little")

    def pack_bytes(self, counts: bytes) -> int:
        """Counts below 256, one a byte, as an integer."""
        wide = bytearray(self._format.size)
        wide[:: self._format.size // self.fields] = counts
        return int.from_bytes(wide, "little")

    def unpack(self, total: int) -> tuple[int, ...]:
        """The list that an integer, or a sum of such integers, stands for."""
        counts: tuple[int, ...] = self._format.unpack(total.to_bytes(self._format.size, "little"))
        return counts


def size_counts(
    sizes: tuple[int, ...], size: int, chosen: Mapping[int, int], unanimous: bool, codes: int
) -> list[int]:
    """A unit's counts in the block of its size; zeros in the blocks of the other sizes."""
    flat: list[int] = []
    for each in sizes:
        if each != size:
            flat += [0] * (2 + 2 * codes)
            continue
        flat += [1, int(unanimous)]
        flat += [chosen.get(code, 0) for code in range(codes)]
        flat += [chosen.get(code, 0) ** 2 for code in range(codes)]
    return flat


def read_codes(flat: Sequence[int], sizes: tuple[int, ...], codes: int) -> CodeSums:
    """The blocks of all sizes at the start of a flat list."""
    block = 2 + 2 * codes
    starts = range(0, len(sizes) * block, block)
    return CodeSums(
        sizes,
        [flat[at] for at in starts],
        [flat[at + 1] for at in starts],
        [flat[at + 2 : at + 2 + codes] for at in starts],
        [flat[at + 2 + codes : at + block] for at in starts],
    )


def _one_of(codes: int, code: int | None) -> list[int]:
    flat = [0] * codes
    if code is not None:
        flat[code] = 1
    return flat
