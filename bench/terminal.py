"""A program on a real pseudo-terminal, timed from outside: bytes in, bytes out."""

import os
import pty
import select
import signal
import struct
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from fcntl import ioctl
from termios import TIOCSWINSZ
from types import TracebackType
from typing import Self

QUIET_SECONDS = 0.012
"""So long without a byte means that a paint is done; the wait itself is not counted."""


class Terminal:
    """A child process on a terminal of a given size."""

    def __init__(self, arguments: Sequence[str], columns: int = 140, rows: int = 45) -> None:
        self.output = bytearray()
        self.started = time.perf_counter()
        self._pid, self._handle = pty.fork()
        if self._pid == 0:
            # Before the program starts, so that it never sees another size.
            ioctl(0, TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            environment = {
                **os.environ,
                "TERM": "xterm-256color",
                "COLORTERM": "truecolor",
                "COLUMNS": str(columns),
                "LINES": str(rows),
            }
            os.execve(sys.executable, [sys.executable, *arguments], environment)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._handle)

    def wait_for(self, words: str, seconds: float = 60) -> float:
        """Seconds from the start until some words are painted."""
        end = time.perf_counter() + seconds
        while words.encode() not in self.output:
            if time.perf_counter() > end or not self._read(end - time.perf_counter()):
                raise SystemExit(f"{words!r} was not painted: {bytes(self.output[-300:])!r}")
        return time.perf_counter() - self.started

    def settle(self, seconds: float = 0.3) -> None:
        """Read until nothing was painted for a while."""
        while self._read(seconds):
            continue

    def press(self, key: str) -> float:
        """Seconds from a key to the last byte that it painted."""
        start = last = time.perf_counter()
        os.write(self._handle, key.encode())
        limit = 2.0
        while self._read(limit):
            last = time.perf_counter()
            limit = QUIET_SECONDS
        return last - start

    def _read(self, seconds: float) -> bool:
        if not select.select([self._handle], [], [], max(0.0, seconds))[0]:
            return False
        try:
            chunk = os.read(self._handle, 65536)
        except OSError:
            return False
        self.output += chunk
        return bool(chunk)
