"""The difference between two shares, with an interval that holds in small groups too."""

from math import sqrt

from msgspec import Struct

from triage.analysis.proportions import LEVEL, wilson
from triage.domain.errors import InputError


class Difference(Struct, frozen=True):
    """The first share minus the second, with the ends of its interval, from -1 to 1."""

    value: float
    low: float
    high: float

    @property
    def excludes_zero(self) -> bool:
        """Whether the interval supports that there is a difference."""
        return self.low > 0 or self.high < 0


def difference(
    first_k: int, first_n: int, second_k: int, second_n: int, level: float = LEVEL
) -> Difference:
    """The difference of the shares of two separate groups, with Newcombe's hybrid score interval.

    Method 10 of Newcombe, Statistics in Medicine 17 (1998), 873-890: the distances of the two
    Wilson intervals' ends from their shares, put together as the sides of a right angle.

    Args:
        first_k: issues of the first group that carry the code.
        first_n: issues of the first group.
        second_k: issues of the second group that carry it.
        second_n: issues of the second group.
        level: how often the interval holds the true difference.

    Raises:
        InputError: a group is empty or smaller than its count, or the level is not between 0 and 1.
    """
    if not (first_n and second_n):
        raise InputError("an empty group has no share to compare")
    first, second = first_k / first_n, second_k / second_n
    one, other = wilson(first_k, first_n, level=level), wilson(second_k, second_n, level=level)
    value = first - second
    return Difference(
        value,
        value - sqrt((first - one.low) ** 2 + (other.high - second) ** 2),
        value + sqrt((one.high - first) ** 2 + (second - other.low) ** 2),
    )
