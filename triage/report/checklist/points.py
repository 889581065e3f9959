"""One point of a checklist, and how points are made."""

from enum import StrEnum

from msgspec import Struct


class Standard(StrEnum):
    """The standard that a point belongs to."""

    SAMPLING = "Sampling"
    RELIABILITY = "Inter-rater reliability and agreement"
    MINING = "Repository mining"


class State(StrEnum):
    """How a point stands."""

    DONE = "done"
    OPEN = "open"


class Point(Struct, frozen=True, kw_only=True):
    """One thing that a reviewer looks for."""

    standard: Standard
    asks: str
    """What is asked for."""
    is_essential: bool
    """Whether the standard calls it essential; else desirable."""
    state: State
    sentence: str
    """What the report says, or what the author still has to say."""


class Sheet(Struct, frozen=True):
    """Makes the points of one standard."""

    standard: Standard

    def done(self, asks: str, says: str, *, is_essential: bool = True) -> Point:
        """A point that the data answer."""
        return self._point(asks, State.DONE, says, is_essential=is_essential)

    def open(self, asks: str, wants: str, *, is_essential: bool = True) -> Point:
        """A point that only the author can answer."""
        return self._point(asks, State.OPEN, wants, is_essential=is_essential)

    def judged(
        self, asks: str, *, is_done: bool, says: str, wants: str, is_essential: bool = True
    ) -> Point:
        """A point that the data may answer.

        Args:
            asks: what is asked for.
            is_done: whether they do.
            says: the sentence if they do.
            wants: what the author has to say or do if they do not.
            is_essential: whether the standard calls it essential.
        """
        if is_done:
            return self.done(asks, says, is_essential=is_essential)
        return self.open(asks, wants, is_essential=is_essential)

    def _point(self, asks: str, state: State, sentence: str, *, is_essential: bool) -> Point:
        return Point(
            standard=self.standard,
            asks=asks,
            is_essential=is_essential,
            state=state,
            sentence=sentence,
        )
