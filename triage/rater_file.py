"""Another workspace's rater file, read as codings for a sample of this one.

The file is a store and is read as one, journal included, so that a damaged file is refused and an
older one understood. The line of a coding is that of the snapshot; what only the journal holds, as
after a crash, has none.
"""

from pathlib import Path

import msgspec
from msgspec import Struct

from store.codings import CodingStore
from triage.domain.errors import InputError
from triage.exchange.coding_collector import Collected, Target, check_codings


class _Head(Struct):
    """What the first line of a snapshot says that matters here."""

    file: str
    name: str


class _Entry(Struct):
    """What a further line says that matters here."""

    table: str
    id: str


def is_rater_file(path: Path) -> bool:
    """Whether a file of lines is a rater's store."""
    return _head(path) is not None


def read_rater_file(path: Path, target: Target) -> Collected:
    """The codings in a rater's file, and what of them does not fit.

    Raises:
        InputError: the file has another name than the rater had.
        StoreError: it is damaged, or a newer version wrote it.
    """
    head = _head(path)
    if head is not None and head.name != path.stem:
        raise InputError(
            f"{path}: it is the file of the rater {head.name}; call it {head.name}.jsonl, with "
            f"{head.name}.journal beside it where there is one"
        )
    with CodingStore.open(path.parent, path.stem, write=False) as store:
        return check_codings(target, list(store.codings().values()), _lines(path))


def _head(path: Path) -> _Head | None:
    with path.open("rb") as stream:
        line = stream.readline(10_000)
    try:
        head = msgspec.json.decode(line, type=_Head)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return head if head.file == "snapshot" else None


def _lines(path: Path) -> dict[str, int]:
    """Where each coding stands, by issue, in a file that is known to be whole."""
    found = {}
    for number, line in enumerate(path.read_bytes().splitlines()[1:], 2):
        entry = msgspec.json.decode(line, type=_Entry)
        if entry.table == "codings":
            found[entry.id] = number
    return found
