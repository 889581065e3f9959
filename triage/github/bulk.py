"""Which issues go into the next bulk question, and what the answers add up to: no network here.

The size of a question follows success. A question that failed is put once more as it is; failing
again, it halves the next one and lowers the ceiling to the middle between the two. Each success
doubles up to the ceiling, and the ceiling rises again after a run of successes, which must be
longer the more often questions have failed. So a passing fault costs one request, and an interface
that cannot bear large questions is soon asked for what it can.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec import Struct

from triage.domain.issue import Comment, Event
from triage.github.graphql import Fate, Piece, Wanted
from triage.github.graphql_json import with_duplicate

MOST_ISSUES = 32
"""Issues of one question; GitHub gives up on much larger ones."""

_MOST_FAILURES = 2
"""So often one issue may be missing from an answer before it is left to REST."""

_LONG_RUN = 20
"""Successes in a row after which a larger question is tried again, at first."""

_LONGEST_RUN = 160

_MOST_PAGES = 500
"""Pages of one timeline, 50,000 entries, after which it is left to REST."""

Entry = Comment | Event
Question = tuple[Wanted, ...]


class Harvest(Struct, frozen=True):
    """What one answer completed."""

    threads: dict[int, list[Entry]]
    """Whole timelines by issue number."""
    gone: list[int]
    """Issues that are not in the repository any more."""


class Bulk:
    """The questions about a series of issues."""

    def __init__(self, numbers: Iterator[int]) -> None:
        self._numbers = numbers
        self._again: deque[Wanted] = deque()
        self._repeated: deque[Question] = deque()
        self._failed: set[Question] = set()
        self._asked: dict[int, Wanted] = {}
        self._partial: dict[int, list[Entry]] = {}
        self._failures: dict[int, int] = {}
        self._pages: dict[int, int] = {}
        self._size = self._ceiling = MOST_ISSUES
        self._successes = 0
        self._long_run = _LONG_RUN
        self.faults = 0
        """Failed questions since the last one that did not fail."""
        self.alone: list[int] = []
        """Issues that cannot be had this way."""

    def next_question(self) -> Question | None:
        """What to ask next; None when everything is asked."""
        if self._repeated:
            return self._repeated.popleft()
        question = [self._again.popleft() for _ in range(min(self._size, len(self._again)))]
        fresh = islice(self._numbers, self._size - len(question))
        question += [Wanted(number) for number in fresh]
        self._asked |= {wanted.number: wanted for wanted in question}
        return tuple(question) or None

    def take(self, question: Question, pieces: Sequence[Piece]) -> Harvest:
        """Take in an answer; says what is complete now."""
        self.faults = 0
        self._failed.discard(question)
        self._grow()
        harvest = Harvest({}, [])
        for wanted, piece in zip(question, pieces, strict=True):
            del self._asked[wanted.number]
            if piece.fate is Fate.FAILED:
                self._fail(wanted)
            elif piece.fate is Fate.GONE:
                self._partial.pop(wanted.number, None)
                harvest.gone.append(wanted.number)
            else:
                self._add(wanted, piece, harvest)
        return harvest

    def fail(self, question: Question) -> None:
        """Take note that a question failed as a whole."""
        self.faults += 1
        self._successes = 0
        if question not in self._failed and len(question) <= self._ceiling:
            self._failed.add(question)
            self._repeated.append(question)
            return
        self._failed.discard(question)
        self._shrink(len(question))
        for wanted in reversed(question):
            del self._asked[wanted.number]
            if len(question) > 1:
                self._again.appendleft(wanted)
            else:
                self._leave(wanted)

    def rest(self) -> Iterator[int]:
        """Every issue that is not complete, for another way of asking."""
        waiting = [*self._asked, *(wanted.number for wanted in self._again), *self.alone]
        yield from dict.fromkeys(waiting)
        yield from self._numbers

    def _shrink(self, failed: int) -> None:
        """Ask for less than what failed, unless less is asked for already."""
        if failed > self._ceiling:
            return
        self._size = max(1, failed // 2)
        self._ceiling = max(1, (failed + self._size) // 2)
        self._long_run = min(_LONGEST_RUN, 2 * self._long_run)

    def _grow(self) -> None:
        self._successes += 1
        if self._successes >= self._long_run:
            self._successes = 0
            self._ceiling = min(MOST_ISSUES, 2 * self._ceiling)
        self._size = min(self._ceiling, 2 * self._size)

    def _add(self, wanted: Wanted, piece: Piece, harvest: Harvest) -> None:
        entries = self._partial.setdefault(wanted.number, [])
        entries += piece.entries
        if piece.after is not None:
            self._go_on(wanted, piece.after)
            return
        del self._partial[wanted.number]
        harvest.threads[wanted.number] = with_duplicate(entries, piece.state_reason)

    def _go_on(self, wanted: Wanted, after: str) -> None:
        """Ask for the next page of a timeline, unless it leads nowhere."""
        pages = self._pages[wanted.number] = self._pages.get(wanted.number, 1) + 1
        if after == wanted.after or pages > _MOST_PAGES:
            self._leave(wanted)
        else:
            self._again.append(Wanted(wanted.number, after))

    def _fail(self, wanted: Wanted) -> None:
        number = wanted.number
        self._failures[number] = self._failures.get(number, 0) + 1
        if self._failures[number] < _MOST_FAILURES:
            self._again.append(wanted)
        else:
            self._leave(wanted)

    def _leave(self, wanted: Wanted) -> None:
        self._partial.pop(wanted.number, None)
        self.alone.append(wanted.number)
