"""Waiting, and being told to stop.

Time and sleep come in through `Clock`, so that tests wait for nothing. A limit is everybody's: when
one thread learns of it, all of them hold back until it is over. Every wait is cut into seconds, so
that a countdown moves and a stop is heard.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event, Lock
from typing import Protocol

from triage.domain.errors import GitHubError
from triage.github.limits import Pause
from triage.github.progress import Counter


class FetchStopped(GitHubError):  # noqa: N818 - it is what happened, not a mistake
    """The user stopped the fetch; what had arrived is saved."""


class Clock(Protocol):
    """Where the time comes from."""

    def now(self) -> datetime:
        """The time of day, with its zone."""

    def monotonic(self) -> float:
        """Seconds since some moment; never goes back."""

    def sleep(self, seconds: float) -> None:
        """Return after that long."""


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """The time of day in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since some moment."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Return after that long."""
        time.sleep(seconds)


class Patience:
    """Holds back requests while GitHub wants none."""

    def __init__(self, clock: Clock, counter: Counter, stop: Event) -> None:
        self.clock = clock
        self._counter = counter
        self._stop = stop
        self._lock = Lock()
        self._closed_until = 0.0
        self._reason = ""
        self.refusals = 0
        """How often GitHub said "too many", over the whole fetch."""

    def close(self, pause: Pause) -> None:
        """From now on everybody waits that long."""
        with self._lock:
            self.refusals += 1
            self._reason = pause.reason
            until = self.clock.monotonic() + pause.seconds
            self._closed_until = max(self._closed_until, until)

    def hold(self) -> None:
        """Wait until nobody has to wait any more.

        Raises:
            FetchStopped: the user stopped the fetch.
        """
        self._wait(lambda: self._closed_until)

    def wait(self, pause: Pause) -> None:
        """Wait alone.

        Raises:
            FetchStopped: the user stopped the fetch.
        """
        until = self.clock.monotonic() + pause.seconds
        self._wait(lambda: until, pause.reason)

    def check(self) -> None:
        """Go on only if nobody said stop.

        Raises:
            FetchStopped: the user stopped the fetch.
        """
        if self._stop.is_set():
            raise FetchStopped("stopped; everything that had arrived is saved")

    def _wait(self, until: Callable[[], float], reason: str | None = None) -> None:
        self.check()
        waited = False
        while (left := until() - self.clock.monotonic()) > 0:
            waited = True
            self._counter.change(waiting=left, waiting_for=reason or self._reason)
            self.clock.sleep(min(left, 1.0))
            self.check()
        if waited:
            self._counter.change(waiting=0.0, waiting_for="")
