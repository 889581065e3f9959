"""The shelf of laid-out pages: the current issue and its neighbours, ready before they are asked.

Pages are pure values, so a thread may put one on the shelf while the screen takes another; the
shelf is the only thing they share.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from threading import Lock

from screens.page import Page, lay_out
from triage.analysis.boilerplate import common_headings
from triage.domain.issue import SampledIssue

CAPACITY = 16
"""Pages kept; a page of a long issue takes about a megabyte."""


class PageShelf:
    """Pages by issue and width, the least recently used dropped."""

    def __init__(
        self, issues: Mapping[str, SampledIssue], clock: Callable[[], datetime], sample: str = ""
    ) -> None:
        """Make an empty shelf.

        Args:
            issues: by key.
            clock: for ages.
            sample: their sample, where it is known.
        """
        self._issues = issues
        self._sample = sample
        self._clock = clock
        self._pages: OrderedDict[tuple[str, int, bool], Page] = OrderedDict()
        self._form_headings: frozenset[str] = frozenset()
        self._lock = Lock()
        self.is_open = False
        """Whether boilerplate and logs are written out."""

    def page(self, issue: str, width: int) -> Page:
        """The page of an issue, from the shelf or laid out now."""
        place = issue, width, self.is_open
        with self._lock:
            if page := self._pages.get(place):
                self._pages.move_to_end(place)
                return page
        page = lay_out(
            self._issues[issue],
            width,
            self._clock(),
            form_headings=self._form_headings,
            is_open=self.is_open,
            sample=self._sample,
        )
        with self._lock:
            self._pages[place] = page
            while len(self._pages) > CAPACITY:
                self._pages.popitem(last=False)
        return page

    def learn_forms(self, issues: Iterable[str]) -> None:
        """Find the headings that some issues share; meant for a thread."""
        headings = common_headings(self._issues[issue].issue.body for issue in issues)
        with self._lock:
            self._form_headings = headings
            self._pages.clear()

    def take(self, issues: Mapping[str, SampledIssue]) -> None:
        """Lay every page out anew, from newer copies."""
        with self._lock:
            self._issues = issues
            self._pages.clear()
