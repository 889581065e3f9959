"""Making a file unless there is one: whoever comes second, even at the same time, is told."""

import os
from pathlib import Path

from store.disk import failure, make_folder, sync_folder, write_beside


def create_file(path: Path, data: bytes) -> bool:
    """Make a file with some content and its folder; a file that is there stays as it is.

    Returns:
        Whether it was made.

    Raises:
        StoreError: it cannot be written.
    """
    make_folder(path.parent)
    # A name of this process alone: two that create the same file must not share a draft.
    beside = write_beside(path.with_name(f"{path.name}.{os.getpid()}"), data)
    try:
        _take_free_name(beside, path)
        sync_folder(path.parent)
    except FileExistsError:
        return False
    except OSError as error:
        raise failure("cannot be written", path, error) from error
    finally:
        beside.unlink(missing_ok=True)
    return True


def _take_free_name(beside: Path, path: Path) -> None:
    """A link fails where a name is taken, which a rename does not."""
    try:
        os.link(beside, path)
    except FileExistsError:
        raise
    except OSError as error:
        # A disk without links (a memory stick): looking first is all that can be done there.
        if path.exists():
            raise FileExistsError(path) from error
        beside.replace(path)
