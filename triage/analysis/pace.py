"""How fast a rater codes, how long the rest will take, and whether new codes still turn up.

Everything follows from the history of changes, which knows when a key was pressed but not when
reading began. So the time between two changes belongs to the issue of the later one, as the time
in which it was read. After a long pause nobody can tell reading from absence; an issue with such
a pause in it is not timed, and the median is taken over the others.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import islice, takewhile
from statistics import median

from msgspec import Struct

from triage.domain.codebook import Codebook
from triage.domain.coding import Coding
from triage.domain.history import Change

IDLE = timedelta(minutes=5)
"""A longer time between two changes is a pause, not reading: issues take seconds to minutes."""

RECENT = 30
"""Timed issues that the median is taken over: the pace of now, not that of the first day."""

LAST = 10
"""Coded issues that are asked for new codes."""

BY_KEYS = ("", "repeat")
"""Reasons of the changes that a rater makes while reading."""


class PaceFigures(Struct, frozen=True):
    """The pace at a moment."""

    coded_today: int
    """Issues coded by keys since midnight, and still coded."""
    seconds_per_issue: float | None
    """Median over the last `RECENT` timed issues; None before any was timed."""
    seconds_left: float | None
    """For the remaining issues at that pace."""
    new_codes: int
    """Codes that the last coded issues brought: those that no earlier issue has."""
    over_issues: int
    """How many issues those are: `LAST`, or fewer at the beginning."""


class Pace:
    """Takes changes in order and tells the pace at any moment, at a cost that does not grow.

    An issue is coded when every question of the codebook is answered and it is not excluded.
    Changes that were not made by keys, such as an import, alter what is coded and take no time.
    """

    def __init__(self, codebook: Codebook, changes: Iterable[Change] = ()) -> None:
        self._codebook = codebook
        self._codings: dict[str, Coding] = {}
        self._coded: dict[str, None] = {}
        """Issues that are coded, in the order in which they became so."""
        self._finished: dict[str, datetime] = {}
        """When, for those that were coded by keys."""
        self._seconds: dict[str, float | None] = {}
        """Time spent on an issue; None when a pause makes it unknown."""
        self._holders: Counter[tuple[str, str]] = Counter()
        """Number of coded issues that have a code, by question and code."""
        self._last: Change | None = None
        for change in changes:
            self.record(change)

    def record(self, change: Change) -> None:
        """Take note of one more change."""
        issue, by_keys = change.issue, change.reason in BY_KEYS
        if by_keys:
            self._time(change)
        before = self._codings.get(issue) or Coding(issue=issue)
        after = self._codings[issue] = change.apply(before)
        was_coded, is_coded = issue in self._coded, self._is_coded(after)
        if was_coded:
            self._holders.subtract(self._codes(before))
        if is_coded:
            self._holders.update(self._codes(after))
        if is_coded and not was_coded:
            self._coded[issue] = None
            if by_keys:
                self._finished[issue] = change.at
        elif was_coded and not is_coded:
            del self._coded[issue]
            self._finished.pop(issue, None)

    def figures(self, now: datetime, remaining: int) -> PaceFigures:
        """The pace now.

        Args:
            now: the time, in the zone whose midnight begins the day.
            remaining: how many issues are still to be coded.
        """
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        today = takewhile(lambda at: at >= midnight, reversed(self._finished.values()))
        spent = (self._seconds.get(issue) for issue in reversed(self._finished))
        recent = list(islice((seconds for seconds in spent if seconds is not None), RECENT))
        typical = median(recent) if recent else None
        last = list(islice(reversed(self._coded), LAST))
        held = Counter(code for issue in last for code in self._codes(self._codings[issue]))
        return PaceFigures(
            coded_today=sum(1 for _ in today),
            seconds_per_issue=typical,
            seconds_left=None if typical is None else typical * remaining,
            new_codes=sum(self._holders[code] == count for code, count in held.items()),
            over_issues=len(last),
        )

    def _time(self, change: Change) -> None:
        """Give the time since the last key to the issue, while it is being coded."""
        last, self._last = self._last, change
        issue = change.issue
        is_pause = last is None or not timedelta() <= change.at - last.at <= IDLE
        is_coded = issue in self._coded
        spent = self._seconds.get(issue, 0.0)
        if is_pause or last is None:
            self._seconds[issue] = spent if is_coded else None
        elif spent is not None and (not is_coded or last.issue == issue):
            self._seconds[issue] = spent + (change.at - last.at).total_seconds()

    def _is_coded(self, coding: Coding) -> bool:
        return not coding.marks.excluded and coding.is_complete(self._codebook)

    def _codes(self, coding: Coding) -> set[tuple[str, str]]:
        """The codes an issue holds; a checklist item counts whether provided or missing."""
        return {
            (question.id, code)
            for question in self._codebook
            for answer in (coding.answer(question.id),)
            for code in (*answer.codes, *answer.missing)
        }
