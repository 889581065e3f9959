"""Ranges of numbers and times in filters, as half-open ranges of whole numbers.

A time without a clock stands for its whole year, month or day (UTC), as in GitHub's search:
`created:>2024-03` begins with April, `closed:2024` is all of 2024, and `a..b` includes the whole
of b. Times count in microseconds since 1970, so that SQL and Python compare the same numbers.
"""

import re
from calendar import isleap, monthrange
from datetime import UTC, datetime, timedelta

from triage.domain.filters import Comparison

Interval = tuple[int | None, int | None]
"""First number inside and first number behind; None where there is no bound."""

TIMES = frozenset({"created", "updated", "closed"})
"""Words whose range is one of times."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", re.ASCII)


def microseconds(moment: datetime) -> int:
    """Microseconds since 1970; a moment without a zone counts as UTC."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return (moment - _EPOCH) // _MICROSECOND


def moment_of(count: int) -> datetime:
    """The moment (UTC) that is so many microseconds after 1970."""
    return _EPOCH + count * _MICROSECOND


def interval(comparison: Comparison) -> Interval:
    """The range that a comparison stands for."""
    first, behind = period(comparison.word, comparison.first)
    match comparison.operator:
        case "..":
            return first, period(comparison.word, comparison.last)[1]
        case "=":
            return first, behind
        case ">":
            return behind, None
        case ">=":
            return first, None
        case "<":
            return None, first
        case _:
            return None, behind


def holds(value: int | None, bounds: Interval) -> bool:
    """Whether a value lies in a range; an absent value lies in none."""
    low, high = bounds
    return value is not None and (low is None or value >= low) and (high is None or value < high)


def period(word: str, operand: str) -> tuple[int, int]:
    """The first number of what an operand stands for, and the first behind it.

    Raises:
        ValueError: it is no number, or no time; the text says what it should be.
    """
    return _time_period(operand) if word in TIMES else _number_period(operand)


def _number_period(operand: str) -> tuple[int, int]:
    if not (operand.isascii() and operand.isdigit() and len(operand) <= 15):
        raise ValueError("a whole number is needed")
    return int(operand), int(operand) + 1


def _time_period(operand: str) -> tuple[int, int]:
    try:
        start, length = _moment(operand) if "T" in operand else _date(operand)
        first = microseconds(start)
    except (ValueError, OverflowError) as error:
        message = "a time is needed: 2024, 2024-03, 2024-03-31 or 2024-03-31T18:00:00Z"
        raise ValueError(message) from error
    return first, first + length // _MICROSECOND


def _moment(operand: str) -> tuple[datetime, timedelta]:
    """A time of day and the second that it stands for."""
    return datetime.fromisoformat(operand), timedelta(seconds=1)


def _date(operand: str) -> tuple[datetime, timedelta]:
    """The start and length of a year, month or day."""
    if not (parts := _DATE.fullmatch(operand)):
        raise ValueError("not a date")
    year, month, day = (int(part) if part else None for part in parts.groups())
    start = datetime(year or 0, month or 1, day or 1, tzinfo=UTC)
    if day:
        return start, timedelta(days=1)
    days = monthrange(start.year, start.month)[1] if month else 365 + isleap(start.year)
    return start, timedelta(days=days)
