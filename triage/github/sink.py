"""Where a fetch puts what arrives: what it needs of a store, and no more.

A page and the note of how to go on after it are saved as one, so that a fetch which is killed
between any two instructions goes on with nothing lost and nothing twice.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from triage.domain.issue import Conversation, Issue


class SaveCounts(Protocol):
    """What saving a page did."""

    @property
    def new(self) -> int:
        """Issues that were not known."""
        ...

    @property
    def changed(self) -> int:
        """Issues of which something was different."""
        ...


class Sink(Protocol):
    """A population that is being fetched."""

    def state(self, key: str) -> str | None:
        """The note kept under a key, or None."""

    def fetched_at(self) -> datetime | None:
        """When anything here was last fetched; None when nothing was."""

    def save_page(
        self,
        issues: Sequence[Issue],
        fetched_at: datetime,
        state: Mapping[str, str],
        unlabelled: Collection[int] = (),
    ) -> SaveCounts:
        """Save issues and notes: everything, or nothing.

        Args:
            issues: each becomes `present`, whatever it was.
            fetched_at: when they were fetched.
            state: notes by key.
            unlabelled: numbers among the issues that become `unlabelled` instead.
        """

    def save_conversations(
        self, repository: str, conversations: Mapping[int, Conversation]
    ) -> None:
        """Save conversations by issue number, and that each belongs to its issue as it is now."""

    def mark(self, repository: str, number: int, standing: str) -> None:
        """Note what became of an issue; everything else of it stays."""

    def known(self, repository: str, numbers: Collection[int]) -> set[int]:
        """Those of the numbers whose issues are here."""

    def count_present(self, repository: str, label: str | None) -> int:
        """How many issues here are `present`; with a label, those that carry it."""

    def unseen(self, repository: str, since: datetime, label: str | None) -> list[int]:
        """Numbers of such issues that were last fetched before a moment."""

    def count_due(self, repository: str, numbers: Collection[int] | None) -> int:
        """How many of the issues (of all, for None) have no conversation that is up to date.

        One is up to date when its issue has not been updated since. Issues that are deleted,
        transferred or private are not counted.
        """

    def due(
        self, repository: str, numbers: Collection[int] | None, after: int, limit: int
    ) -> list[int]:
        """Numbers above `after` of those issues, in order, so many at most."""
