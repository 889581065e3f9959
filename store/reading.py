"""Reading the files of a store without a lock, also while somebody writes them.

The journal is read before the snapshot, so a compaction in between is seen as files that do not
meet; then, and only when the files have changed meanwhile, both are read again.
"""

from pathlib import Path
from typing import NamedTuple

from store.contents import Contents, check_nothing_acknowledged_is_missing, join
from store.disk import failure, file_state, read_file
from store.headers import NO_CHAIN, Owner
from store.journal import Journal, decode_journal
from store.lock import read_holder
from store.older_formats import NO_UPGRADES, OLDER_SUFFIX, OlderStore, Upgrades, read_older
from store.rescue import check_no_copy_is_newer, rescued_names
from store.snapshot import decode_snapshot
from triage.domain.errors import StoreDamagedError
from triage.domain.names import is_name

_ATTEMPTS = 50
"""How often a store is read again while it changes under the reader."""


BACKUP = "backup"
"""Folder, beside the stores, for what is kept of them."""


class StorePaths(NamedTuple):
    """The files of one store."""

    folder: Path
    name: str

    @property
    def snapshot(self) -> Path:
        """Everything that was true at one save."""
        return self.folder / f"{self.name}.jsonl"

    @property
    def journal(self) -> Path:
        """The saves since."""
        return self.folder / f"{self.name}.journal"

    @property
    def lock(self) -> Path:
        """Who writes it."""
        return self.folder / f"{self.name}.lock"

    @property
    def backup(self) -> Path:
        """The folder of what is kept of it."""
        return self.folder / BACKUP


class Reading(NamedTuple):
    """A store as it was found."""

    contents: Contents
    journal: Journal | None
    header_line: bytes
    """First line of the journal; empty when there is none."""
    older: OlderStore | None = None
    """The store of an older format that the contents come from."""


def read_store(paths: StorePaths, owner: Owner, upgrades: Upgrades = NO_UPGRADES) -> Reading:
    """Read both files, or those of an older format.

    Raises:
        StoreDamagedError: they do not hold what was written to them.
        StoreTooNewError: a newer version wrote them.
        StoreError: they cannot be read.
    """
    for _ in range(_ATTEMPTS):
        before = _state_of_files(paths)
        try:
            return _read_once(paths, owner, upgrades)
        except StoreDamagedError:
            if _state_of_files(paths) == before:
                raise
    return _read_once(paths, owner, upgrades)


def _read_once(paths: StorePaths, owner: Owner, upgrades: Upgrades) -> Reading:
    holder = read_holder(paths.lock)
    journal_data = read_file(paths.journal)
    snapshot_data = read_file(paths.snapshot)
    journal = snapshot = older = None
    if journal_data is not None:
        journal = decode_journal(journal_data, owner, str(paths.journal))
    if snapshot_data is not None:
        snapshot = decode_snapshot(snapshot_data, owner, str(paths.snapshot))
    contents = join(snapshot, journal, str(paths.journal))
    check_no_copy_is_newer(paths.backup, owner, contents.n, str(paths.journal))
    check_nothing_acknowledged_is_missing(contents, holder.n if holder else 0, str(paths.journal))
    if journal is None and snapshot is None:
        older = read_older(paths.folder, paths.name, upgrades)
    if older:
        contents = Contents(older.tables, 0, NO_CHAIN, continues=False)
    header_line = journal_data[: journal_data.index(b"\n") + 1] if journal_data else b""
    return Reading(contents, journal, header_line, older)


def _state_of_files(paths: StorePaths) -> tuple[tuple[int, ...] | None, ...]:
    return file_state(paths.journal), file_state(paths.snapshot)


def stored_names(folder: Path) -> list[str]:
    """Whose stores a folder has, sorted, of older formats too.

    A store of which only a signed lock or a copy is left counts as well; one that was opened and
    never saved to does not: a name mistyped once is nobody.

    Raises:
        StoreError: the folder cannot be read.
    """
    try:
        paths = list(folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise failure("cannot be read", folder, error) from error
    stored = {path.stem for path in paths if _shows_a_save(path)}
    return sorted(name for name in stored | rescued_names(folder / BACKUP) if is_name(name))


def _shows_a_save(path: Path) -> bool:
    """Whether a file tells of a store to which something was saved."""
    if path.suffix == ".lock":
        holder = read_holder(path)
        return holder is not None and holder.n > 0
    if path.suffix == ".journal":
        return not _is_only_begun(path)
    return path.suffix in (".jsonl", OLDER_SUFFIX)


def _is_only_begun(journal: Path) -> bool:
    """Whether a journal is one whole line, its header; what cannot be read may be more."""
    try:
        with journal.open("rb") as stream:
            return stream.readline().endswith(b"\n") and not stream.read(1)
    except OSError:
        return False
