"""The snapshot: everything that was true at one save, one document a line, sorted.

It is only ever replaced as a whole. The header's digest covers all lines, so that opening needs
one fast pass; each line also has its own checksum, so that damage can be named and the other
lines saved.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple

import msgspec
from msgspec import Raw, Struct

from store.documents import UNREADABLE, Tables
from store.headers import FORMAT, SNAPSHOT, Header, Owner, damage, decode_header, encode_header
from store.lines import seal, split_lines
from triage.domain.errors import StoreDamagedError


class Row(Struct, frozen=True):
    """One document of a snapshot."""

    table: str
    id: str
    doc: Raw


class Snapshot(NamedTuple):
    """A snapshot that was read and is whole."""

    header: Header
    tables: Tables


_DECODER = msgspec.json.Decoder(Row)


def encode_rows(tables: Tables) -> Iterator[bytes]:
    """A sealed line for each document, sorted."""
    for table, documents in sorted(tables.items()):
        for id_ in sorted(documents):
            yield seal(msgspec.json.encode(Row(table, id_, Raw(documents[id_]))))


def encode_snapshot(owner: Owner, n: int, chain: str, rows: Iterable[bytes]) -> bytes:
    """The file that says what is true at save n, whose checksum is `chain`."""
    lines = list(rows)
    content = b"".join(lines)
    header = Header(
        format=FORMAT,
        file=SNAPSHOT,
        kind=owner.kind,
        name=owner.name,
        n=n,
        chain=chain,
        count=len(lines),
        digest=sha256(content).hexdigest(),
    )
    return encode_header(header) + content


def decode_snapshot(data: bytes, owner: Owner, path: str) -> Snapshot:
    """A whole snapshot.

    Args:
        data: the file.
        owner: whose it must be.
        path: what messages call the file.

    Raises:
        StoreDamagedError: it does not hold what was written to it.
        StoreTooNewError: a newer version wrote it.
    """
    header, first = decode_header(data, SNAPSHOT, owner, path)
    content = memoryview(data)[len(first.text) + 1 :]
    if sha256(content).hexdigest() != header.digest:
        raise _first_bad_line(data, header, path)
    tables: Tables = {}
    try:
        rows = _DECODER.decode_lines(content)
    except UNREADABLE as error:
        raise _first_bad_line(data, header, path) from error
    for row in rows:
        tables.setdefault(row.table, {})[row.id] = bytes(row.doc)
    return Snapshot(header, tables)


def _first_bad_line(data: bytes, header: Header, path: str) -> StoreDamagedError:
    lines = list(split_lines(data))
    for line in lines:
        if not line.is_sound:
            return damage(path, line, "the checksum is wrong")
    for line in lines[1:]:
        try:
            _DECODER.decode(line.text)
        except UNREADABLE as error:
            return damage(path, line, f"is not a document ({error})")
    reason = f"{len(lines) - 1} documents where the header says {header.count}, or not the same"
    return damage(path, lines[-1], reason)
