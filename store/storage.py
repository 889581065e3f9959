"""The storage under TinyDB: every save is one line of a journal, whatever the store's size.

TinyDB hands a storage the whole database on each write, which can only be saved in O(n). So this
storage refuses `write` and offers `commit`, which takes the changed documents of any number of
tables and saves all of them or none. It knows tables and documents, nothing about codings.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Self

import msgspec
from tinydb.storages import Storage

from store.documents import UNREADABLE, Changes, Tables, encode_changes, paused_collector
from store.follower import Follower
from store.headers import Owner
from store.older_formats import NO_UPGRADES, Upgrades
from store.reading import StorePaths
from store.writer import Writer
from triage.domain.errors import StoreDamagedError, StoreError

COMPACT_AT = 8 * 1024 * 1024
"""Size of a journal, in bytes, from which it is compacted while it is open."""

Document = dict[str, object]

_DECODER = msgspec.json.Decoder(Document)


class Remains:
    """What was saved of a damaged store, to be looked at; it never changes."""

    def __init__(self, tables: Tables, n: int, notices: list[str]) -> None:
        self.tables = tables
        self.n = n
        self.notices = notices


class JournalStorage(Storage):
    """Documents in tables, saved durably by one writer and followed by any number of readers."""

    def __init__(self, source: Writer | Follower | Remains, path: Path) -> None:
        """Use `open`."""
        super().__init__()
        self._source: Writer | Follower | Remains | None = source
        self._path = path
        self._tables = source.tables
        self.n = source.n
        """The number of saves since the store began."""
        self.notices = source.notices
        """What a user should know: what was recovered at opening, what failed since."""

    @classmethod
    def open(
        cls,
        folder: Path,
        name: str,
        kind: str,
        *,
        write: bool,
        upgrades: Upgrades = NO_UPGRADES,
        compact_at: int = COMPACT_AT,
    ) -> Self:
        """Open a store.

        Args:
            folder: where its files are; made for a writer when it is not there.
            name: whose store it is: the stem of its files.
            kind: what it holds; a store of another kind is refused.
            write: whether to lock it and save to it.
            upgrades: how documents of older formats become those of this one.
            compact_at: size of the journal, in bytes, from which it is compacted.

        Raises:
            StoreBusyError: somebody else writes it.
            StoreDamagedError: its files do not hold what was written to them.
            StoreTooNewError: a newer version wrote them.
            StoreError: it cannot be read or written.
        """
        paths, owner = StorePaths(folder, name), Owner(kind, name)
        with paused_collector():
            if write:
                return cls(Writer(paths, owner, upgrades, compact_at), paths.journal)
            return cls(Follower(paths, owner, upgrades), paths.journal)

    def texts(self, table: str) -> MappingProxyType[str, bytes]:
        """The JSON of each document of a table, by id, in order of arrival."""
        return MappingProxyType(self._tables.get(table, {}))

    def read(self) -> dict[str, Mapping[str, Document]]:  # type: ignore[override]
        """All tables, for TinyDB; documents are decoded when they are looked at."""
        return {name: Documents(texts) for name, texts in self._tables.items()}

    def write(self, data: Mapping[str, Mapping[str, object]]) -> None:
        """Refuse: a storage that writes everything cannot be both fast and safe.

        Raises:
            StoreError: always.
        """
        raise StoreError(
            f"{self._path} saves single documents, never whole tables ({len(data)} given). "
            f"Open it through store.tables.Database."
        )

    def commit(self, changes: Mapping[str, Mapping[str, object | None]]) -> Changes:
        """Save documents of any tables, all or none; None deletes. Returns what was saved.

        Raises:
            StoreError: nothing was saved and nothing changed in memory.
            TypeError: a document holds something that JSON cannot say.
        """
        if not isinstance(self._source, Writer):
            raise StoreError(f"{self._path} is not open for writing; open it again to save.")
        encoded = encode_changes(changes)
        if any(encoded.values()):
            self._source.save(encoded)
            self.n = self._source.n
        return encoded

    def refresh(self) -> Changes:
        """What the writer saved since; always nothing for the writer itself, and once closed.

        Raises:
            StoreError: the files cannot be read now, or are damaged; nothing changed in memory.
        """
        if not isinstance(self._source, Follower):
            return {}
        changes = self._source.refresh()
        self._tables, self.n = self._source.tables, self._source.n
        return changes

    def close(self) -> None:
        """Compact the files and let others write; a second call does nothing."""
        source, self._source = self._source, None
        if isinstance(source, Writer):
            source.close()


def unreadable(id_: str, error: Exception) -> StoreDamagedError:
    """The error for a document that is whole and yet not what it should be."""
    return StoreDamagedError(
        f"The document {id_!r} cannot be understood ({error}). Something else than triage wrote "
        f"it. `triage repair` sets it aside; or restore a backup."
    )


class Documents(Mapping[str, Document]):
    """A table whose documents are decoded when they are looked at, each time anew."""

    def __init__(self, texts: Mapping[str, bytes]) -> None:
        self._texts = texts

    def __getitem__(self, id_: str) -> Document:
        try:
            return _DECODER.decode(self._texts[id_])
        except UNREADABLE as error:
            raise unreadable(id_, error) from error

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)
