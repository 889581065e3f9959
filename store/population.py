"""The population: what GitHub said about every issue of a repository, and when.

One SQLite file that can be fetched again. Opening it reads nothing but its header; lists come
from a narrow table of facts and bodies are read one at a time, so memory stays flat at any size.
One process writes at a time; readers see the state before or after a save, never half of it.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self
from zlib import crc32

from msgspec import Struct

from store.population_reading import FETCHED_AT, UNDATED, PopulationReader
from store.population_schema import connect, told
from store.population_writing import IssueWriter, Saved, encoded
from triage.domain.filter_ranges import microseconds
from triage.domain.issue import Conversation, Issue, issue_key

NOTHING: Mapping[str, str | None] = MappingProxyType({})
"""Nothing to keep beside the issues."""


class SaveCount(Struct, frozen=True, kw_only=True):
    """What a save did."""

    new: int = 0
    changed: int = 0
    """Issues of which a fact or the text differs from what was known."""
    unchanged: int = 0


class Population(PopulationReader):
    """The issues of one file; used by one thread at a time, closed by `close` or `with`."""

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> Self:
        """Open the file of a population.

        Args:
            path: the file, usually `population/issues.db`.
            create: whether an empty population is made when there is none.

        Raises:
            StoreError: there is none, or it cannot be read.
            StoreDamagedError: the file is damaged, or is something else.
            StoreTooNewError: a newer triage wrote it.
        """
        return cls(connect(path, create=create), path)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def save_issues(
        self,
        issues: Iterable[Issue],
        fetched_at: datetime,
        state: Mapping[str, str | None] = NOTHING,
        *,
        is_dated: bool = True,
    ) -> SaveCount:
        """Add issues, or bring those of their numbers up to date: all of them or none.

        A generator of any length can be passed. An issue that was fetched is present again,
        whatever it was marked as; its conversation is kept as it is.

        Args:
            issues: the issues with their bodies.
            fetched_at: when GitHub said so.
            state: words about the fetch to keep in the same transaction, as by `set_state`.
            is_dated: False when `fetched_at` is only the time at which files were loaded.

        Raises:
            InputError: something in an issue cannot be written.
            StoreError: nothing could be saved.
        """
        with self._saving():
            return self._put_issues(issues, fetched_at, state, is_dated=is_dated)

    def save_conversation(self, repository: str, number: int, conversation: Conversation) -> None:
        """Keep what was said and done under an issue, in place of what was known.

        Raises:
            InputError: the population has no such issue, or something cannot be written.
        """
        with self._saving():
            self._row_of(repository, number)
            self._put_conversation(repository, number, conversation)

    def mark(self, repository: str, number: int, standing: str) -> None:
        """Note what became of an issue: present, unlabelled, deleted, transferred or private.

        Raises:
            InputError: the population has no such issue.
        """
        with self._saving():
            change = "UPDATE issue SET standing = ? WHERE id = ?"
            self._connection.execute(change, (standing, self._row_of(repository, number)))

    def set_state(self, key: str, value: str | None) -> None:
        """Keep a word about the fetch (a watermark, a cursor) under a key; None forgets it."""
        with self._saving():
            self._keep(key, value)

    def _put_issues(
        self,
        issues: Iterable[Issue],
        fetched_at: datetime,
        state: Mapping[str, str | None],
        *,
        is_dated: bool = True,
    ) -> SaveCount:
        counts = dict.fromkeys(Saved, 0)
        writer = IssueWriter(self._connection, microseconds(fetched_at))
        for issue in issues:
            counts[writer.save(issue)] += 1
        # A time that somebody states takes the place of one that was only that of loading.
        known = None if is_dated and self.is_undated else self.fetched_at()
        latest = str(microseconds(max(fetched_at, known or fetched_at)))
        about = {FETCHED_AT: latest, UNDATED: None if is_dated else latest}
        for key, value in {**state, **about}.items():
            self._keep(key, value)
        return SaveCount(
            new=counts[Saved.NEW], changed=counts[Saved.CHANGED], unchanged=counts[Saved.UNCHANGED]
        )

    def _put_conversation(self, repository: str, number: int, conversation: Conversation) -> None:
        """Keep a conversation, and which update of its issue it belongs to."""
        content = encoded(conversation, issue_key(repository, number))
        at = microseconds(conversation.fetched_at)
        self._connection.execute(
            "INSERT OR REPLACE INTO conversation "
            "(issue, content, checksum, fetched_at, issue_updated) "
            "SELECT id, ?, ?, ?, updated FROM issue WHERE repository = ? AND number = ?",
            (content, crc32(content), at, repository, number),
        )

    def _keep(self, key: str, value: str | None) -> None:
        if value is None:
            self._connection.execute("DELETE FROM setting WHERE key = ?", (key,))
        else:
            change = "INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)"
            self._connection.execute(change, (key, value))

    @contextmanager
    def _saving(self) -> Iterator[None]:
        """One transaction: everything inside is kept, or nothing."""
        with told(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
