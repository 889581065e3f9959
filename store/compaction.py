"""A new snapshot on its way: written beside the old one by a thread, while saves go on.

The thread sees a copy of the tables, which costs next to nothing because documents are never
changed in place, and touches no file but its own. What is saved meanwhile is remembered here:
the next journal begins with it.
"""

import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from store.disk import write_beside
from store.documents import Tables
from store.headers import Owner
from store.snapshot import encode_rows, encode_snapshot

STRIDE = 64
"""Rows encoded at a stretch; so long may the thread that takes the keys have to wait."""

REST = 0.0005
"""Seconds of rest after each stretch."""


class Compaction:
    """The snapshot of one save, written in the background."""

    def __init__(self, path: Path, owner: Owner, n: int, chain: str, tables: Tables) -> None:
        """Begin.

        Args:
            path: the snapshot to replace.
            owner: whose it is.
            n: the last save that it holds.
            chain: the checksum of that save.
            tables: everything that is true after it.
        """
        # Textual has loaded it already; a command that never compacts in passing need not.
        from concurrent.futures import ThreadPoolExecutor

        self.n = n
        self.chain = chain
        self.lines = bytearray()
        """The saves since."""
        copy = {name: dict(documents) for name, documents in tables.items()}
        rows = _unhurried(encode_rows(copy))
        executor = ThreadPoolExecutor(1, "compaction")
        self._beside = executor.submit(
            lambda: write_beside(path, encode_snapshot(owner, n, chain, rows))
        )
        executor.shutdown(wait=False)

    @property
    def is_written(self) -> bool:
        """Whether `snapshot` answers at once."""
        return self._beside.done()

    def snapshot(self) -> Path:
        """The file that is to take the place of the old snapshot; waits until it is written.

        Raises:
            StoreError: it could not be written; nothing of it is left.
        """
        return self._beside.result()

    def wait(self) -> None:
        """Return when nothing is written any more."""
        self._beside.exception()


def _unhurried(rows: Iterable[bytes]) -> Iterator[bytes]:
    """The same rows, with rests in which other threads get their turn at once."""
    for number, row in enumerate(rows, 1):
        yield row
        if number % STRIDE == 0:
            time.sleep(REST)
