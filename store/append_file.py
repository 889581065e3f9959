"""A file that is only appended to, and that takes nothing more after the first failure.

Once a sync has failed, the system may have dropped what it was to write, so asking again proves
nothing: the file is cut back to where it was good, and stays closed to saves until it is opened
and read anew.
"""

import os
from contextlib import suppress
from pathlib import Path

from store.disk import failure, open_file, sync, sync_folder, write_all
from triage.domain.errors import StoreError


class AppendFile:
    """A handle on a file whose first `end` bytes are known to be good and on the disk."""

    def __init__(self, path: Path, start: int, end: int) -> None:
        """Open the file.

        Args:
            path: it must be there.
            start: offset of the first line behind the header.
            end: offset behind the last line, and the size of the file.

        Raises:
            StoreError: it cannot be opened for writing.
        """
        self.path = path
        self.end = end
        self._start = start
        try:
            self._handle = open_file(path, os.O_RDWR | os.O_APPEND)
        except OSError as error:
            raise failure("cannot be opened for writing", path, error) from error

    def append(self, line: bytes) -> None:
        """Return only when the line is on the disk.

        Raises:
            StoreError: it is not; the file ends where it did before, as far as the disk lets it.
        """
        is_saved = False
        try:
            write_all(self._handle, line)
            sync(self._handle)
            is_saved = True
        except OSError as error:
            raise failure("could not take the save", self.path, error) from error
        finally:
            if is_saved:
                self.end += len(line)
            else:
                self._cut_back()

    def make_durable(self) -> None:
        """Return only when what stands in the file, and its name, are on the disk.

        Raises:
            StoreError: they may not be; the file is closed.
        """
        try:
            sync(self._handle)
            sync_folder(self.path.parent)
        except OSError as error:
            self.close()
            raise failure("cannot be synced", self.path, error) from error

    def check_untouched(self) -> None:
        """Make sure that the name still stands for this file, and that nobody else wrote to it.

        Raises:
            StoreError: the file was removed, replaced or changed.
        """
        try:
            held = os.fstat(self._handle)
            named = self.path.stat(follow_symlinks=False)
        except OSError as error:
            raise touched(self.path, f"was removed ({error.strerror})") from error
        if (named.st_dev, named.st_ino) != (held.st_dev, held.st_ino):
            raise touched(self.path, "was replaced by another file")
        if held.st_size != self.end:
            raise touched(self.path, f"has {held.st_size} bytes where {self.end} were left")

    @property
    def has_lines(self) -> bool:
        """Whether anything stands behind the header."""
        return self.end > self._start

    def close(self) -> None:
        """Let go of the file; what was appended is on the disk already."""
        with suppress(OSError):
            os.close(self._handle)

    def _cut_back(self) -> None:
        # A line that cannot be cut off is a whole save that was reported as failed, or a torn
        # last line; opening knows what to do with both.
        with suppress(OSError):
            os.ftruncate(self._handle, self.end)


def touched(path: Path, what: str) -> StoreError:
    """The error for a file that somebody else changed while it was open."""
    return StoreError(
        f"{path} {what} while it was open: a sync tool, an editor or version control. "
        f"Close whatever else writes it, then try again."
    )
