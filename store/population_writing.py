"""How issues enter a population: a row of facts, a record as fetched, and their text by version.

A text (title and body) is never changed once written. An edited issue gets a further text, which
becomes the key of its row; the old one stays readable by its digest, which is what codings cite.
What lasts is the row's `id`, the key of the first text that the issue had.
"""

import sqlite3
from enum import StrEnum
from zlib import crc32

import msgspec
from msgspec import Struct, structs

from triage.domain.errors import InputError
from triage.domain.filter_ranges import microseconds
from triage.domain.issue import Issue
from triage.domain.words import spelled

PRESENT = "present"
"""The standing of an issue that the last fetch found."""

_KNOWN = """
    SELECT issue.id, text.id, text.digest, text.title, record.facts, issue.standing
    FROM issue JOIN text ON text.id = issue.text JOIN record ON record.issue = issue.id
    WHERE repository = ? AND number = ?
"""
_COLUMNS = (
    "text, state, reason, labels, assignees, author, association, milestone, "
    "created, updated, closed, comments, reactions, locked, standing"
)
_ADD_ISSUE = (
    f"INSERT INTO issue (id, repository, number, {_COLUMNS}) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_CHANGE_ISSUE = (
    f"UPDATE issue SET ({_COLUMNS}) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?"
)
_SAVE_RECORD = (
    "INSERT OR REPLACE INTO record (issue, facts, checksum, fetched_at) VALUES (?, ?, ?, ?)"
)
_ADD_TEXT = (
    "INSERT INTO text (id, issue, digest, fetched_at, title, body) VALUES (?, ?, ?, ?, ?, ?)"
)
_ADD_WORDS = "INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)"
_CACHED_SETS = 20_000

Row = tuple[str | int | None, ...]


class Saved(StrEnum):
    """What saving an issue did to the population."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


def encoded(value: Struct | str, key: str) -> bytes:
    """A value of an issue as JSON.

    Raises:
        InputError: a text is not Unicode, or a number is too large.
    """
    try:
        return msgspec.json.encode(value)
    except (UnicodeEncodeError, OverflowError) as error:
        raise InputError(f"{key}: it cannot be saved: {error}") from error


class IssueWriter:
    """Writes issues inside a transaction that the caller holds."""

    def __init__(self, connection: sqlite3.Connection, fetched_at: int) -> None:
        self._connection = connection
        self._fetched_at = fetched_at
        self._sets: dict[tuple[str, ...], int] = {}
        (last_text,) = connection.execute("SELECT max(id) FROM text").fetchone()
        self._last_text = int(last_text or 0)

    def save(self, issue: Issue) -> Saved:
        """Add an issue, or bring the one of its number up to date.

        Raises:
            InputError: one of its texts is not Unicode, or a number of it is too large.
        """
        facts = encoded(structs.replace(issue, body=""), issue.key)
        encoded(issue.body, issue.key)
        known = self._connection.execute(_KNOWN, (issue.repository, issue.number)).fetchone()
        if known is None:
            self._add(issue, facts)
            return Saved.NEW
        row, text, digest, title, old_facts, standing = known
        is_same_text = digest == issue.body_digest and title == issue.title
        if is_same_text and old_facts == facts and standing == PRESENT:
            self._write("UPDATE record SET fetched_at = ? WHERE issue = ?", self._fetched_at, row)
            return Saved.UNCHANGED
        if not is_same_text:
            text = self._text(issue, row)
        self._write(_CHANGE_ISSUE, *self._columns(issue, text), row)
        self._write(_SAVE_RECORD, row, facts, crc32(facts), self._fetched_at)
        return Saved.CHANGED

    def _add(self, issue: Issue, facts: bytes) -> None:
        row = self._last_text + 1
        text = self._add_text(issue, row)
        columns = self._columns(issue, text)
        self._write(_ADD_ISSUE, row, issue.repository, issue.number, *columns)
        self._write(_SAVE_RECORD, row, facts, crc32(facts), self._fetched_at)

    def _text(self, issue: Issue, row: int) -> int:
        """The id of the issue's text: of an earlier version when it came back to that."""
        find = "SELECT id FROM text WHERE issue = ? AND digest = ? AND title = ?"
        earlier = self._connection.execute(find, (row, issue.body_digest, issue.title)).fetchone()
        return int(earlier[0]) if earlier else self._add_text(issue, row)

    def _add_text(self, issue: Issue, row: int) -> int:
        self._last_text += 1
        text, title, body = self._last_text, issue.title, issue.body
        self._write(_ADD_TEXT, text, row, issue.body_digest, self._fetched_at, title, body)
        self._write(_ADD_WORDS, text, spelled(title), spelled(body))
        return text

    def _columns(self, issue: Issue, text: int) -> Row:
        return (
            text,
            issue.state.casefold(),
            _folded(issue.state_reason),
            self._set(issue.labels),
            self._set(issue.assignees),
            _folded(issue.author),
            issue.author_association.casefold(),
            _folded(issue.milestone),
            microseconds(issue.created_at),
            microseconds(issue.updated_at) if issue.updated_at else None,
            microseconds(issue.closed_at) if issue.closed_at else None,
            issue.comment_count,
            issue.reactions,
            issue.locked,
            PRESENT,
        )

    def _set(self, names: tuple[str, ...]) -> int:
        """The id of a set of names, whatever their order; a new one is written down."""
        distinct = tuple(sorted(set(names)))
        if distinct in self._sets:
            return self._sets[distinct]
        text = msgspec.json.encode(distinct).decode()
        find = "SELECT id FROM name_set WHERE names = ?"
        known = self._connection.execute(find, (text,)).fetchone()
        name_set = known[0] if known else self._add_set(distinct, text)
        if len(self._sets) >= _CACHED_SETS:
            self._sets.clear()
        self._sets[distinct] = name_set
        return int(name_set)

    def _add_set(self, names: tuple[str, ...], text: str) -> int:
        name_set = self._write("INSERT INTO name_set (names) VALUES (?)", text)
        self._connection.executemany(
            "INSERT OR IGNORE INTO name (folded, name_set, name) VALUES (?, ?, ?)",
            [(name.casefold(), name_set, name) for name in names],
        )
        return name_set

    def _write(self, statement: str, *values: str | bytes | int | None) -> int:
        return self._connection.execute(statement, values).lastrowid or 0


def _folded(text: str | None) -> str | None:
    return text.casefold() if text is not None else None
