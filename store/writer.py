"""The one process that writes a store: it recovers, appends, compacts, and stops when in doubt.

Memory never runs ahead of the disk: `save` returns when the line is on the disk, then the caller
brings its tables up to date and calls `settle`. Between the two, and after any failure, nothing
more is saved until the store is opened and read anew.
"""

from contextlib import suppress
from pathlib import Path

from store.append_file import AppendFile
from store.disk import TEMPORARY, make_folder, put_in_place, replace_file, write_beside
from store.documents import Changes, Tables
from store.headers import Owner
from store.journal import chain_of, encode_journal_header, encode_save
from store.lock import WriterLock
from store.reading import Reading, StorePaths, file_state, read_store
from store.snapshot import encode_snapshot
from triage.domain.errors import StoreError


class Writer:
    """The right and the means to write one store, until `close`."""

    def __init__(self, paths: StorePaths, owner: Owner, compact_at: int) -> None:
        """Lock the store, read it and make it ready for the next save.

        Args:
            paths: its files.
            owner: whose they must be.
            compact_at: size of the journal, in bytes, from which it is compacted.

        Raises:
            StoreBusyError: somebody else writes it.
            StoreDamagedError: its files do not hold what was written to them.
            StoreError: it cannot be read or written.
        """
        make_folder(paths.folder)
        self._paths = paths
        self._owner = owner
        self._compact_at = self._next_compaction = compact_at
        self._stopped = ""
        self.notices: list[str] = []
        self._lock = WriterLock(paths.lock, f"{owner.name} ({owner.kind})")
        is_ready = False
        try:
            self.reading = read_store(paths, owner)
            self.n, self._chain = self.reading.contents.n, self.reading.contents.chain
            self._file = self._recover(self.reading)
            self._lock.sign(self.n)
            is_ready = True
        finally:
            if not is_ready:
                self._lock.release(is_clean=False)
        self._snapshot_state = file_state(paths.snapshot)

    def save(self, changes: Changes) -> None:
        """Return only when the changes are on the disk; then bring memory up to date and settle.

        Raises:
            StoreError: they are not, and nothing more is saved.
        """
        if self._stopped:
            raise StoreError(
                f"Nothing more is saved to {self._paths.journal}: {self._stopped}. "
                f"Everything confirmed before is safe. Open the workspace again."
            )
        self._stopped = "an earlier save was interrupted"
        try:
            self._check_snapshot_untouched()
            line = encode_save(self.n + 1, self._chain, changes)
            self._file.append(line)
        except StoreError as error:
            self._stopped = f"an earlier save failed ({error})"
            raise
        self.n, self._chain = self.n + 1, chain_of(line)

    def settle(self, tables: Tables) -> None:
        """Go on after a save; compact when the journal has grown long.

        Args:
            tables: everything that is true now.
        """
        self._lock.confirm(self.n)
        self._stopped = ""
        if self._file.end >= self._next_compaction:
            self._next_compaction = self._file.end + self._compact_at
            self._compact(tables)

    def close(self, tables: Tables) -> None:
        """Compact and let others write."""
        if not self._stopped and self._has_saves:
            self._compact(tables)
        self._file.close()
        self._lock.release(is_clean=not self._stopped and not self._has_saves)

    @property
    def _has_saves(self) -> bool:
        return self._file.end > self._start

    def _recover(self, reading: Reading) -> AppendFile:
        for path in (self._paths.snapshot, self._paths.journal):
            with suppress(FileNotFoundError):
                path.with_name(path.name + TEMPORARY).unlink()
        if self._lock.predecessor:
            self.notices.append(
                f"The last session of {self._lock.predecessor} did not end cleanly. "
                f"Everything that it confirmed is here."
            )
        journal = reading.journal
        if journal and journal.tail:
            self._keep_aside(journal.tail)
        if not journal or not reading.contents.continues:
            return self._begin_journal()
        self._start = len(reading.header_line)
        file = AppendFile(self._paths.journal, journal.end)
        if journal.tail:
            file.cut()
        return file

    def _begin_journal(self) -> AppendFile:
        header = encode_journal_header(self._owner, self.n, self._chain)
        replace_file(self._paths.journal, header)
        self._start = len(header)
        return AppendFile(self._paths.journal, len(header))

    def _keep_aside(self, tail: bytes) -> None:
        copy = _free_path(self._paths.folder / f"{self._paths.name}.torn-{self.n + 1}")
        replace_file(copy, tail)
        self.notices.append(
            f"The last line of {self._paths.journal} was a save that did not come to its end and "
            f"that nobody was told about ({len(tail)} bytes). It was cut off; a copy is in {copy}."
        )

    def _check_snapshot_untouched(self) -> None:
        if file_state(self._paths.snapshot) != self._snapshot_state:
            raise StoreError(
                f"{self._paths.snapshot} was removed or replaced while it was open: a sync tool, "
                f"an editor or version control. Nothing more is saved. Open the workspace again."
            )

    def _compact(self, tables: Tables) -> None:
        """Put a new snapshot and an empty journal in place.

        A failure loses nothing, since the journal holds every save; it is said, and once names
        may have changed, nothing more is saved.
        """
        try:
            self._check_snapshot_untouched()
            self._file.check_untouched()
            content = encode_snapshot(self._owner, self.n, self._chain, tables)
            snapshot = write_beside(self._paths.snapshot, content)
        except StoreError as error:
            self.notices.append(f"The journal could not be compacted; nothing is lost. {error}")
            return
        try:
            put_in_place(snapshot, self._paths.snapshot)
            self._snapshot_state = file_state(self._paths.snapshot)
            old, self._file = self._file, self._begin_journal()
            old.close()
            self._next_compaction = self._compact_at
        except StoreError as error:
            self._stopped = f"the journal could not be compacted ({error})"
            self.notices.append(self._stopped)


def _free_path(path: Path) -> Path:
    tries = (path.with_name(f"{path.name}.{number}") for number in range(2, 1000))
    return next((each for each in (path, *tries) if not each.exists()), path)
