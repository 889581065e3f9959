"""The one process that writes a store: it appends, compacts, and stops when in doubt.

Memory never runs ahead of the disk: the line is on the disk before the tables change. After any
failure nothing more is saved until the store is opened and read anew.
"""

from store.append_file import AppendFile, touched
from store.disk import file_state, make_folder, put_in_place, replace_file, write_beside
from store.documents import Changes, Tables, apply_changes
from store.headers import Owner
from store.journal import chain_of, encode_save
from store.lock import WriterLock
from store.network_folders import refuse_network_folder
from store.older_formats import Upgrades
from store.reading import StorePaths, read_store
from store.recovery import BACKUP, begin_journal, free_path, recover, rescue_name
from store.snapshot import encode_snapshot
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
        self._owner = owner
        self._compact_at = self._next_compaction = compact_at
        self._stopped = ""
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
            StoreError: they are in neither, and nothing more is saved.
        """
        if self._stopped:
            raise StoreError(
                f"Nothing more is saved to {self._paths.journal}: {self._stopped}. "
                f"Everything confirmed before is safe. Open the workspace again."
            )
        self._stopped = "an earlier save was interrupted"
        try:
            self._check_files()
            line = encode_save(self.n + 1, self._chain, changes)
            self._file.append(line)
        except StoreError as error:
            self._stopped = f"an earlier save failed ({error})"
            raise
        self.n, self._chain = self.n + 1, chain_of(line)
        apply_changes(self.tables, changes)
        self._lock.confirm(self.n)
        self._stopped = ""
        if self._file.end >= self._next_compaction:
            self._next_compaction = self._file.end + self._compact_at
            self._compact()

    def close(self) -> None:
        """Compact and let others write."""
        if not self._stopped and self._file.has_lines:
            self._compact()
        self._file.close()
        self._lock.release(is_clean=not self._stopped and not self._file.has_lines)

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
        self._snapshot_state = file_state(self._paths.snapshot)

    def _check_files(self) -> None:
        """Make sure that nobody else touched the files; keep a copy of everything if they did."""
        try:
            self._file.check_untouched()
            if file_state(self._paths.snapshot) != self._snapshot_state:
                raise touched(self._paths.snapshot, "was removed or replaced")
        except StoreError:
            self._keep_copy()
            raise

    def _keep_copy(self) -> None:
        folder = self._paths.folder / BACKUP
        copy = free_path(folder / rescue_name(self._paths.name, self.n))
        try:
            make_folder(folder)
            replace_file(copy, encode_snapshot(self._owner, self.n, self._chain, self.tables))
        except StoreError as error:
            self.notices.append(f"No copy of what is in memory could be kept. {error}")
        else:
            self.notices.append(
                f"Everything that was saved is kept in {copy}; `triage repair` takes it up."
            )

    def _compact(self) -> None:
        """Put a new snapshot and an empty journal in place.

        A failure loses nothing, since the journal holds every save. It is said; once names may
        have changed, nothing more is saved.
        """
        try:
            self._check_files()
            content = encode_snapshot(self._owner, self.n, self._chain, self.tables)
            snapshot = write_beside(self._paths.snapshot, content)
        except StoreError as error:
            self.notices.append(f"The journal could not be compacted; nothing is lost. {error}")
            return
        self._stopped = "a compaction was interrupted"
        try:
            put_in_place(snapshot, self._paths.snapshot)
            journal = begin_journal(self._paths, self._owner, self.n, self._chain)
            self._snapshot_state = file_state(self._paths.snapshot)
        except StoreError as error:
            self._stopped = f"the journal could not be compacted ({error})"
            self.notices.append(f"Nothing is lost, but {self._stopped}.")
            return
        self._file.close()
        self._file = journal
        self._next_compaction = self._compact_at
        self._stopped = ""
