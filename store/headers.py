"""The first line of each file of a store: which format, whose, and where it stands.

`n` counts the saves since the store began and `chain` is the checksum of save n. A snapshot and
a journal that belong together agree on both at the save where they meet; that makes every crash
point of a compaction safe, and shows a file that was swapped for another.
"""

from typing import NamedTuple

import msgspec
from msgspec import Struct

from store.documents import UNREADABLE
from store.lines import Line, seal, split_lines
from triage.domain.errors import StoreDamagedError, StoreTooNewError

FORMAT = 1
"""The format that is written; a higher one is refused, a lower one is migrated."""

NO_CHAIN = "00000000"
"""What stands for the checksum of save 0."""

JOURNAL = "journal"
SNAPSHOT = "snapshot"


class Owner(NamedTuple):
    """What a store holds and whose it is."""

    kind: str
    """`codings`, `consensus`, …"""
    name: str


class Header(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The first line of a file."""

    format: int
    file: str
    """`JOURNAL` or `SNAPSHOT`."""
    kind: str
    name: str
    n: int
    """Number of the save at which the file stands (snapshot) or begins (journal)."""
    chain: str
    """Checksum of save n."""
    count: int = 0
    """Documents in a snapshot."""
    digest: str = ""
    """SHA-256 of everything behind the header of a snapshot."""


_DECODER = msgspec.json.Decoder(Header)


def encode_header(header: Header) -> bytes:
    """The header as a sealed line."""
    return seal(msgspec.json.encode(header))


def decode_header(data: bytes, file: str, owner: Owner, path: str) -> tuple[Header, Line]:
    """The header of a file and the line that holds it.

    Args:
        data: the whole file.
        file: which file it must be, `JOURNAL` or `SNAPSHOT`.
        owner: whose it must be.
        path: what messages call the file.

    Raises:
        StoreDamagedError: the line is not sound, or belongs to something else.
        StoreTooNewError: a newer version wrote the file.
    """
    line = next(split_lines(data), Line(number=1, offset=0, text=b"", is_ended=False))
    if not line.is_sound:
        raise damage(path, line, "does not begin as a store of triage does")
    header = _decode(line, path)
    if header.format > FORMAT:
        raise StoreTooNewError(
            f"{path}: format {header.format} is newer than format {FORMAT}, the newest that this "
            f"triage reads. Install a newer triage to open it."
        )
    if header.file != file or (header.kind, header.name) != owner:
        found = f"the {header.file} of {header.kind} of {header.name}"
        raise damage(path, line, f"is {found}, not the {file} of {owner.kind} of {owner.name}")
    return header, line


def damage(path: str, line: Line, reason: str) -> StoreDamagedError:
    """The error for a line that is not what was written."""
    return StoreDamagedError(
        f"{path}, line {line.number} (byte {line.offset}): {reason}. Nothing was changed. "
        f"`triage repair` saves what is good and keeps the damaged files; "
        f"or restore a backup."
    )


def _decode(line: Line, path: str) -> Header:
    try:
        return _DECODER.decode(line.text)
    except UNREADABLE as error:
        raise damage(path, line, f"is not a header of a store ({error})") from error
