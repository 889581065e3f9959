"""Copies of everything that a writer keeps when its files are touched while they are open.

A copy is a snapshot in the folder `backup/`, named after the save at which it stands. While it
knows of more saves than the store itself, the store is not what was saved last, and is refused:
otherwise a store whose files were removed would begin anew without a word.
"""

import re
from pathlib import Path
from typing import NamedTuple

from store.disk import free_path, make_folder, read_file, replace_file
from store.documents import Tables
from store.headers import Owner
from store.snapshot import decode_snapshot, encode_rows, encode_snapshot
from triage.domain.errors import StoreDamagedError

_NAME = re.compile(r"(?P<rater>.+)\.save-(?P<n>\d+)\.jsonl(\.\d+)?")


class Rescued(NamedTuple):
    """A whole copy."""

    n: int
    tables: Tables
    path: Path


def keep_copy(backup: Path, owner: Owner, n: int, chain: str, tables: Tables) -> Path:
    """Keep everything that is true at save n; where.

    Raises:
        StoreError: the disk refused.
    """
    copy = free_path(backup / f"{owner.name}.save-{n}.jsonl")
    make_folder(backup)
    replace_file(copy, encode_snapshot(owner, n, chain, encode_rows(tables)))
    return copy


def rescued_names(backup: Path) -> set[str]:
    """Whose copies a folder has."""
    return {match["rater"] for match in map(_NAME.fullmatch, _files(backup)) if match}


def newest_copy(backup: Path, owner: Owner, beyond: int) -> Rescued | None:
    """The copy of a store that knows of the most saves, if of more than so many.

    Raises:
        StoreError: a copy cannot be read.
    """
    copies = []
    for name in _files(backup):
        match = _NAME.fullmatch(name)
        if match is None or match["rater"] != owner.name or int(match["n"]) <= beyond:
            continue
        path = backup / name
        try:
            found = decode_snapshot(read_file(path) or b"", owner, str(path))
        except StoreDamagedError:
            continue
        copies.append(Rescued(found.header.n, found.tables, path))
    return max(copies, key=lambda copy: copy.n, default=None)


def check_no_copy_is_newer(backup: Path, owner: Owner, n: int, path: str) -> None:
    """Compare what the files hold with the copies that were kept.

    Args:
        backup: where the copies are.
        owner: whose they are.
        n: the last save in the files.
        path: what messages call the journal.

    Raises:
        StoreDamagedError: a copy knows of more saves.
    """
    if copy := newest_copy(backup, owner, n):
        raise StoreDamagedError(
            f"{path}: the files end at save {n}, but {copy.path} holds save {copy.n}: they were "
            f"removed or replaced while they were open. Nothing was changed. `triage repair` "
            f"takes up the copy; to go on without it, move it elsewhere."
        )


def _files(backup: Path) -> list[str]:
    return sorted(path.name for path in backup.glob("*.save-*"))
