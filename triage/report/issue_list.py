"""Issues as the items of a list, in any format.

They are written here and not in the templates, because they are nearly all of a report. An issue
stands under several findings, so its address and memo are escaped once and kept.
"""

from collections.abc import Callable, Sequence
from functools import cache

from triage.report.model import Evidence, Excerpt
from triage.report.words import OUTDATED

Item = Callable[[int, str, str, str], str]
"""One item from number, address (empty if there is no safe one), memo and quotes, all escaped."""

QuoteLine = Callable[[str, str], str]
"""One quote from its words and where they stand, both escaped."""


class IssueList:
    """Writes issues in one format."""

    def __init__(
        self, url: Callable[[str], str], text: Callable[[str], str], item: Item, quote: QuoteLine
    ) -> None:
        """Takes how the format escapes, and how it writes an item and a quote."""
        self._url, self._text = cache(url), cache(text)
        self._item, self._quote = item, quote

    def items(self, issues: Sequence[Evidence]) -> str:
        """One item per issue, each with its quotes; no newline at the end."""
        return "\n".join(map(self._written, issues))

    def _written(self, issue: Evidence) -> str:
        quotes = "".join(map(self._quoted, issue.excerpts))
        return self._item(issue.number, self._url(issue.url), self._text(issue.memo), quotes)

    def _quoted(self, excerpt: Excerpt) -> str:
        source = self._text(excerpt.quote.source) + (OUTDATED if excerpt.is_outdated else "")
        return self._quote(self._text(excerpt.quote.text), source)
