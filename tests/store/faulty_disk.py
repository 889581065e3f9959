"""A disk that fails or a process that dies at the n-th thing it does to a file."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

CALLS = ("write", "fdatasync", "fsync", "ftruncate", "replace")


class DeadError(BaseException):
    """The process was killed: it does nothing more."""


class FaultyDisk:
    """Counts what is done to files, and fails from or at one of them."""

    def __init__(self, failing: int, error: int | None, torn: bool) -> None:
        self.count = 0
        self.log: list[str] = []
        self._failing = failing
        self._error = error
        self._torn = torn

    def wrap(self, name: str) -> Callable[..., object]:
        real = getattr(os, name)

        def call(*arguments: object, **options: object) -> object:
            self.count += 1
            self.log.append(name)
            is_dying = self._error is None and self.count >= self._failing
            if self.count == self._failing and name == "write" and self._torn:
                handle, data = arguments
                assert isinstance(data, memoryview)
                real(handle, data[: len(data) // 2])
            if is_dying:
                raise DeadError
            if self.count == self._failing and self._error is not None:
                raise OSError(self._error, os.strerror(self._error))
            return real(*arguments, **options)

        return call


@contextmanager
def faulty_disk(
    failing: int, error: int | None = None, *, torn: bool = False
) -> Iterator[FaultyDisk]:
    """Let the n-th call fail with an error, or the process die there when there is none."""
    disk = FaultyDisk(failing, error, torn)
    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, disk.wrap(name))
        yield disk
