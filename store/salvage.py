"""What can still be read of a damaged store: every line that is whole, and what is missing.

Nothing is changed here. A document of the snapshot counts when its own line is whole; a save of
the journal counts when its line is whole, whatever stands before it. So a document may be older
than it was when a save in between is lost; which saves are lost is said.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

import msgspec

from store.disk import read_file
from store.documents import UNREADABLE, Tables, apply_changes
from store.headers import JOURNAL, SNAPSHOT, Header, Owner, decode_header
from store.journal import Entry
from store.lines import Line, split_lines
from store.lock import read_holder
from store.reading import StorePaths
from store.rescue import newest_copy
from store.snapshot import Row

_Value = TypeVar("_Value", Row, Entry)


class Salvage(NamedTuple):
    """What is left of a store."""

    tables: Tables
    n: int
    """The highest save that anything tells of."""
    lost: list[str]
    """What is missing, in words."""
    copy: str = ""
    """The copy in `backup/` that everything was taken from, when it was."""


class _Remains(NamedTuple, Generic[_Value]):
    """What is whole in one file."""

    header: Header | None
    values: list[_Value]
    bad: list[int]
    """Numbers of the lines that are not whole."""


_HEADER = msgspec.json.Decoder(Header)
_ROW = msgspec.json.Decoder(Row)
_ENTRY = msgspec.json.Decoder(Entry)


def salvage(paths: StorePaths, owner: Owner) -> Salvage:
    """Everything in a store that can still be relied on.

    Raises:
        StoreDamagedError: a file belongs to another store.
        StoreTooNewError: a newer version wrote a file.
        StoreError: a file cannot be read.
    """
    snapshot = _remains(paths.snapshot, SNAPSHOT, owner, _ROW)
    journal = _remains(paths.journal, JOURNAL, owner, _ENTRY)
    entries = {entry.n: entry for entry in journal.values}
    lost = _lost_lines(paths.snapshot, snapshot) + _lost_lines(paths.journal, journal)
    begin = journal.header.n if journal.header else 0
    base = snapshot.header.n if snapshot.header else 0
    holder = read_holder(paths.lock)
    n = max([base, begin, holder.n if holder else 0, *entries])
    if copy := newest_copy(paths.backup, owner, max([base, *entries])):
        n = max(n, copy.n)
        return Salvage(copy.tables, n, list(_gaps([], copy.n, n)), str(copy.path))
    if snapshot.header is None and begin > 0:
        lost.append(f"{paths.snapshot} has no header; of saves 1 to {begin} see what is whole")
        base = begin
    lost += _gaps(entries, base, n)
    return Salvage(_tables(snapshot.values, entries, base), n, lost)


def _remains(
    path: Path, file: str, owner: Owner, decoder: msgspec.json.Decoder[_Value]
) -> _Remains[_Value]:
    data = read_file(path) or b""
    remains: _Remains[_Value] = _Remains(_header(data, file, owner, path), [], [])
    for line in list(split_lines(data))[bool(remains.header) :]:
        try:
            remains.values.append(decoder.decode(line.text if line.is_sound else b""))
        except UNREADABLE:
            remains.bad.append(line.number)
    return remains


def _header(data: bytes, file: str, owner: Owner, path: Path) -> Header | None:
    """The header, or None when the first line is none; another store's is refused."""
    first = next(split_lines(data), Line(1, 0, b"", is_ended=False))
    try:
        _HEADER.decode(first.text if first.is_sound else b"")
    except UNREADABLE:
        return None
    return decode_header(data, file, owner, str(path))[0]


def _tables(rows: Iterable[Row], entries: dict[int, Entry], base: int) -> Tables:
    tables: Tables = {}
    for number in sorted(entries):
        if number <= base:
            apply_changes(tables, entries[number].documents())
    for row in rows:
        tables.setdefault(row.table, {})[row.id] = bytes(row.doc)
    for number in sorted(entries):
        if number > base:
            apply_changes(tables, entries[number].documents())
    return tables


def _lost_lines(path: Path, remains: _Remains[_Value]) -> list[str]:
    lost = [f"line {number} of {path} is damaged" for number in remains.bad]
    count = remains.header.count if remains.header else 0
    missing = count - len(remains.values) - len(remains.bad)
    if missing > 0:
        lost.append(f"{missing} of {count} documents are missing from {path}")
    return lost


def _gaps(numbers: Iterable[int], base: int, n: int) -> Iterator[str]:
    """Which saves behind `base` up to n are missing from some numbers, in words."""
    expected = base + 1
    for number in [*sorted(number for number in numbers if number > base), n + 1]:
        if number == expected + 1:
            yield f"save {expected} is lost"
        elif number > expected:
            yield f"saves {expected} to {number - 1} are lost"
        expected = number + 1
