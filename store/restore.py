"""An archive back into an empty folder, checked by digest.

Everything is written into a new folder beside and takes its name only when every file in it is
what was backed up: there is never half a workspace.
"""

import os
import shutil
import tempfile
from pathlib import Path

from store.archive import ArchiveContents, copy_member, opened_archive, read_contents
from store.disk import check_room, make_folder, open_file, sync, sync_folder
from triage.domain.errors import StoreError


def restore(archive: Path, folder: Path) -> ArchiveContents:
    """Restore a workspace.

    Args:
        archive: what `back_up` wrote.
        folder: where to; it must be empty, or not be there.

    Raises:
        StoreDamagedError: the archive is not what was written, or tries something odd.
        StoreTooNewError: a newer version made it.
        StoreError: the folder is not empty, the disk is too small or refuses.
    """
    folder = folder.absolute()
    make_folder(folder.parent)
    with opened_archive(archive) as opened:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise StoreError(f"{folder} is not empty. Restore into a new folder.")
        contents = read_contents(opened, archive)
        needed = sum(member.size for member in contents.files.values())
        check_room(folder.parent, needed, "The backup")
        beside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
        try:
            for name, member in contents.files.items():
                target = beside / name
                make_folder(target.parent)
                handle = open_file(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
                with os.fdopen(handle, "wb") as file:
                    copy_member(opened, name, member, file.write, archive)
                    file.flush()
                    sync(file.fileno())
            _take_place(beside, folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    return contents


def _take_place(beside: Path, folder: Path) -> None:
    for here, _, _ in os.walk(beside):
        sync_folder(Path(here))
    if folder.exists():
        folder.rmdir()
    beside.rename(folder)
    sync_folder(folder.parent)
