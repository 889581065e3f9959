import os
from collections.abc import Iterator

import pytest

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
