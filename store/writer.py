"""The one process that writes a store: it appends, compacts, and stops when in doubt.

Memory never runs ahead of the disk: the line is on the disk before the tables change. After any
failure nothing is saved before the files were opened and read anew and hold what memory holds.
"""

from collections.abc import Callable
from pathlib import Path

from store.append_file import AppendFile, touched
from store.compaction import Compaction
from store.disk import (
    check_room,
    file_state,
    make_folder,
    put_in_place,
    write_beside,
)
from store.documents import Changes, Tables, apply_changes
from store.headers import Owner
from store.journal import chain_of, encode_save
from store.lock import WriterLock
from store.network_folders import refuse_network_folder
from store.older_formats import Upgrades
from store.reading import StorePaths, read_store
from store.recovery import begin_journal, recover
from store.rescue import keep_copy
from store.snapshot import encode_rows, encode_snapshot
from triage.domain.errors import StoreError


class Writer:
    """The right and the means to write one store, until `close`."""

    _chain: str
    _file: AppendFile

    def __init__(
        self, paths: StorePaths, owner: Owner, upgrades: Upgrades, compact_at: int
    ) -> None:
        """Lock the store, read it and make it ready for the next save.

        Args:
            paths: its files.
            owner: whose they must be.
            upgrades: how documents of older formats become those of this one.
            compact_at: size of the journal, in bytes, from which it is compacted.

        Raises:
            StoreBusyError: somebody else writes it.
            StoreDamagedError: its files do not hold what was written to them.
            StoreError: it cannot be read or written.
        """
        refuse_network_folder(paths.folder)
        make_folder(paths.folder)
        self._paths = paths
        self._snapshot = paths.snapshot
        self._owner = owner
        self._compact_at = self._next_compaction = compact_at
        self._compaction: Compaction | None = None
        self._is_stopped = False
        self.n = 0
        self.tables: Tables = {}
        self.notices: list[str] = []
        self._lock = WriterLock(paths.lock, f"{owner.name} ({owner.kind})")
        is_ready = False
        try:
            self._open(upgrades)
            is_ready = True
        finally:
            if not is_ready:
                self._lock.release(is_clean=False)

    def save(self, changes: Changes) -> None:
        """Return only when the changes are on the disk and in `tables`.

        Raises:
            StoreError: they are in neither.
        """
        if self._is_stopped:
            self._open_again()
        self._is_stopped = True
        self._check_files()
        line = encode_save(self.n + 1, self._chain, changes)
        self._file.append(line)
        self.n, self._chain = self.n + 1, chain_of(line)
        apply_changes(self.tables, changes)
        self._lock.confirm(self.n)
        self._is_stopped = False
        if self._compaction:
            self._compaction.lines += line
        self._compact_in_passing()

    def close(self) -> None:
        """Compact and let others write."""
        self._drop_compaction()
        if not self._is_stopped and self._file.has_lines:
            self._compact(self._write_snapshot, self.n, self._chain)
        self._file.close()
        self._lock.release(is_clean=not self._is_stopped and not self._file.has_lines)

    def _open(self, upgrades: Upgrades) -> None:
        reading = read_store(self._paths, self._owner, upgrades)
        self.tables = reading.contents.tables
        self.n, self._chain = reading.contents.n, reading.contents.chain
        if self._lock.predecessor:
            self.notices.append(
                f"The last session of {self._lock.predecessor} did not end cleanly. "
                f"Everything that it confirmed is here."
            )
        self._lock.sign(self.n)
        self._file, done = recover(self._paths, self._owner, reading)
        self.notices += done
        self._snapshot_state = file_state(self._snapshot)

    def _open_again(self) -> None:
        """Go on after a failure, if the files hold what memory holds and nothing else.

        Raises:
            StoreError: they do not, or cannot be read.
        """
        self._drop_compaction()
        self._lock.check_held()
        reading = read_store(self._paths, self._owner)
        if (reading.contents.n, reading.contents.chain) != (self.n, self._chain):
            raise StoreError(
                f"{self._paths.journal} ends at save {reading.contents.n}, and this session "
                f"confirmed save {self.n}: somebody else wrote there, or a failed save could not "
                f"be taken back. Leave, and open the workspace again."
            )
        file, done = recover(self._paths, self._owner, reading)
        self._file.close()
        self._file = file
        self._snapshot_state = file_state(self._snapshot)
        self.notices += done

    def _check_files(self) -> None:
        """Make sure that nobody else touched the files; keep a copy of everything if they did."""
        try:
            self._file.check_untouched()
            if file_state(self._snapshot) != self._snapshot_state:
                raise touched(self._snapshot, "was removed or replaced")
        except StoreError:
            self._keep_copy()
            raise

    def _keep_copy(self) -> None:
        try:
            copy = keep_copy(self._paths.backup, self._owner, self.n, self._chain, self.tables)
        except StoreError as error:
            self.notices.append(f"No copy of what is in memory could be kept. {error}")
        else:
            self.notices.append(
                f"Everything that was saved is kept in {copy}; `triage repair` takes it up."
            )

    def _write_snapshot(self) -> Path:
        rows = encode_rows(self.tables)
        snapshot = encode_snapshot(self._owner, self.n, self._chain, rows)
        return write_beside(self._snapshot, snapshot)

    def _compact_in_passing(self) -> None:
        """Begin a compaction when the journal has grown long, end one whose snapshot is written."""
        if self._compaction is None and self._file.end >= self._next_compaction:
            self._next_compaction = self._file.end + self._compact_at
            self._begin_compaction()
        if self._compaction and self._compaction.is_written:
            done, self._compaction = self._compaction, None
            self._compact(done.snapshot, done.n, done.chain, bytes(done.lines))

    def _begin_compaction(self) -> None:
        """Have a snapshot written in the background, or here and now when room is scarce.

        Saves that are made while a snapshot takes the last room would fail.
        """
        size = self._snapshot_state[2] if self._snapshot_state else 0
        try:
            check_room(self._paths.folder, 2 * (size + self._file.end), "Compacting")
        except StoreError:
            self._compact(self._write_snapshot, self.n, self._chain)
        else:
            self._compaction = Compaction(
                self._snapshot, self._owner, self.n, self._chain, self.tables
            )

    def _compact(
        self, snapshot: Callable[[], Path], n: int, chain: str, lines: bytes = b""
    ) -> None:
        """Put a new snapshot and a journal that goes on after it in place.

        A failure loses nothing, since the old journal holds every save. It is said; once names
        may have changed, the files are read anew before the next save.

        Args:
            snapshot: gives the file that is to become the snapshot.
            n: the save that it was made of.
            chain: the checksum of that save.
            lines: the saves since.
        """
        try:
            self._check_files()
            beside = snapshot()
        except StoreError as error:
            self._say_not_compacted(error)
            return
        self._is_stopped = True
        try:
            put_in_place(beside, self._snapshot)
            journal = begin_journal(self._paths, self._owner, n, chain, lines)
            self._snapshot_state = file_state(self._snapshot)
        except StoreError as error:
            self._say_not_compacted(error)
            return
        self._file.close()
        self._file = journal
        self._next_compaction = self._compact_at
        self._is_stopped = False

    def _drop_compaction(self) -> None:
        """Wait until nothing is written in the background; what was written is not used."""
        if self._compaction:
            self._compaction.wait()
        self._compaction = None

    def _say_not_compacted(self, error: StoreError) -> None:
        self.notices.append(f"The journal could not be compacted; nothing is lost. {error}")
