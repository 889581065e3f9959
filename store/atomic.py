"""Writing a whole file so that a crash leaves the old one or the new one, never a half.

The content goes to a temporary file in the same folder, is forced to the disk, and takes the
name; then the folder is forced to the disk too, because the name lives there.
"""

import os
from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkstemp

from triage.domain.errors import StoreError

_FCNTL = import_module("fcntl") if find_spec("fcntl") else None
_FULL_SYNC: int | None = getattr(_FCNTL, "F_FULLFSYNC", None)
"""What makes macOS empty the disk's own cache, which its fsync does not."""


def replace_file(path: Path, content: Iterable[bytes]) -> None:
    """Give a file new content, readable and writable by its owner only.

    Args:
        path: the file; it need not exist, its folder is made.
        content: the pieces, written one after another.

    Raises:
        StoreError: it could not be written; the old content is untouched.
    """
    _written(path, content, Path.replace)


def create_file(path: Path, content: Iterable[bytes]) -> bool:
    """Make a file with some content, unless there is one.

    Returns:
        Whether it was made; a file that exists is left as it is, even one that another process
        makes at the same time.

    Raises:
        StoreError: it could not be written.
    """
    try:
        _written(path, content, _take_free_name)
    except FileExistsError:
        return False
    return True


def _written(path: Path, content: Iterable[bytes], name: Callable[[Path, Path], object]) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        number, temporary = mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise _failed(path, error) from error
    try:
        with os.fdopen(number, "wb") as file:
            file.writelines(content)
            file.flush()
            _sync(file.fileno())
        name(Path(temporary), path)
        _sync_folder(path.parent)
    except FileExistsError:
        raise
    except OSError as error:
        raise _failed(path, error) from error
    finally:
        Path(temporary).unlink(missing_ok=True)


def _take_free_name(temporary: Path, path: Path) -> None:
    """A link fails where a name is taken, which a rename does not."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError as error:
        # A disk without links (a memory stick): looking first is all that can be done there.
        if path.exists():
            raise FileExistsError(path) from error
        temporary.replace(path)


def _sync(number: int) -> None:
    if _FCNTL is not None and _FULL_SYNC is not None:
        _FCNTL.fcntl(number, _FULL_SYNC)
    else:
        os.fsync(number)


def _sync_folder(folder: Path) -> None:
    # Windows has no handle on a folder, and writes names through.
    if hasattr(os, "O_DIRECTORY"):
        number = os.open(folder, os.O_RDONLY)
        try:
            _sync(number)
        finally:
            os.close(number)


def _failed(path: Path, error: OSError) -> StoreError:
    reason = error.strerror or str(error)
    return StoreError(f"{path}: could not be written ({reason}); what was there is unchanged")
