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

    def __init__(self, failing: int, error: int | None, torn: bool, lasting: bool) -> None:
        self.count = 0
        self.log: list[str] = []
        self._first_arguments: list[object] = []
        self._failing = failing
        self._error = error
        self._torn = torn
        self._lasting = lasting

    def given(self, name: str) -> list[object]:
        """The handles, or paths, that were given to the calls of a name."""
        calls = zip(self.log, self._first_arguments, strict=True)
        return [first for called, first in calls if called == name]

    def wrap(self, name: str) -> Callable[..., object]:
        real = getattr(os, name)

        def call(*arguments: object, **options: object) -> object:
            self.count += 1
            self.log.append(name)
            self._first_arguments.append(arguments[0])
            is_dying = self._error is None and self.count >= self._failing
            is_late = self._lasting and self.count > self._failing
            if self.count == self._failing and name == "write" and self._torn:
                handle, data = arguments
                assert isinstance(data, memoryview)
                real(handle, data[: len(data) // 2])
            if is_dying:
                raise DeadError
            if self._error is not None and (self.count == self._failing or is_late):
                raise OSError(self._error, os.strerror(self._error))
            return real(*arguments, **options)

        return call


@contextmanager
def faulty_disk(
    failing: int, error: int | None = None, *, torn: bool = False, lasting: bool = False
) -> Iterator[FaultyDisk]:
    """Let the n-th call fail with an error, or the process die there when there is none.

    Args:
        failing: number of the call.
        error: what it fails with.
        torn: whether half of what it is to write is written.
        lasting: whether all calls after it fail as well.
    """
    disk = FaultyDisk(failing, error, torn, lasting)
    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, disk.wrap(name))
        yield disk
