"""How long to wait before asking GitHub again: pure functions of an answer's headers and the time.

The order is GitHub's own: `retry-after` first, then `x-ratelimit-reset` when nothing remains, else
a minute that doubles. Time is taken from the answer's `Date`, so a wrong clock on this machine
neither shortens nor lengthens a wait; and no header, whatever it says, makes one endless.

Source: https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from msgspec import Struct

HOUR = 3600.0
"""Length of GitHub's primary window in seconds: no wait is longer, but for a little slack."""

MAX_REFUSALS = 8
"""How often one request may be refused for a limit, in a row, before it is given up."""

MAX_FAULTS = 6
"""How often one request may fail, in a row, before it is given up."""

_SLACK = 300.0
_MINUTE = 60.0
_QUARTER = 900.0
_NUMBER = re.compile(r"\s*(-?\d{1,20}(?:\.\d{1,9})?)\s*", re.ASCII)
_MILLISECONDS = 1e11
"""No time in seconds is so large before the year 5138; larger ones are in milliseconds or less."""


class Pause(Struct, frozen=True):
    """A wait that GitHub or good manners ask for."""

    seconds: float
    reason: str
    """In words that can follow "waiting for"."""


def is_limit(status: int, headers: Mapping[str, str], text: str) -> bool:
    """Whether an answer says "too many requests", primary or secondary.

    Args:
        status: of the answer; GitHub uses 403 and 429 alike.
        headers: of the answer, names in lower case or compared without case.
        text: its body, of which a few words decide when the headers say nothing.
    """
    if status == 429:
        return True
    return status == 403 and (
        "retry-after" in headers
        or headers.get("x-ratelimit-remaining", "").strip() == "0"
        or speaks_of_limit(text)
    )


def speaks_of_limit(text: str) -> bool:
    """Whether GitHub's words say that a limit is reached."""
    words = text[:2000].casefold()
    return "rate limit" in words or "abuse detection" in words


def limit_pause(headers: Mapping[str, str], refusals: int, now: datetime) -> Pause:
    """How long to wait after a refusal.

    Args:
        headers: of the refusal.
        refusals: how many refusals in a row went before it.
        now: this machine's time, for answers without a `Date`.
    """
    moment = _server_time(headers) or now
    least = float(2**refusals)
    asked = _retry_after(headers.get("retry-after", ""), moment)
    if asked is not None:
        return Pause(min(max(asked, least), HOUR), "GitHub's secondary limit")
    if headers.get("x-ratelimit-remaining", "").strip() == "0":
        left = _seconds_to_reset(headers.get("x-ratelimit-reset", ""), moment)
        if left is not None and left <= HOUR + _SLACK:
            return Pause(max(left, least), "GitHub's limit of requests")
    return Pause(min(_MINUTE * least, _QUARTER), "GitHub's secondary limit")


def fault_pause(headers: Mapping[str, str], faults: int, random: float, now: datetime) -> Pause:
    """How long to wait after a fault: a quarter second that doubles, less up to half at random.

    Args:
        headers: of the answer, empty when there was none; a `retry-after` is obeyed.
        faults: how many faults in a row went before it.
        random: from 0 up to 1, so that many clients do not come back at once.
        now: this machine's time, for answers without a `Date`.
    """
    seconds = min(0.25 * 2**faults, _MINUTE / 2) * (1 - random / 2)
    asked = _retry_after(headers.get("retry-after", ""), _server_time(headers) or now)
    return Pause(min(max(seconds, asked or 0.0), _QUARTER), "GitHub to recover")


def remaining(headers: Mapping[str, str]) -> tuple[int, int] | None:
    """Requests left and allowed in this window, when the answer says so."""
    left = _number(headers.get("x-ratelimit-remaining", ""))
    allowed = _number(headers.get("x-ratelimit-limit", ""))
    return None if left is None or allowed is None else (int(left), int(allowed))


def server_time(headers: Mapping[str, str], now: datetime) -> datetime:
    """When the answer was given, by GitHub's clock; `now` when it does not say."""
    return _server_time(headers) or now


def _seconds_to_reset(text: str, now: datetime) -> float | None:
    reset = _number(text)
    if reset is None:
        return None
    while reset > _MILLISECONDS:
        reset /= 1000
    return reset - now.timestamp() + 0.5


def _retry_after(text: str, now: datetime) -> float | None:
    seconds = _number(text)
    if seconds is not None:
        return seconds
    moment = _http_date(text)
    return None if moment is None else (moment - now).total_seconds()


def _server_time(headers: Mapping[str, str]) -> datetime | None:
    return _http_date(headers.get("date", ""))


def _http_date(text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = parsedate_to_datetime(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None


def _number(text: str) -> float | None:
    match = _NUMBER.fullmatch(text)
    return float(match[1]) if match else None
