"""Ranges: what a date without a clock stands for."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from triage.domain.filter_ranges import holds, interval, microseconds, moment_of, period
from triage.domain.filters import Comparison


def test_moments_count_in_microseconds_of_utc() -> None:
    moment = datetime(2024, 3, 31, 18, 0, 0, 5, tzinfo=timezone(timedelta(hours=2)))
    assert moment_of(microseconds(moment)) == moment
    assert microseconds(datetime(1970, 1, 1)) == 0  # noqa: DTZ001 - no zone counts as UTC
    assert microseconds(datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC)) == -1_000_000


@pytest.mark.parametrize(
    ("operand", "days"),
    [
        ("2023", 365),
        ("2024", 366),
        ("2024-02", 29),
        ("2023-02", 28),
        ("2024-12", 31),
        ("2024-12-31", 1),
        ("9999", 365),
        ("9999-12-31", 1),
    ],
)
def test_date_stands_for_all_of_it(operand: str, days: int) -> None:
    first, behind = period("created", operand)
    assert behind - first == days * 86_400_000_000


def test_moment_stands_for_its_second_in_any_zone() -> None:
    assert period("created", "2024-01-01T02:00:00+02:00") == period(
        "closed", "2024-01-01T00:00:00Z"
    )


@pytest.mark.parametrize(
    ("operator", "inside"),
    [
        ("=", [5]),
        (">", [6, 7]),
        (">=", [5, 6, 7]),
        ("<", [3, 4]),
        ("<=", [3, 4, 5]),
    ],
)
def test_operators_bound_as_they_say(operator: str, inside: list[int]) -> None:
    bounds = interval(Comparison("comments", operator, "5"))
    assert [value for value in range(3, 8) if holds(value, bounds)] == inside
    assert not holds(None, bounds)


def test_range_includes_both_ends() -> None:
    bounds = interval(Comparison("comments", "..", "4", "6"))
    assert [value for value in range(3, 8) if holds(value, bounds)] == [4, 5, 6]
