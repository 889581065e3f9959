import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from store.disk import open_file
from tests.store.background import background


@pytest.fixture(scope="package", autouse=True)
def _no_waiting_for_the_disk() -> Iterator[None]:
    """Files of tests need not survive a power failure."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("fsync", "fdatasync"):
            patch.setattr(os, name, lambda handle: None)
        yield


@pytest.fixture(scope="package", autouse=True)
def _no_threads() -> Iterator[None]:
    """A compaction in passing is over when the save returns, unless a test says otherwise."""
    with background(waits=False):
        yield


@pytest.fixture(autouse=True)
def _no_file_stays_open(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close what a process that is said to be killed would leave to the system."""
    opened: list[tuple[int, os.stat_result]] = []

    def open_and_remember(path: Path, flags: int) -> int:
        handle = open_file(path, flags)
        opened.append((handle, os.fstat(handle)))
        return handle

    for module in ("append_file", "lock"):
        monkeypatch.setattr(f"store.{module}.open_file", open_and_remember)
    yield
    for handle, file in opened:
        # Closed already, its number may be another file's by now.
        with suppress(OSError):
            if os.path.samestat(os.fstat(handle), file):
                os.close(handle)
