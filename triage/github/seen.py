"""Which numbers have come by: a set that stays small.

A list may show a row twice, and two hundred thousand rows must not cost memory; so a number is
one bit, in blocks that are made when one is needed.
"""

_BITS = 13
"""A block stands for 2^13 numbers in 1,024 bytes."""


class SeenNumbers:
    """A set of issue numbers."""

    def __init__(self) -> None:
        self._blocks: dict[int, bytearray] = {}

    def add(self, number: int) -> bool:
        """Put a number in; says whether it is new."""
        block = self._blocks.setdefault(number >> _BITS, bytearray(1 << (_BITS - 3)))
        place, bit = (number >> 3) & ((1 << (_BITS - 3)) - 1), 1 << (number & 7)
        if block[place] & bit:
            return False
        block[place] |= bit
        return True
