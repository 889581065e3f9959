"""The shelf of laid-out pages: the current issue and its neighbours, ready before they are asked.

Pages are pure values, so a thread may put one on the shelf while the screen takes another; the
shelf is the only thing they share.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from threading import Lock

from screens.page import Page, lay_out
from triage.domain.issue import SampledIssue

CAPACITY = 16
"""Pages kept; a page of a long issue takes about a megabyte."""


class PageShelf:
    """Pages by issue and width, the least recently used dropped."""

    def __init__(self, issues: Mapping[str, SampledIssue], clock: Callable[[], datetime]) -> None:
        self._issues = issues
        self._clock = clock
        self._pages: OrderedDict[tuple[str, int], Page] = OrderedDict()
        self._lock = Lock()

    def page(self, issue: str, width: int) -> Page:
        """The page of an issue, from the shelf or laid out now."""
        with self._lock:
            if page := self._pages.get((issue, width)):
                self._pages.move_to_end((issue, width))
                return page
        page = lay_out(self._issues[issue], width, self._clock())
        with self._lock:
            self._pages[issue, width] = page
            while len(self._pages) > CAPACITY:
                self._pages.popitem(last=False)
        return page

    def prepare(self, issues: Iterable[str], width: int) -> None:
        """Lay out pages ahead; meant for a thread."""
        for issue in issues:
            self.page(issue, width)
