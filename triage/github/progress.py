"""What a fetch tells about itself while it runs.

A display gets whole pictures, not events: every `Tally` says all there is to say, so a display
keeps nothing and cannot fall out of step. Both methods may be called from any thread.
"""

from collections.abc import Callable
from threading import RLock
from typing import Protocol

from msgspec import Struct, structs


class Tally(Struct, frozen=True, kw_only=True):
    """How far a fetch is."""

    stage: str = ""
    """What it does: `issues`, `vanished` or `conversations`."""
    pages: int = 0
    """Pages of the list that are saved."""
    issues: int = 0
    """Issues that arrived, each counted once."""
    pull_requests: int = 0
    """Pull requests that came in the list and were left out, each counted once."""
    done: int = 0
    """Issues of this stage that are finished."""
    total: int | None = None
    """Issues of this stage; None when nobody knows yet."""
    requests: int = 0
    """Requests sent, refused ones included."""
    left: int | None = None
    """Requests that GitHub still allows in this window, as the last answer says."""
    allowed: int | None = None
    """Requests that GitHub allows in a window."""
    waiting: float = 0.0
    """Seconds still to wait; 0 while it works."""
    waiting_for: str = ""
    seconds: float = 0.0
    """Since the fetch began."""


class Progress(Protocol):
    """Somebody who watches a fetch."""

    def show(self, tally: Tally) -> None:
        """The picture has changed."""

    def note(self, text: str) -> None:
        """Something worth a line of its own."""


class Silent:
    """Nobody watches."""

    def show(self, tally: Tally) -> None:
        """Nothing."""

    def note(self, text: str) -> None:
        """Nothing."""


class Counter:
    """Keeps the tally and hands every new one to whoever watches."""

    def __init__(self, progress: Progress, monotonic: Callable[[], float]) -> None:
        self._progress = progress
        self._monotonic = monotonic
        self._began = monotonic()
        self._lock = RLock()
        self.tally = Tally()

    def change(self, **values: float | str | None) -> None:
        """Replace some values of the tally."""
        with self._lock:
            seconds = self._monotonic() - self._began
            self.tally = structs.replace(self.tally, seconds=seconds, **values)
            self._progress.show(self.tally)

    def add(self, **counts: int) -> None:
        """Add to some counts of the tally."""
        with self._lock:
            self.change(**{name: getattr(self.tally, name) + n for name, n in counts.items()})

    def finish(self) -> Tally:
        """The last tally, with the time that it all took."""
        self.change()
        return self.tally

    def note(self, text: str) -> None:
        """Pass a line on."""
        self._progress.note(text)
