"""The tables of a population, and how its file is opened or refused.

A population is a cache of what GitHub said, so it trades strength for speed where that is safe:
nothing here was typed by a person, and the way out of any damage is to fetch again. Facts that
filters ask about stand in two narrow indexes, by label and by number, so that a filter reads 70
bytes an issue and never a body. The key of a row is its current text, which is also its key in
the index of words: an edited issue gets a new key, and what the index knows about older texts
leads nowhere.

The journal is SQLite's rollback journal: unlike a write-ahead log it leaves a single file, opens
from a read-only folder, and does not write a large load twice.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from triage.domain.errors import (
    InputError,
    StoreBusyError,
    StoreDamagedError,
    StoreError,
    StoreTooNewError,
)

FORMAT = 1
"""Version of the tables; a file with a higher one is refused."""

APPLICATION = 0x54524947
"""Marks a SQLite file as a population of triage: `TRIG` in the file's header."""

AGAIN = "fetch it again with `triage fetch`, or load it again with `triage load`"
"""What to do about a population that cannot be used."""

WORDS_IN_MEMORY = 16 << 20
"""Bytes of new words that a load gathers before it writes them: 16 times SQLite's own measure,
which makes a load twice as fast and its memory 16 MB larger, whatever its size."""

PAGE_BYTES = 8192
"""Size of a page: SQLite's own 4096 leaves a quarter of the bodies' pages empty."""

IN_MEMORY = Path(":memory:")
"""SQLite's name for a population that is gone when it is closed; no file is made for it."""

BUSY_SECONDS = 5.0
"""How long a read or a write waits for another process."""

_OUT_OF_REACH = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
)
"""What is wrong with the disk or the folder, not with the file."""

_TABLES = """
CREATE TABLE IF NOT EXISTS setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS issue (
    text INTEGER PRIMARY KEY,
    id INTEGER NOT NULL UNIQUE,
    repository TEXT NOT NULL COLLATE NOCASE,
    number INTEGER NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    labels INTEGER NOT NULL,
    assignees INTEGER NOT NULL,
    author TEXT,
    association TEXT NOT NULL,
    milestone TEXT,
    created INTEGER NOT NULL,
    updated INTEGER,
    closed INTEGER,
    comments INTEGER NOT NULL,
    reactions INTEGER NOT NULL,
    locked INTEGER NOT NULL,
    standing TEXT NOT NULL,
    UNIQUE (repository, number)
);
CREATE INDEX IF NOT EXISTS facts_by_label ON issue (
    labels, state, comments, reactions, created, closed, updated, association, author, reason,
    number, repository, id
);
CREATE INDEX IF NOT EXISTS facts_by_number ON issue (
    repository, number, state, labels, comments, reactions, created, closed, updated, association,
    author, reason, id
);
CREATE TABLE IF NOT EXISTS record (
    issue INTEGER PRIMARY KEY,
    facts BLOB NOT NULL,
    checksum INTEGER NOT NULL,
    fetched_at INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS text (
    id INTEGER PRIMARY KEY,
    issue INTEGER NOT NULL,
    digest TEXT NOT NULL,
    fetched_at INTEGER NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS text_of_issue ON text (issue);
CREATE INDEX IF NOT EXISTS text_of_digest ON text (digest);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(title, body, content='', tokenize='ascii');
CREATE TABLE IF NOT EXISTS name_set (id INTEGER PRIMARY KEY, names TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS name (folded TEXT, name_set INTEGER, name TEXT NOT NULL,
    PRIMARY KEY (folded, name_set)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS name_in_set ON name (name_set, name);
CREATE TABLE IF NOT EXISTS conversation (
    issue INTEGER PRIMARY KEY,
    content BLOB NOT NULL,
    checksum INTEGER NOT NULL,
    fetched_at INTEGER NOT NULL,
    issue_updated INTEGER
);
"""


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite says into what the user can do.

    Raises:
        StoreBusyError: another process writes the file.
        StoreDamagedError: the file does not hold what was written to it.
        StoreError: the file cannot be reached: a full disk, a read-only folder.
        InputError: a number is larger than any that GitHub gives, or a text is not Unicode.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise _explained(path, error) from error
    except UnicodeDecodeError as error:
        raise damaged(path, str(error)) from error
    except (OverflowError, UnicodeEncodeError) as error:
        raise InputError(f"{path}: this can be neither kept nor found: {error}") from error


def _explained(path: Path, error: sqlite3.Error) -> StoreError:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreBusyError(
            f"{path}: another process is writing the population; try again when it is done"
        )
    if "no such module" in str(error):
        return StoreError(
            f"{path}: the SQLite of this Python cannot search text ({error}); "
            "run triage with a Python whose SQLite has FTS5"
        )
    if code in _OUT_OF_REACH:
        return StoreError(f"{path}: the population cannot be reached ({error})")
    return damaged(path, str(error))


def connect(path: Path, *, create: bool) -> sqlite3.Connection:
    """A connection to a population's file, checked to be one.

    Raises:
        StoreError: there is no such file, or it cannot be reached.
        StoreDamagedError: the file is damaged, or is something else.
        StoreTooNewError: a newer triage wrote it.
    """
    if path != IN_MEMORY:
        _find_or_make(path, create=create)
    with told(path):
        connection = sqlite3.connect(
            path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
    try:
        with told(path):
            _check(connection, path, create=create)
    except StoreError:
        connection.close()
        raise
    return connection


def _find_or_make(path: Path, *, create: bool) -> None:
    try:
        if create:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.touch(mode=0o600)
        elif not path.exists():
            raise StoreError(f"{path}: there is no population yet; {AGAIN.replace(' again', '')}")
    except OSError as error:
        raise StoreError(f"{path}: the population cannot be reached ({error})") from error


def damaged(path: Path, reason: str) -> StoreDamagedError:
    """The error for a file that cannot be trusted."""
    return StoreDamagedError(
        f"{path}: this is not a population that can be read ({reason}); "
        f"move the file away and {AGAIN}"
    )


def _check(connection: sqlite3.Connection, path: Path, *, create: bool) -> None:
    application = _number(connection, "PRAGMA application_id")
    version = _number(connection, "PRAGMA user_version")
    is_empty = _number(connection, "SELECT count(*) FROM sqlite_schema") == 0
    if create and is_empty and application == 0:
        connection.executescript(
            f"PRAGMA page_size = {PAGE_BYTES}; BEGIN IMMEDIATE; {_TABLES}"
            f"INSERT INTO words (words, rank) VALUES ('hashsize', {WORDS_IN_MEMORY});"
            f"PRAGMA application_id = {APPLICATION};"
            f"PRAGMA user_version = {FORMAT}; COMMIT;"
        )
    elif application != APPLICATION:
        raise damaged(path, "an empty file" if is_empty else "a database of another program")
    elif version > FORMAT:
        raise StoreTooNewError(
            f"{path}: a newer triage wrote this population (format {version}, this one reads "
            f"up to {FORMAT}); update triage, or move the file away and {AGAIN}"
        )


def _number(connection: sqlite3.Connection, statement: str) -> int:
    (value,) = connection.execute(statement).fetchone()
    return int(value)
