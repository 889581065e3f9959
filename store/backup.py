"""A whole workspace into one archive, read back and checked before it takes its name.

Stores may be in use meanwhile: a journal may grow, everything else must stay as it is while it is
being copied, else the backup is refused rather than mixed from two moments.
"""

import os
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import msgspec

from store.archive import (
    ARCHIVE_FORMAT,
    CHUNK,
    CONTENTS,
    ArchiveContents,
    Member,
    copy_member,
    is_plain,
    opened_archive,
    read_contents,
    unfit_name,
)
from store.disk import FILE_MODE, TEMPORARY, failure, file_state, open_file, put_in_place, sync
from triage.domain.errors import StoreBusyError, StoreError

_LEFT_OUT = (".lock", TEMPORARY, ".db-shm")
"""Suffixes of files that mean something only while a process runs."""

POPULATION = "population"
"""Folder of what can be fetched again."""


def back_up(
    workspace: Path, archive: Path, *, at: datetime, with_population: bool = True
) -> ArchiveContents:
    """Write a workspace into a new archive.

    Args:
        workspace: the folder.
        archive: the file to write; it must not be there.
        at: the time now.
        with_population: whether to include what can be fetched again.

    Raises:
        StoreBusyError: a file changed while it was copied.
        StoreError: the archive is there already, or something cannot be read or written.
    """
    beside = archive.with_name(archive.name + TEMPORARY)
    is_whole = False
    try:
        if archive.exists():
            raise StoreError(f"{archive} is already there. Choose another name, or remove it.")
        contents = _write(workspace, beside, at, with_population=with_population)
        _read_back(beside)
        put_in_place(beside, archive)
        is_whole = True
    except OSError as error:
        raise failure("cannot be written", archive, error) from error
    finally:
        if not is_whole:
            beside.unlink(missing_ok=True)
    return contents


def _write(
    workspace: Path, beside: Path, at: datetime, *, with_population: bool
) -> ArchiveContents:
    files = {
        path.relative_to(workspace).as_posix(): path
        for path in _files(workspace, with_population=with_population)
    }
    before = {name: file_state(path) for name, path in files.items()}
    handle = open_file(beside, os.O_RDWR | os.O_CREAT | os.O_TRUNC)
    with os.fdopen(handle, "w+b") as target:
        with ZipFile(target, "w", ZIP_DEFLATED) as archive:
            members = {name: _add(archive, name, path, at) for name, path in files.items()}
            contents = ArchiveContents(ARCHIVE_FORMAT, at, members)
            archive.writestr(_info(CONTENTS, at), msgspec.json.encode(contents))
        target.flush()
        sync(target.fileno())
    for name, path in files.items():
        if path.suffix != ".journal" and file_state(path) != before[name]:
            raise StoreBusyError(
                f"{path} changed while it was backed up. Nothing was written; close the other "
                f"session, or try again."
            )
    return contents


def _files(workspace: Path, *, with_population: bool) -> Iterator[Path]:
    for folder, folders, names in os.walk(workspace, onerror=_raise):
        here = Path(folder)
        left_out = {".git"} if with_population or here != workspace else {".git", POPULATION}
        folders[:] = sorted(set(folders) - left_out)
        for path in sorted(here / name for name in names):
            if path.is_file() and not path.is_symlink() and path.suffix not in _LEFT_OUT:
                yield path


def _raise(error: OSError) -> None:
    raise error


def _add(archive: ZipFile, name: str, path: Path, at: datetime) -> Member:
    if not is_plain(name):
        raise unfit_name(path)
    digest, size = sha256(), 0
    with path.open("rb") as source, archive.open(_info(name, at), "w", force_zip64=True) as target:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
    return Member(size, digest.hexdigest())


def _info(name: str, at: datetime) -> ZipInfo:
    info = ZipInfo(name, (max(at.year, 1980), at.month, at.day, at.hour, at.minute, at.second))
    info.compress_type = ZIP_DEFLATED
    info.external_attr = FILE_MODE << 16
    return info


def _read_back(path: Path) -> None:
    with opened_archive(path) as archive:
        for name, member in read_contents(archive, path).files.items():
            copy_member(archive, name, member, len, path)
