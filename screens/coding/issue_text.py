"""The text of the current issue in the reader: its page, its folds, and the pages around it."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from textual.content import Content

from screens.coding.pages import PageShelf
from screens.commands.live_keys import LiveKeys
from screens.widgets.reader import Reader

if TYPE_CHECKING:
    from screens.page import Page


class IssueText:
    """What the reader shows, taken from a shelf of pages."""

    def __init__(self, shelf: PageShelf, keys: LiveKeys) -> None:
        self.shelf = shelf
        self._keys = keys
        self._page: Page | None = None

    @property
    def has_folds(self) -> bool:
        """Whether a part of the text is folded away."""
        return bool(self._page and self._page.folds)

    def toggle_folds(self) -> None:
        """Open or fold boilerplate and long logs, from the next showing on."""
        self.shelf.is_open = not self.shelf.is_open

    def show(self, issue: str, reader: Reader, *, keep_place: bool = False) -> None:
        """Put the page of an issue before the rater.

        Args:
            issue: its key.
            reader: where.
            keep_place: whether to stay where the rater reads, and not to begin at the top.
        """
        page = self._page = self.shelf.page(issue, reader.page_width)
        reader.border_title = Content(f"#{page.issue.number}")
        reader.border_subtitle = Content(self._facts_and_folds(page))
        reader.show(page, keep_place=keep_place)

    def prepare(self, issues: Iterable[str], width: int, is_wanted: Callable[[], bool]) -> None:
        """Lay out the pages of issues before they are asked for; meant for a thread.

        Args:
            issues: their keys.
            width: of the pages, in cells.
            is_wanted: asked before each; may take its time, False ends the work.
        """
        for issue in issues:
            if not is_wanted():
                return
            self.shelf.page(issue, width)

    def _facts_and_folds(self, page: "Page") -> str:
        """What stands under the text: facts, and how to read what is folded away."""
        key = self._keys.first("toggle-folds")
        if self.shelf.is_open:
            return f"{page.facts} · {key} folds"
        return f"{page.facts} · {key} opens {page.folds} ▸" if page.folds else page.facts
