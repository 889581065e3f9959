"""Stores of older formats, brought to the one that is written now.

Each format before `FORMAT` has a way to read its files and a step to the next format. The files
are read in full, a copy is kept in `backup/`, the new files are put in place, and only then do
the old ones go; a crash in between leaves a store that opens.

Format 0 is one file, `<name>.json`, as TinyDB writes it by itself: tables of documents under
numbers.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import msgspec
from msgspec import Raw

from store.disk import read_file
from store.documents import UNREADABLE, Tables
from store.headers import FORMAT
from triage.domain.errors import StoreDamagedError

Upgrade = Callable[[Tables], Tables]
"""The step of one kind of store from a format to the next; raises ValueError with a reason."""

Upgrades = Mapping[int, Upgrade]
"""Steps by the format from which they lead; a format without one needs no change of documents."""

NO_UPGRADES: Upgrades = MappingProxyType({})

OLDER_SUFFIX = ".json"
"""What the name of a store's file ended with in format 0."""

_TABLES = msgspec.json.Decoder(dict[str, dict[str, Raw]])


class OlderStore(NamedTuple):
    """A store of an older format, as this version understands it."""

    format: int
    path: Path
    data: bytes
    """The file as it was found."""
    tables: Tables


def read_older(folder: Path, name: str, upgrades: Upgrades) -> OlderStore | None:
    """The store of an older format, or None when there is none.

    Raises:
        StoreDamagedError: the file cannot be understood.
        StoreError: it cannot be read.
    """
    path = folder / f"{name}{OLDER_SUFFIX}"
    data = read_file(path)
    if data is None:
        return None
    try:
        found = _TABLES.decode(data)
        tables = {
            table: {id_: bytes(raw) for id_, raw in rows.items()} for table, rows in found.items()
        }
        for number in range(FORMAT):
            tables = upgrades.get(number, _unchanged)(tables)
    except (ValueError, *UNREADABLE) as error:
        raise StoreDamagedError(
            f"{path}: is not a store as format 0 wrote it ({error}). Nothing was changed. Move the "
            f"file away to begin a new store, or restore a backup."
        ) from error
    return OlderStore(0, path, data, tables)


def _unchanged(tables: Tables) -> Tables:
    return tables
