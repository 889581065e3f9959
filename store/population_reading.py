"""Reading a population: single issues, lists of them, and how many there are of each kind.

Lists are generators over one query: the caller decides how much is ever in memory. Facts are
decoded from the record as fetched, so a list shows what GitHub said, not what a column kept.
"""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar
from zlib import crc32

import msgspec
from msgspec import Struct, structs

from store.population_filters import Value, condition
from store.population_schema import damaged, told
from triage.domain.errors import InputError
from triage.domain.filter_ranges import moment_of
from triage.domain.filters import Filter
from triage.domain.issue import Conversation, Issue, SampledIssue, issue_key, text_digest
from triage.domain.strata import Stratum

FETCHED_AT = "@fetched_at"
"""Key of the state that holds the time of the last fetch, in microseconds since 1970."""

UNDATED = "@undated"
"""Key of the state that is there while that is only the time of loading files of unknown age."""

_Row = tuple[Any, ...]
_Decoded = TypeVar("_Decoded")
_Typed = TypeVar("_Typed")
_ISSUE = msgspec.json.Decoder(Issue)
_CONVERSATION = msgspec.json.Decoder(Conversation)

_BREAKDOWNS = {
    Stratum.STATE: "SELECT state, count(*) FROM issue WHERE {} GROUP BY 1 ORDER BY 2 DESC, 1",
    Stratum.YEAR: (
        "SELECT strftime('%Y', created / 1000000 - (created % 1000000 < 0), 'unixepoch'), count(*) "
        "FROM issue WHERE {} GROUP BY 1 ORDER BY 1"
    ),
    Stratum.LABEL: (
        "SELECT coalesce(name.name, ''), sum(size) "
        "FROM (SELECT labels, count(*) AS size FROM issue WHERE {} GROUP BY labels) "
        "LEFT JOIN name ON name.name_set = labels GROUP BY 1 ORDER BY 2 DESC, 1"
    ),
    Stratum.AUTHOR_ASSOCIATION: (
        "SELECT upper(association), count(*) FROM issue WHERE {} GROUP BY 1 ORDER BY 2 DESC, 1"
    ),
}
"""Counts per kind of the issues that meet a condition."""


class Order(StrEnum):
    """In which order issues are listed."""

    NUMBER = "repository, number"
    NEWEST = "repository DESC, number DESC"
    UPDATED = "updated DESC, number DESC"
    COMMENTS = "comments DESC, number DESC"
    REACTIONS = "reactions DESC, number DESC"


class TextVersion(Struct, frozen=True, kw_only=True):
    """A title and body that an issue had when it was fetched."""

    digest: str
    """Digest of the body, as codings keep it."""
    title: str
    fetched_at: datetime
    """When it was first seen."""


