"""Rules that hold dates and durations in a report against GitHub's.

Read are days, months and years behind "opened" or "closed", and the time to close: "closed within
2 days", "resolved < 24 hours", "closed after 6+ months". Vague words (quickly, long) are left
alone, and so is a time that counts from something else ("after two weeks of silence").
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from triage.domain.issue import Issue
from triage.report.audit.case import Case
from triage.report.audit.fault import Fault, Severity
from triage.report.read import Citation

_RULE = "date"
_YEAR = "january february march april may june july august september october november december"
_MONTHS = _YEAR.split()
_MONTH = rf"(?P<month>{'|'.join(f'{name[:3]}(?:{name[3:]})?' for name in _MONTHS)})\.?"
_DATE = (
    r"(?:(?P<iso>\d{4}-\d{2}(?:-\d{2})?)"
    rf"|(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?{_MONTH}\s+(?:(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?"
    r"(?P<year>\d{4})|(?P<only>20\d{2}))(?![\d-])"
)
_OPENED = re.compile(
    rf"\b(?:opened|created|reported|filed|submitted|posted|raised)\s+(?:on|in|back in)?\s*{_DATE}",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    rf"\b(?:closed|resolved|rejected)(?:\s+(?:as|by)\s+\w+)?\s+(?:on|in)?\s*{_DATE}", re.IGNORECASE
)
_UNITS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
    "month": timedelta(days=30.44),
    "year": timedelta(days=365.25),
}
_TIME_TO_CLOSE = re.compile(
    r"\b(?:closed|resolved|rejected|closure|fixed)\s+"
    r"(?P<bound><=?|≤|under|within|in|less than|>=?|≥|after|over|more than|at least)\s*"
    r"(?P<more>more than\s+|over\s+|less than\s+|under\s+|about\s+|~\s*)?"
    r"(?P<amount>\d{1,4}|an?|one|two|three|four|five|six)(?P<plus>\+)?\s*"
    r"(?P<unit>minute|hour|day|week|month|year)s?\b"
    r"(?!\s+(?:of|after|before|later|from|since|ago"
    r"|without (?:activity|reply|response|answer|news))\b)",
    re.IGNORECASE,
)
_AFTER_OPENING = re.compile(
    r"\b(?:closed|resolved|rejected|fixed)\s+(?P<bound>)"
    r"(?P<more>more than\s+|over\s+|less than\s+|under\s+|about\s+|~\s*)?"
    r"(?P<amount>\d{1,4}|an?|one|two|three|four|five|six)(?P<plus>\+)?\s*"
    r"(?P<unit>minute|hour|day|week|month|year)s?\s+after\s+"
    r"(?:it was\s+|being\s+)?(?:opening|opened|creation|created|filing|filed|report(?:ing|ed)?)\b",
    re.IGNORECASE,
)
_WORDS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_ROUGHLY = 0.25
"""How far "after 6 months" may be off, as a share of it; at least half a unit."""


def check_dates(case: Case) -> Iterator[Fault]:
    """What a report says of when an issue was opened or closed is so."""
    for _, finding in case.codes():
        for citation in finding.citations:
            issue = case.facts.get(citation.number)
            if issue is None:
                continue
            yield from _date_faults(citation, issue, citation.memo)
            for words in (finding.wording, citation.memo):
                if fault := _duration_fault(citation, issue, words):
                    yield fault
    for citation in case.spoken_of:
        if issue := case.facts.get(citation.number):
            yield from _date_faults(citation, issue, citation.memo)
            if fault := _duration_fault(citation, issue, citation.memo):
                yield fault


def _date_faults(citation: Citation, issue: Issue, words: str) -> Iterator[Fault]:
    for pattern, moment, verb in (
        (_OPENED, issue.created_at, "opened"),
        (_CLOSED, issue.closed_at, "closed"),
    ):
        match = pattern.search(words)
        if match and (stated := _stated(match)) and not _falls_in(moment, stated):
            yield Fault(
                line=citation.line,
                severity=Severity.ERROR,
                rule=_RULE,
                claimed=f"#{citation.number} “{match[0]}”",
                found=f"GitHub says {verb} {moment:%Y-%m-%d}" if moment else "it is not closed",
            )


def _duration_fault(citation: Citation, issue: Issue, words: str) -> Fault | None:
    match = _TIME_TO_CLOSE.search(words) or _AFTER_OPENING.search(words)
    time = issue.time_to_close
    if match is None or time is None or _holds(match, time):
        return None
    return Fault(
        line=citation.line,
        severity=Severity.ERROR,
        rule=_RULE,
        claimed=f"#{citation.number} “{match[0]}”",
        found=f"it was closed after {_in_words(time)}",
    )


def _holds(match: re.Match[str], time: timedelta) -> bool:
    """Whether a time to close is within the words' limit, above it, or about that long."""
    amount = match["amount"].casefold()
    unit = _UNITS[match["unit"].casefold()]
    limit = (_WORDS.get(amount) or int(amount)) * unit
    slack = max(limit * _ROUGHLY, unit / 2)
    bound = f"{match['bound']} {match['more'] or ''}".casefold().strip()
    if match["plus"] or re.search(r">|≥|over|more than|at least", bound):
        return time >= limit * (1 - _NEARLY)
    if bound == "in":
        return time <= limit + slack
    if re.search(r"<|≤|under|within|less than", bound):
        return time <= limit
    return abs(time - limit) <= slack


_NEARLY = 0.02
"""Months and years differ in length by about this much."""


def _stated(match: re.Match[str]) -> tuple[int, int | None, int | None] | None:
    """Year, month and day of a date as far as it goes; None when there is no such day."""
    if iso := match["iso"]:
        year, month, *rest = (int(part) for part in iso.split("-"))
        stated = (year, month, rest[0] if rest else None)
    elif match["month"]:
        number = next(
            at for at, name in enumerate(_MONTHS, 1) if match["month"][:3].casefold() == name[:3]
        )
        day = match["day"] or match["day2"]
        stated = (int(match["year"]), number, int(day) if day else None)
    else:
        return int(match["only"]), None, None
    try:
        date(stated[0], stated[1], stated[2] or 1)
    except ValueError:
        return None
    return stated


def _falls_in(moment: datetime | None, stated: tuple[int, int | None, int | None]) -> bool:
    """Whether a moment lies in a year, month or day, anywhere on earth."""
    if moment is None:
        return False
    year, month, day = stated
    return any(
        (local.year, local.month if month else None, local.day if day else None)
        == (year, month, day)
        for local in (moment, moment - timedelta(hours=12), moment + timedelta(hours=14))
    )


def _in_words(time: timedelta) -> str:
    hours = time.total_seconds() / 3600
    if hours < 1:
        return f"{hours * 60:.0f} minutes"
    return f"{hours:.1f} hours" if hours < 48 else f"{hours / 24:.0f} days"
