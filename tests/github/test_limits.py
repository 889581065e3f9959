"""How long to wait follows from the headers, and no header makes a wait endless."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage.github.limits import (
    HOUR,
    MAX_REFUSALS,
    fault_pause,
    is_limit,
    limit_pause,
    remaining,
    server_time,
)

NOW = datetime(2025, 8, 1, 12, tzinfo=UTC)
DATE = {"date": format_datetime(NOW, usegmt=True)}
NOTHING_LEFT = {"x-ratelimit-remaining": "0"}


def waited(headers: dict[str, str], refusals: int = 0, now: datetime = NOW) -> float:
    return limit_pause(headers, refusals, now).seconds


@pytest.mark.parametrize(
    ("status", "headers", "text", "expected"),
    [
        (429, {}, "", True),
        (403, {"retry-after": "3"}, "", True),
        (403, NOTHING_LEFT, "", True),
        (403, {}, '{"message":"You have exceeded a secondary rate limit."}', True),
        (403, {}, "You have triggered an abuse detection mechanism", True),
        (403, {"x-ratelimit-remaining": "12"}, "Resource not accessible", False),
        (401, NOTHING_LEFT, "", False),
        (200, NOTHING_LEFT, "rate limit", False),
    ],
)
def test_a_limit_is_told_from_a_refusal(
    status: int, headers: dict[str, str], text: str, expected: bool
) -> None:
    assert is_limit(status, headers, text) is expected


def test_retry_after_in_seconds_is_obeyed() -> None:
    assert waited({"retry-after": "17", **NOTHING_LEFT}) == 17


def test_retry_after_as_a_date_is_measured_by_the_servers_clock() -> None:
    date = format_datetime(NOW + timedelta(seconds=40), usegmt=True)
    assert waited({"retry-after": date, **DATE}, now=NOW + timedelta(days=3)) == 40


def test_reset_is_waited_for_when_nothing_is_left() -> None:
    reset = str(int(NOW.timestamp()) + 90)
    assert waited({"x-ratelimit-reset": reset, **NOTHING_LEFT}) == 90.5


def test_wrong_local_clock_does_not_change_the_wait() -> None:
    headers = {"x-ratelimit-reset": str(int(NOW.timestamp()) + 90), **NOTHING_LEFT, **DATE}
    assert waited(headers, now=NOW - timedelta(days=400)) == 90.5


def test_reset_in_milliseconds_is_read_as_such() -> None:
    reset = str(int(NOW.timestamp() * 1000) + 5000)
    assert waited({"x-ratelimit-reset": reset, **NOTHING_LEFT}) == 5.5


def test_reset_in_the_past_waits_a_little_and_then_longer() -> None:
    headers = {"x-ratelimit-reset": str(int(NOW.timestamp()) - 500), **NOTHING_LEFT}
    assert [waited(headers, refusals) for refusals in range(4)] == [1, 2, 4, 8]


def test_reset_far_in_the_future_is_not_believed() -> None:
    headers = {"x-ratelimit-reset": str(int(NOW.timestamp()) + 10**7), **NOTHING_LEFT}
    assert waited(headers) == 60


def test_secondary_limit_without_headers_waits_a_minute_that_doubles() -> None:
    assert [waited({}, refusals) for refusals in range(6)] == [60, 120, 240, 480, 900, 900]


@settings(deadline=None, max_examples=60)
@given(
    st.dictionaries(
        st.sampled_from(
            ["retry-after", "x-ratelimit-reset", "x-ratelimit-remaining", "date", "other"]
        ),
        st.one_of(
            st.text(max_size=30),
            st.integers(-(10**18), 10**18).map(str),
            st.just("0"),
            st.just("Mon, 01 Jan 9999 00:00:00 GMT"),
            st.just("Mon, 01 Jan 0001 00:00:00 -2359"),
        ),
    ),
    st.integers(0, MAX_REFUSALS),
)
def test_no_header_makes_a_wait_endless(headers: dict[str, str], refusals: int) -> None:
    assert 0 < waited(headers, refusals) <= HOUR + 301
    assert 0 < fault_pause(headers, refusals, 0.5, NOW).seconds <= 900


def test_fault_pauses_double_with_jitter() -> None:
    calm = [fault_pause({}, faults, 0.0, NOW).seconds for faults in range(4)]
    assert calm == [0.25, 0.5, 1, 2]
    assert fault_pause({}, 3, 0.999, NOW).seconds == pytest.approx(1, abs=0.01)
    assert fault_pause({"retry-after": "9"}, 0, 0.5, NOW).seconds == 9


def test_remaining_is_told_only_when_both_numbers_are_there() -> None:
    assert remaining({"x-ratelimit-remaining": "59", "x-ratelimit-limit": "60"}) == (59, 60)
    assert remaining({"x-ratelimit-remaining": "59"}) is None
    assert remaining({"x-ratelimit-remaining": "²", "x-ratelimit-limit": "60"}) is None


def test_server_time_falls_back_to_ours() -> None:
    assert server_time(DATE, NOW - timedelta(days=1)) == NOW
    assert server_time({"date": "gestern"}, NOW) == NOW
