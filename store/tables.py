"""TinyDB's tables over a journal: an update costs what it changes, not what the table holds.

TinyDB funnels every insert, update and removal through one method of its `Table`. Here it shows
the updater a draft that decodes a document when it is touched, and commits the touched documents
that differ, as one save.
"""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import cast

from tinydb import TinyDB
from tinydb.table import Table

from store.storage import Document, Documents, JournalStorage
from triage.domain.errors import StoreError

_NUMBERED = "{:010d}"
"""Ids that TinyDB hands out, so that their order as text is the order of insertion."""


class JournalTable(Table):
    """A table of a `JournalStorage`; ids are text and search results are never cached."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB converts every id with this class
    default_query_cache_capacity = 0

    _last_number = 0

    @property
    def _journal(self) -> JournalStorage:
        if not isinstance(self._storage, JournalStorage):
            raise StoreError(f"The table {self.name} needs a JournalStorage below it.")
        return self._storage

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, object]]], None]) -> None:
        draft = Draft(Documents(self._journal.texts(self.name)))
        updater(cast("dict[int, Mapping[str, object]]", draft))
        self._journal.commit({self.name: draft.changes()})

    def _get_next_id(self) -> str:
        texts = self._journal.texts(self.name)
        if not self._last_number:
            numbers = (int(id_) for id_ in texts if id_.isdecimal())
            self._last_number = max(numbers, default=0)
        self._last_number += 1
        while _NUMBERED.format(self._last_number) in texts:
            self._last_number += 1
        return _NUMBERED.format(self._last_number)


class Database(TinyDB):
    """TinyDB over a `JournalStorage`."""

    table_class = JournalTable

    def __init__(self, storage: JournalStorage) -> None:
        super().__init__(storage=lambda: storage)


class Draft(MutableMapping[str, Document]):
    """A table as an updater may change it; the table itself stays as it is."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._touched: dict[str, Document | None] = {}

    def __getitem__(self, id_: str) -> Document:
        if id_ not in self._touched:
            self._touched[id_] = self._documents[id_]
        document = self._touched[id_]
        if document is None:
            raise KeyError(id_)
        return document

    def __setitem__(self, id_: str, document: Document) -> None:
        self._touched[id_] = document

    def __delitem__(self, id_: str) -> None:
        self[id_]
        self._touched[id_] = None

    def __contains__(self, id_: object) -> bool:
        return self._touched[id_] is not None if id_ in self._touched else id_ in self._documents

    def __iter__(self) -> Iterator[str]:
        known = (id_ for id_ in self._documents if id_ in self)
        added = (id_ for id_ in self._touched if id_ in self and id_ not in self._documents)
        yield from [*known, *added]

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def changes(self) -> dict[str, Document | None]:
        """The documents that are not what they were; None for those that are gone."""
        return {
            id_: document
            for id_, document in self._touched.items()
            if document != self._documents.get(id_)
        }
