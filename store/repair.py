"""Repair: a damaged store becomes a store again, of everything in it that is whole.

The damaged files are copied aside before anything is replaced, and what is lost is named; a
store that opens is left alone. Cut short, it can simply be done again.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from store.disk import free_path, make_folder, read_file, replace_file
from store.documents import Tables
from store.headers import Owner
from store.lock import WriterLock
from store.older_formats import NO_UPGRADES, Upgrades
from store.reading import StorePaths, read_store
from store.recovery import begin_journal
from store.salvage import Salvage, salvage
from store.snapshot import encode_rows, encode_snapshot
from triage.domain.errors import StoreDamagedError

Mend = Callable[[Tables], list[str]]
"""Makes salvaged tables of one kind fit for use; says what it did, in words."""


class Repair(NamedTuple):
    """What a repair found and did."""

    damage: str
    """Why the store did not open; empty when it did."""
    documents: dict[str, int]
    """Documents saved, by table."""
    lost: list[str]
    """What could not be saved, in words."""
    mended: list[str]
    """What was put together again, in words."""
    kept: list[Path]
    """Copies of the damaged files."""


def nothing_to_mend(tables: Tables) -> list[str]:  # noqa: ARG001
    """For a kind of store whose documents stand each for itself."""
    return []


def repair(
    folder: Path,
    name: str,
    kind: str,
    *,
    at: datetime,
    mend: Mend = nothing_to_mend,
    upgrades: Upgrades = NO_UPGRADES,
) -> Repair:
    """Repair a store.

    Args:
        folder: where its files are.
        name: whose it is.
        kind: what it holds.
        at: the time now, for the name of the folder where the damaged files are kept.
        mend: makes the salvaged tables fit for use.
        upgrades: as for opening it.

    Raises:
        StoreBusyError: somebody writes it.
        StoreDamagedError: a file belongs to another store, or nothing can be read.
        StoreTooNewError: a newer version wrote a file.
        StoreError: the disk refused.
    """
    paths, owner = StorePaths(folder, name), Owner(kind, name)
    lock = WriterLock(paths.lock, f"{name} ({kind})")
    try:
        damage, found = _find(paths, owner, upgrades)
        mended = mend(found.tables)
        if found.copy:
            mended.insert(0, f"saved: everything in {found.copy}")
        kept = []
        if damage or mended:
            kept = _keep_damaged(paths, at)
            _put_in_place(paths, owner, found, at)
            lock.sign(found.n)
    finally:
        # Empties the lock file only when it was signed: a store that was not repaired keeps it.
        lock.release(is_clean=True)
    counts = {name: len(documents) for name, documents in sorted(found.tables.items())}
    return Repair(damage, counts, found.lost, mended, kept)


def _find(paths: StorePaths, owner: Owner, upgrades: Upgrades) -> tuple[str, Salvage]:
    """Why a store does not open, or nothing, and what it has."""
    try:
        contents = read_store(paths, owner, upgrades).contents
        return "", Salvage(contents.tables, contents.n, [])
    except StoreDamagedError as error:
        found = salvage(paths, owner)
        if not found.n and not found.tables:
            raise
        return str(error), found


def _keep_damaged(paths: StorePaths, at: datetime) -> list[Path]:
    aside = free_path(paths.backup / f"{paths.name}-damaged-{at:%Y%m%dT%H%M%S}")
    make_folder(aside)
    kept = []
    for path in (paths.snapshot, paths.journal, paths.lock):
        data = read_file(path)
        if data is not None:
            replace_file(aside / path.name, data)
            kept.append(aside / path.name)
    return kept


def _put_in_place(paths: StorePaths, owner: Owner, found: Salvage, at: datetime) -> None:
    # A checksum that no journal has, so that the damaged one can never be taken for its sequel.
    chain = f"{crc32(f'{found.n} {at.isoformat()}'.encode()):08x}"
    rows = encode_rows(found.tables)
    replace_file(paths.snapshot, encode_snapshot(owner, found.n, chain, rows))
    begin_journal(paths, owner, found.n, chain).close()
