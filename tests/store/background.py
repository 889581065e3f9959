"""What stands for the thread that writes a snapshot, so that a test says when it does."""

from collections.abc import Callable, Iterator
from concurrent import futures
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path

import pytest

from triage.domain.errors import StoreError


class Background:
    """Does its work at once, or when it is told to."""

    def __init__(self, *, waits: bool) -> None:
        self._waits = waits
        self._work: list[tuple[Callable[[], Path], Future[Path]]] = []

    def submit(self, work: Callable[[], Path]) -> Future[Path]:
        future = Future[Path]()
        self._work.append((work, future))
        if not self._waits:
            self.run()
        return future

    def shutdown(self, *, wait: bool) -> None:
        assert not wait

    @property
    def is_asked(self) -> bool:
        """Whether something is waiting to be done."""
        return bool(self._work)

    def run(self) -> None:
        """Do what was asked."""
        while self._work:
            work, future = self._work.pop()
            try:
                future.set_result(work())
            except StoreError as error:
                future.set_exception(error)


@contextmanager
def background(*, waits: bool) -> Iterator[Background]:
    """Let every compaction in passing use this one instead of a thread."""
    found = Background(waits=waits)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(futures, "ThreadPoolExecutor", lambda *_: found)
        yield found
