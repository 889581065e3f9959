"""One writer for a store: a lock held for the whole session that says who holds it, since when.

The lock file also keeps the number of the last save that was confirmed. It is rewritten after
each save without waiting for the disk, so it costs microseconds; when it survives, a journal
that ends earlier is known to have been cut. A clean end empties it. The system lets go of the
lock when a process dies, whatever the file says.
"""

import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct, structs

from store.disk import FILE_MODE, failure, open_file, read_file, write_all
from store.documents import UNREADABLE
from store.lines import seal, split_lines
from store.login import login_name
from triage.domain.errors import StoreBusyError, StoreError


class Holder(Struct, frozen=True, kw_only=True):
    """Who holds a lock, and how far they are."""

    who: str
    process: int
    host: str
    since: datetime
    n: int = 0
    """The last save that was confirmed."""

    def __str__(self) -> str:
        since = self.since.astimezone().strftime("%Y-%m-%d %H:%M")
        return f"{self.who} (process {self.process} on {self.host}, since {since})"


_DECODER = msgspec.json.Decoder(Holder)


class WriterLock:
    """The right to write one store, until `release`."""

    def __init__(self, path: Path, what: str) -> None:
        """Take the lock.

        Args:
            path: the lock file; it is made when it is not there, and stays.
            what: what it guards, for messages.

        Raises:
            StoreBusyError: somebody else holds it.
            StoreError: the folder does not let itself be written or locked.
        """
        from filelock import FileLock, Timeout

        self._lock = FileLock(path, mode=FILE_MODE, thread_local=False)
        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            holder = read_holder(path) or "another process"
            raise StoreBusyError(
                f"{what} is open for writing by {holder}. Close it there first; "
                f"reading is possible meanwhile."
            ) from None
        except (OSError, NotImplementedError) as error:
            cause = error if isinstance(error, OSError) else OSError(str(error))
            raise failure("cannot be locked", path, cause) from error
        self._path = path
        self._handle: int | None = None
        self._holder = _this_process()
        self.predecessor = read_holder(path)
        """Who held the lock last and did not end cleanly."""

    def sign(self, n: int) -> None:
        """Write into the lock file who holds it.

        Raises:
            StoreError: the file cannot be written.
        """
        self._holder = structs.replace(self._holder, n=n)
        try:
            self._handle = open_file(self._path, os.O_RDWR)
            os.ftruncate(self._handle, 0)
            self._write()
        except OSError as error:
            raise failure("cannot be written", self._path, error) from error

    def confirm(self, n: int) -> None:
        """Note that save n is on the disk."""
        self._holder = structs.replace(self._holder, n=n)
        # A number that stays behind is still true: it is a lower bound.
        with suppress(OSError):
            self._write()

    def check_held(self) -> None:
        """Make sure that nobody removed the lock file, and so let another process take the lock.

        Raises:
            StoreError: it is not the file that was locked.
        """
        held = self._handle is not None and _identity(os.fstat(self._handle))
        try:
            named = _identity(self._path.stat(follow_symlinks=False))
        except OSError:
            named = None
        if held != named:
            raise StoreError(
                f"{self._path} was removed or replaced while it was held: another process may "
                f"write the store. Leave, and open the workspace again."
            )

    def release(self, *, is_clean: bool) -> None:
        """Let others write; a clean end leaves nothing to compare with."""
        if self._handle is not None:
            with suppress(OSError):
                if is_clean:
                    os.ftruncate(self._handle, 0)
            os.close(self._handle)
            self._handle = None
        self._lock.release()

    def _write(self) -> None:
        if self._handle is None:
            return
        os.lseek(self._handle, 0, os.SEEK_SET)
        write_all(self._handle, seal(msgspec.json.encode(self._holder)))


def _identity(found: os.stat_result) -> tuple[int, int]:
    return found.st_dev, found.st_ino


def read_holder(path: Path) -> Holder | None:
    """What a lock file says, or None when it says nothing that can be relied on."""
    try:
        line = next(split_lines(read_file(path) or b""), None)
        return _DECODER.decode(line.text) if line and line.is_sound else None
    except (StoreError, *UNREADABLE):
        return None


def _this_process() -> Holder:
    import platform

    return Holder(
        who=login_name() or "somebody",
        process=os.getpid(),
        host=platform.node(),
        since=datetime.now(UTC).replace(microsecond=0),
    )
