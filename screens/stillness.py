"""Lets work in threads stand still while a rater presses keys.

Two threads that compute share one processor, so what is found behind a rater's back (an index,
the suggestions for the next issue) would make the keys of that moment slower. It can wait: there
is time for it whenever the rater reads.
"""

import time
from collections.abc import Callable

STILL_SECONDS = 0.2
"""So long after the last key the rater is taken to be reading."""

NAP_SECONDS = 0.05
"""How long a thread sleeps before it looks whether it is still wanted."""


class Stillness:
    """Whether keys come at the moment."""

    def __init__(self) -> None:
        self._until = 0.0

    def disturb(self) -> None:
        """A key has come."""
        self._until = time.monotonic() + STILL_SECONDS

    def wait(self, is_unwanted: Callable[[], bool]) -> None:
        """Return once no keys come, or the work is not wanted any more; meant for a thread."""
        while (left := self._until - time.monotonic()) > 0 and not is_unwanted():
            time.sleep(min(left, NAP_SECONDS))
