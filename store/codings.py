"""One rater's codings: what is true now, and the history that led there.

Both change in one save, so they never disagree: the codings are always what replaying the
history gives. Values are immutable and shared, so asking for all codings costs nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self, TypeVar

import msgspec

from store.coding_documents import (
    CHANGE,
    CODING,
    CODINGS,
    HISTORY,
    KIND,
    history_id,
    mend,
    upgrade_from_format_0,
)
from store.documents import UNREADABLE, Changes, paused_collector
from store.headers import Owner
from store.reading import StorePaths
from store.storage import COMPACT_AT, JournalStorage, Remains, unreadable
from store.tables import Database
from triage.domain.coding import Coding
from triage.domain.errors import StoreError
from triage.domain.history import Change
from triage.domain.names import checked_name

_Value = TypeVar("_Value", Coding, Change)

UPGRADES = {0: upgrade_from_format_0}


class CodingStore:
    """The codings and the history of one rater, open for reading or for writing.

    Nothing here locks against other threads: one thread at a time calls any of it.
    """

    def __init__(self, storage: JournalStorage, rater: str) -> None:
        """Use `open`, which also says how the storage is opened."""
        self.rater = rater
        self._storage = storage
        self.database = Database(storage)
        """Both tables for TinyDB's queries."""
        self._codings: dict[str, Coding] = {}
        self._history: list[Change] | None = None
        self._last: Change | None = None
        """The change saved last, once it is known."""
        self._seen = -1
        self._catch_up()

    @classmethod
    def open(
        cls,
        folder: Path,
        rater: str,
        *,
        write: bool,
        kind: str = KIND,
        compact_at: int = COMPACT_AT,
    ) -> Self:
        """Open a rater's store; it is made when it is not there and opened for writing.

        Args:
            folder: the workspace's folder of codings.
            rater: a name that may become a file name.
            write: whether to lock it and save to it; reading needs no lock.
            kind: what it holds: a rater's codings, or a consensus.
            compact_at: size of the journal, in bytes, from which it is compacted.

        Raises:
            InputError: the name cannot be a rater's.
            StoreBusyError: another process writes it.
            StoreDamagedError: its files do not hold what was written to them.
            StoreTooNewError: a newer version wrote them.
            StoreError: it cannot be read or written.
        """
        name = checked_name(rater, "rater")
        storage = JournalStorage.open(
            folder, name, kind, write=write, upgrades=UPGRADES, compact_at=compact_at
        )
        try:
            return cls(storage, rater)
        except StoreError:
            storage.close()
            raise

    @classmethod
    def open_damaged(cls, folder: Path, rater: str) -> Self:
        """What can still be read of a damaged store, for looking only; `notices` say what is lost.

        Raises:
            InputError: the name cannot be a rater's.
            StoreError: nothing can be read.
        """
        from store.salvage import salvage

        paths = StorePaths(folder, checked_name(rater, "rater"))
        found = salvage(paths, Owner(KIND, rater))
        notices = found.lost + mend(found.tables)
        return cls(JournalStorage(Remains(found.tables, found.n, notices), paths.journal), rater)

    @property
    def notices(self) -> list[str]:
        """What the rater should know, in words: what was recovered, what could not be done."""
        return self._storage.notices

    def take_notices(self) -> list[str]:
        """The notices that were not taken yet."""
        taken = list(self.notices)
        self.notices.clear()
        return taken

    def codings(self) -> Mapping[str, Coding]:
        """What is true now, by issue; a view that follows later saves."""
        self._catch_up()
        return MappingProxyType(self._codings)

    def coding(self, issue: str) -> Coding:
        """What is true now about one issue; an empty coding when nothing was said."""
        self._catch_up()
        return self._codings.get(issue) or Coding(issue=issue)

    def history(self, issue: str | None = None) -> list[Change]:
        """Every change, or those of one issue, in the order in which they were saved."""
        self._catch_up()
        if self._history is None:
            with paused_collector():
                self._history = list(self.walk())
        if issue is None:
            return list(self._history)
        return [change for change in self._history if change.issue == issue]

    def walk(self) -> Iterator[Change]:
        """Every change as `history` gives them, one at a time: nothing of it stays in memory."""
        self._catch_up()
        texts = self._storage.texts(HISTORY)
        return _decoded(CHANGE, ((id_, texts[id_]) for id_ in sorted(texts)))

    @property
    def changes(self) -> int:
        """How many changes the history has."""
        return len(self._storage.texts(HISTORY))

    def commit(self, changes: Sequence[Change]) -> None:
        """Save changes, all or none: each is applied to its coding and added to the history.

        Raises:
            StoreError: nothing was saved, and what this store says is what it said before.
        """
        backwards = self._steps_back_in_time(changes)
        codings: dict[str, Coding] = {}
        history: dict[str, Change] = {}
        for number, change in enumerate(changes, self._next_number()):
            before = codings.get(change.issue) or self.coding(change.issue)
            codings[change.issue] = change.apply(before)
            history[history_id(number)] = change
        self._take(self._storage.commit({CODINGS: codings, HISTORY: history}))
        self._last = changes[-1] if changes else self._last
        self.notices.extend(backwards)

    def refresh(self) -> bool:
        """Follow what the writer saved since; whether anything is new.

        Raises:
            StoreError: the files cannot be read now; what this store says stays as it was.
        """
        changes = self._storage.refresh()
        self._take(changes)
        return bool(changes)

    def close(self) -> None:
        """Compact the files and let others write; a second call does nothing."""
        self._storage.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _steps_back_in_time(self, changes: Sequence[Change]) -> list[str]:
        """What to say about changes that are dated before the one saved before them."""
        if self._last is None:
            texts = self._storage.texts(HISTORY)
            found = ((id_, texts[id_]) for id_ in islice(reversed(texts), 1))
            self._last = next(_decoded(CHANGE, found), None)
        last = [] if self._last is None else [self._last]
        return [
            f"The clock of this computer went back: the change of {later.issue} is dated "
            f"{later.at:%Y-%m-%d %H:%M:%S}, the one before it {earlier.at:%Y-%m-%d %H:%M:%S}. "
            f"The history keeps the order in which changes were saved."
            for earlier, later in pairwise([*last, *changes])
            if later.at < earlier.at
        ]

    def _next_number(self) -> int:
        texts = self._storage.texts(HISTORY)
        number = int(next(reversed(texts), "0")) + 1
        while history_id(number) in texts:
            number += 1
        return number

    def _catch_up(self) -> None:
        """Read everything when something was saved past this object, through TinyDB's tables."""
        if self._seen == self._storage.n:
            return
        texts = self._storage.texts(CODINGS)
        with paused_collector():
            self._codings.clear()
            self._codings.update(zip(texts, _decoded(CODING, texts.items()), strict=True))
        self._history = self._last = None
        self._seen = self._storage.n

    def _take(self, changes: Changes) -> None:
        """Bring the values up to date with documents that were just saved."""
        for issue, text in changes.get(CODINGS, {}).items():
            if text is None:
                self._codings.pop(issue, None)
            else:
                self._codings[issue] = CODING.decode(text)
        for text in changes.get(HISTORY, {}).values():
            if self._history is not None and text is not None:
                self._history.append(CHANGE.decode(text))
        self._seen = self._storage.n


def _decoded(
    decoder: msgspec.json.Decoder[_Value], texts: Iterable[tuple[str, bytes]]
) -> Iterator[_Value]:
    for id_, text in texts:
        try:
            value = decoder.decode(text)
        except UNREADABLE as error:
            raise unreadable(id_, error) from error
        yield value
