"""The few things a store does to files, each so that it survives a power failure.

A file is either replaced as a whole (written beside, synced, renamed, folder synced) or appended
to and synced. An error from the system becomes a `StoreError` that says what to do.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from triage.domain.errors import StoreError, TriageError

FILE_MODE = 0o600
FOLDER_MODE = 0o700
TEMPORARY = ".tmp"
"""Suffix of a file that is being written to take another's place."""

CAN_SYNC_FOLDERS = os.name == "posix"
"""Elsewhere a folder cannot be opened, and a rename is as durable as it gets."""

_FLAGS = os.O_CLOEXEC | os.O_NOFOLLOW if os.name == "posix" else getattr(os, "O_BINARY", 0)


def open_file(path: Path, flags: int) -> int:
    """A handle on a file, made for its owner alone when it is made; never follows a link."""
    return os.open(path, flags | _FLAGS, FILE_MODE)


def sync(handle: int) -> None:
    """Return only when what was written to the file is on the disk."""
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
    else:
        getattr(os, "fdatasync", os.fsync)(handle)


def sync_folder(folder: Path) -> None:
    """Return only when the names in a folder are on the disk."""
    if CAN_SYNC_FOLDERS:
        handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_all(handle: int, data: bytes) -> None:
    """Write all of the data, however much the system takes at a time."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def read_file(path: Path) -> bytes | None:
    """The whole file, or None when there is none.

    Raises:
        StoreError: it cannot be read.
    """
    try:
        handle = open_file(path, os.O_RDONLY)
        with os.fdopen(handle, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise failure("cannot be read", path, error) from error


def file_state(path: Path) -> tuple[int, ...] | None:
    """What tells whether a file was changed or replaced; None when it is not there.

    Raises:
        StoreError: the system does not say.
    """
    try:
        found = path.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise failure("cannot be looked at", path, error) from error
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def check_room(folder: Path, size: int, what: str) -> None:
    """Make sure that so many bytes have room in a folder.

    Args:
        folder: it must be there.
        size: the bytes.
        what: what needs them, for the message.

    Raises:
        StoreError: they have not, or the system does not say.
    """
    # It imports every compressor, and few commands ask for room.
    import shutil

    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise failure("cannot be looked at", folder, error) from error
    if size > free:
        raise StoreError(
            f"{what} needs {size:,} bytes and {folder} has {free:,} free. Free some space, or "
            f"take another disk."
        )


def cut_file(path: Path, end: int) -> None:
    """Cut off for good what stands behind an offset.

    Raises:
        StoreError: the disk refused.
    """
    try:
        handle = open_file(path, os.O_RDWR)
        try:
            os.ftruncate(handle, end)
            sync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise failure("cannot be cut", path, error) from error


def make_folder(folder: Path) -> None:
    """Make a folder for its owner alone, with those above it, unless it is there.

    Raises:
        StoreError: it cannot be made.
    """
    try:
        missing = [each for each in (folder, *folder.parents) if not each.exists()]
        for each in reversed(missing):
            each.mkdir(FOLDER_MODE, exist_ok=True)
            sync_folder(each.parent)
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise failure("cannot be made", folder, error) from error


@contextmanager
def filling(folder: Path) -> Iterator[None]:
    """Leave a new or empty folder empty when what fills it fails or is interrupted.

    A folder that held something before is left alone.
    """
    held_something = folder.is_dir() and any(folder.iterdir())
    try:
        yield
    except (TriageError, KeyboardInterrupt):
        if folder.is_dir() and not held_something:
            for each in folder.iterdir():
                _remove(each)
        raise


def _remove(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def free_path(path: Path) -> Path:
    """The path itself, or with the first number behind it that nothing has."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}.{number}")
    return free


def write_beside(path: Path, data: bytes) -> Path:
    """Write and sync the file that is to take another's place; nothing else changes.

    Raises:
        StoreError: it cannot be written; nothing of it is left.
    """
    beside = path.with_name(path.name + TEMPORARY)
    try:
        handle = open_file(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        try:
            write_all(handle, data)
            sync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise failure("cannot be written", path, error) from error
    return beside


def put_in_place(beside: Path, path: Path) -> None:
    """Let a synced file take another's place, for good.

    Raises:
        StoreError: the disk refused; which of the two stands there is not known.
    """
    try:
        beside.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise failure("cannot be replaced", path, error) from error


def replace_file(path: Path, data: bytes) -> None:
    """Write a whole file so that at any moment the old or the new one stands there.

    Raises:
        StoreError: it cannot be written.
    """
    put_in_place(write_beside(path, data), path)


def failure(what: str, path: Path, error: OSError) -> StoreError:
    """The error to raise when the system refuses something."""
    return StoreError(f"{path} {what}: {error.strerror or error}.{_advice(error)}")


def _advice(error: OSError) -> str:
    import errno

    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return " The disk is full: free some space, then try again."
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return " Change who may read and write there, or copy the workspace elsewhere."
        case errno.ENOENT | errno.ENOTDIR:
            return " Check the path."
        case errno.EFBIG:
            return " Files may not grow that large here: raise the limit."
        case _:
            return " Check the disk, then try again."