class PopulationReader:
    """What can be asked of a population."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path

    def state(self, key: str) -> str | None:
        """The word kept under a key, or None."""
        found = self._row("SELECT value FROM setting WHERE key = ?", (key,))
        return str(found[0]) if found else None

    def issue(self, repository: str, number: int) -> Issue | None:
        """The issue with its body as last fetched, or None."""
        found = self._row(
            "SELECT facts, checksum, body, digest FROM issue "
            "JOIN record ON record.issue = issue.id JOIN text ON text.id = issue.text "
            "WHERE repository = ? AND number = ?",
            (repository, number),
        )
        return self._whole_issue(*found) if found else None

    def sampled_issue(self, repository: str, number: int) -> SampledIssue | None:
        """The issue with its conversation and standing, as a draw copies it; or None."""
        issue = self.issue(repository, number)
        if issue is None:
            return None
        standing = self.standing(repository, number)
        conversation = self.conversation(repository, number)
        return SampledIssue(issue=issue, conversation=conversation, standing=standing)

    def conversation(self, repository: str, number: int) -> Conversation | None:
        """What was said and done under an issue; None when it was not fetched."""
        found = self._row(
            "SELECT content, checksum FROM conversation "
            "JOIN issue ON issue.id = conversation.issue WHERE repository = ? AND number = ?",
            (repository, number),
        )
        return self._decoded(found[0], found[1], _CONVERSATION) if found else None

    def standing(self, repository: str, number: int) -> str:
        """What became of an issue.

        Raises:
            InputError: the population has no such issue.
        """
        row = self._row_of(repository, number)
        found = self._row("SELECT standing FROM issue WHERE id = ?", (row,))
        return str(found[0]) if found else ""

    def body(self, digest: str) -> str | None:
        """The body of a digest, also of an older version; None when it was never fetched."""
        found = self._row("SELECT body FROM text WHERE digest = ? LIMIT 1", (digest,))
        return self._checked(found[0], digest) if found else None

    def versions(self, repository: str, number: int) -> list[TextVersion]:
        """The titles and bodies that an issue has had, oldest first."""
        rows = self._rows(
            "SELECT digest, title, text.fetched_at FROM text "
            "JOIN issue ON issue.id = text.issue WHERE repository = ? AND number = ? "
            "ORDER BY text.id",
            (repository, number),
        )
        return [
            TextVersion(
                digest=self._typed(digest, str),
                title=self._typed(title, str),
                fetched_at=moment_of(self._typed(at, int)),
            )
            for digest, title, at in rows
        ]

    def texts(self, repository: str) -> Iterator[tuple[int, str, str]]:
        """Number, title and digest of the body of every issue of a repository, bodies unread."""
        rows = self._rows(
            "SELECT number, title, digest FROM issue JOIN text ON text.id = issue.text "
            "WHERE repository = ?",
            (repository,),
        )
        for number, title, digest in rows:
            yield self._typed(number, int), self._typed(title, str), self._typed(digest, str)

    def update_marks(
        self, repository: str, numbers: Collection[int]
    ) -> dict[int, tuple[datetime | None, str]]:
        """When each of the issues was updated last, and what became of it, as last fetched."""
        rows = self._rows(
            "SELECT number, updated, standing FROM issue WHERE repository = ? "
            "AND number IN (SELECT value FROM json_each(?))",
            (repository, msgspec.json.encode(sorted(numbers)).decode()),
        )
        return {
            self._typed(number, int): (
                None if updated is None else moment_of(self._typed(updated, int)),
                self._typed(standing, str),
            )
            for number, updated, standing in rows
        }

    def repositories(self) -> list[str]:
        """The repositories whose issues are here, in alphabetical order."""
        rows = self._rows("SELECT DISTINCT repository FROM issue ORDER BY repository", ())
        return [str(repository) for (repository,) in rows]

    def fetched_at(self) -> datetime | None:
        """When issues were last fetched; None when they never were."""
        at = self.state(FETCHED_AT)
        try:
            return moment_of(int(at)) if at else None
        except (ValueError, OverflowError) as error:
            raise damaged(self.path, f"the time of the last fetch is {at!r}") from error

    @property
    def is_undated(self) -> bool:
        """Whether the issues came from files, and `fetched_at` is when these were loaded."""
        return self.state(UNDATED) is not None

    def count(self, where: Filter | None = None) -> int:
        """How many issues a filter selects."""
        sql, values = condition(where)
        found = self._row(f"SELECT count(*) FROM issue WHERE {sql}", values)
        return int(found[0]) if found else 0

    def keys(self, where: Filter | None = None) -> list[str]:
        """The keys (`owner/name#number`) of the issues that a filter selects, by number."""
        sql, values = condition(where)
        rows = self._rows(
            f"SELECT repository, number FROM issue WHERE {sql} ORDER BY repository, number", values
        )
        return [issue_key(repository, self._typed(number, int)) for repository, number in rows]

    def issues(
        self,
        where: Filter | None = None,
        order: Order = Order.NUMBER,
        limit: int | None = None,
        offset: int = 0,
    ) -> Iterator[Issue]:
        """The issues that a filter selects, one after another, with their bodies."""
        columns = "facts, checksum, body, digest"
        for row in self._listed(columns, where, order, limit, offset):
            yield self._whole_issue(*row)

    def facts(
        self,
        where: Filter | None = None,
        order: Order = Order.NUMBER,
        limit: int | None = None,
        offset: int = 0,
    ) -> Iterator[Issue]:
        """The same issues with an empty body: for lists, where a body would be read in vain."""
        for facts, checksum in self._listed("facts, checksum", where, order, limit, offset):
            yield self._decoded(facts, checksum, _ISSUE)

    def _listed(
        self, columns: str, where: Filter | None, order: Order, limit: int | None, offset: int
    ) -> Iterator[_Row]:
        sql, values = condition(where)
        # CROSS JOIN is SQLite's word for "in this order": the rows come as the inner list sorts.
        yield from self._rows(
            f"SELECT {columns} FROM (SELECT id, text FROM issue WHERE {sql} "
            f"ORDER BY {order} LIMIT ? OFFSET ?) AS listed "
            "CROSS JOIN record ON record.issue = listed.id "
            "CROSS JOIN text ON text.id = listed.text",
            (*values, -1 if limit is None else limit, offset),
        )

    def check(self) -> None:
        """Read the whole file and see whether it holds together; takes seconds for a gigabyte.

        Raises:
            StoreDamagedError: it does not, with the first reason.
        """
        (verdict,) = self._row("PRAGMA integrity_check(1)", ()) or ("",)
        if verdict != "ok":
            raise damaged(self.path, str(verdict))

    def breakdown(self, field: Stratum, where: Filter | None = None) -> dict[str, int]:
        """How many of the selected issues there are of each kind, most frequent first.

        Years come in their order. An issue counts under each of its labels, and under the empty
        text when it has none.
        """
        sql, values = condition(where)
        rows = self._rows(_BREAKDOWNS[field].format(sql), values)
        return {str(kind): int(count) for kind, count in rows}

    def _row_of(self, repository: str, number: int) -> int:
        find = "SELECT id FROM issue WHERE repository = ? AND number = ?"
        found = self._row(find, (repository, number))
        if found is None:
            raise InputError(
                f"{issue_key(repository, number)} is not in the population {self.path}"
            )
        return int(found[0])

    def _whole_issue(self, facts: object, checksum: object, body: object, digest: str) -> Issue:
        issue = self._decoded(facts, checksum, _ISSUE)
        return structs.replace(issue, body=self._checked(body, digest))

    def _checked(self, body: object, digest: str) -> str:
        text = self._typed(body, str)
        if text_digest(text) != digest:
            raise damaged(self.path, f"the body of digest {digest} is not what was saved")
        return text

    def _typed(self, value: object, kind: type[_Typed]) -> _Typed:
        """A value of the type that was saved: SQLite gives any type from a damaged page."""
        if not isinstance(value, kind):
            raise damaged(self.path, f"a value is of type {type(value).__name__}")
        return value

    def _row(self, statement: str, values: Sequence[Value]) -> _Row | None:
        with told(self.path):
            found: _Row | None = self._connection.execute(statement, values).fetchone()
            return found

    def _rows(self, statement: str, values: Sequence[Value]) -> Iterator[_Row]:
        with told(self.path):
            # Not `yield from`: that closes the cursor behind a reader who stops early, which
            # fails when the reader stopped because the population was closed.
            for row in self._connection.execute(statement, values):  # noqa: UP028
                yield row

    def _decoded(
        self, content: object, checksum: object, decoder: msgspec.json.Decoder[_Decoded]
    ) -> _Decoded:
        record = self._typed(content, bytes)
        if crc32(record) != checksum:
            raise damaged(self.path, "a record is not what was saved")
        try:
            return decoder.decode(record)
        except msgspec.MsgspecError as error:
            raise damaged(self.path, str(error)) from error
