"""One stated share of issues, and the numbers of issues that it can stand for."""

from enum import StrEnum
from math import ceil, floor

from msgspec import Struct, structs


class Bound(StrEnum):
    """How a number limits what it stands for."""

    EXACT = "exactly"
    ABOUT = "about"
    ABOVE = "more than"
    AT_LEAST = "at least"
    BELOW = "less than"
    AT_MOST = "at most"


class Share(Struct, frozen=True, kw_only=True):
    """One share, as written."""

    wording: str
    line: int
    start: int
    """First character in the text that was searched."""
    end: int
    """One past the last character."""
    percent: float | None = None
    decimals: int = 0
    upper: float | None = None
    """Upper end of "30-40 %"; None for a single percentage."""
    bound: Bound = Bound.EXACT
    count: int | None = None
    """k in "k of n" or "k issues"."""
    base: int | None = None
    """n in "k of n"."""
    is_n: bool = False
    """Whether the count is written as `n = 9`, which may be the base as well."""
    interval: tuple[float, float] | None = None
    """Ends of the interval printed behind it, in percent."""

    @property
    def is_exact(self) -> bool:
        """Whether it names one value."""
        return self.bound is Bound.EXACT and self.upper is None

    def counts(self, n: int) -> range:
        """The numbers of issues out of n that the share can stand for; empty when none can.

        A percentage stands for every count that rounds to it at its own number of decimals,
        ties either way (the granularity of percentages: Brown and Heathers, GRIM, 2017).
        """
        if self.count is not None:
            return range(self.count, self.count + 1)
        if self.percent is None or n <= 0:
            return range(0)
        half = 0.5 * 10**-self.decimals
        low, high = self.percent, self.percent if self.upper is None else self.upper
        match self.bound:
            case Bound.EXACT:
                first, last = _ceil(n * (low - half) / 100), _floor(n * (high + half) / 100)
            case Bound.ABOUT:
                first, last = _floor(n * (low - _NEAR) / 100), _ceil(n * (high + _NEAR) / 100)
            case Bound.ABOVE:
                first, last = _floor(n * low / 100) + 1, n
            case Bound.AT_LEAST:
                first, last = _ceil(n * (low - half) / 100), n
            case Bound.BELOW:
                first, last = 0, _ceil(n * high / 100) - 1
            case Bound.AT_MOST:
                first, last = 0, _floor(n * (high + half) / 100)
        return range(max(0, first), min(n, last) + 1)

    def exceeds(self, n: int | None) -> bool:
        """Whether it is of more issues than there are.

        Args:
            n: how many there are, where the share does not say.
        """
        base = self.base or n
        is_above = self.count is not None and base is not None and self.count > base
        return is_above or (self.percent is not None and self.percent > _EVERYTHING)

    def with_base(self) -> "Share":
        """The share with its `n = 30` taken for the base."""
        return structs.replace(self, count=None, base=self.count, is_n=False)

    def without_count(self) -> "Share":
        """The percentage alone."""
        return structs.replace(self, count=None)


_EVERYTHING = 100.0

_NEAR = 5.0
"""How many points "about" may be off."""


def _ceil(value: float) -> int:
    return ceil(value - _ROUNDING)


def _floor(value: float) -> int:
    return floor(value + _ROUNDING)


_ROUNDING = 1e-9
"""How far a product may be off by binary fractions alone."""
