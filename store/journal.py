"""The journal: one line for each save since the snapshot, only ever appended to.

Each line carries its number and the checksum of the line before it, so a line that is missing,
doubled or moved is noticed. A bad *last* line is a save that nobody was told about: a crash left
it, and it may be cut off. A bad line with a sound one behind it is damage: no crash leaves that.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec
from msgspec import Raw, Struct

from store.documents import UNREADABLE, Changes
from store.headers import FORMAT, JOURNAL, Header, Owner, damage, decode_header, encode_header
from store.lines import Line, checksum, seal, split_lines

_NULL = b"null"


class Entry(Struct, frozen=True):
    """One save: its number, the checksum of the save before it, and what it changed."""

    n: int
    prev: str
    changes: dict[str, dict[str, Raw]]
    """By table and document id; `null` deletes a document."""

    def documents(self) -> Changes:
        """What the save changed, as the store holds it."""
        return {
            table: {id_: _document(raw) for id_, raw in documents.items()}
            for table, documents in self.changes.items()
        }


class Save(NamedTuple):
    """An entry as it was read, and the checksum of its line."""

    entry: Entry
    chain: str


class Journal(NamedTuple):
    """A journal as far as it is good."""

    header: Header
    saves: Sequence[Save]
    end: int
    """Offset behind the last good line."""
    tail: bytes
    """What is left of a save that nobody was told about; mostly nothing."""

    @property
    def n(self) -> int:
        """The number of the last save."""
        return self.header.n + len(self.saves)

    def chain_at(self, n: int) -> str:
        """The checksum of a save between the first and the last."""
        return self.header.chain if n == self.header.n else self.saves[n - self.header.n - 1].chain

    @property
    def chain(self) -> str:
        """The checksum of the last save."""
        return self.chain_at(self.n)


_DECODER = msgspec.json.Decoder(Entry)


def encode_journal_header(owner: Owner, n: int, chain: str) -> bytes:
    """The first line of a journal that goes on after save n."""
    return encode_header(
        Header(format=FORMAT, file=JOURNAL, kind=owner.kind, name=owner.name, n=n, chain=chain)
    )


def encode_save(n: int, prev: str, changes: Changes) -> bytes:
    """The line of save n."""
    raw = {
        table: {id_: None if doc is None else Raw(doc) for id_, doc in documents.items()}
        for table, documents in changes.items()
    }
    return seal(msgspec.json.encode({"n": n, "prev": prev, "changes": raw}))


def chain_of(line: bytes) -> str:
    """The checksum of an encoded save."""
    return checksum(line[:-1])


def decode_journal(data: bytes, owner: Owner, path: str) -> Journal:
    """A whole journal.

    Args:
        data: the file.
        owner: whose it must be.
        path: what messages call the file.

    Raises:
        StoreDamagedError: it does not hold what was written to it.
        StoreTooNewError: a newer version wrote it.
    """
    header, first = decode_header(data, JOURNAL, owner, path)
    start = len(first.text) + 1
    saves, end = decode_saves(data[start:], header.n, header.chain, path, start)
    return Journal(header, saves, end, data[end:])


def decode_saves(
    data: bytes, n: int, chain: str, path: str, offset: int, number: int = 2
) -> tuple[list[Save], int]:
    """The saves that go on after save n, and the offset behind the last good one.

    Args:
        data: lines of a journal.
        n: number of the save before the first line.
        chain: its checksum.
        path: what messages call the file.
        offset: of the first line in the file.
        number: of the first line in the file.

    Raises:
        StoreDamagedError: a line in the middle is bad, or does not follow the one before it.
    """
    saves: list[Save] = []
    lines = split_lines(data, number, offset)
    for line in lines:
        if not line.is_sound:
            _check_that_nothing_good_follows(line, lines, path)
            return saves, line.offset
        entry = _decode(line, path)
        if entry.n != n + 1 or entry.prev != chain:
            raise damage(path, line, f"save {entry.n} stands where save {n + 1} must follow")
        n, chain = entry.n, checksum(line.text)
        saves.append(Save(entry, chain))
    return saves, offset + len(data)


def _check_that_nothing_good_follows(bad: Line, rest: Iterator[Line], path: str) -> None:
    good = next((line for line in rest if line.is_sound), None)
    if good is not None:
        reason = f"the checksum is wrong, and a good save follows in line {good.number}"
        raise damage(path, bad, reason)


def _decode(line: Line, path: str) -> Entry:
    try:
        return _DECODER.decode(line.text)
    except UNREADABLE as error:
        raise damage(path, line, f"is not a save ({error})") from error


def _document(raw: Raw) -> bytes | None:
    text = bytes(raw)
    return None if text == _NULL else text
