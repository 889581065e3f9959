"""What both screens on raters share: the issue in dispute, with its text to be read."""

from collections.abc import Callable, Mapping
from datetime import datetime

from textual import getters
from textual.content import Content
from textual.screen import Screen

from screens.codebook_screen import CodebookScreen
from screens.coding.pages import PageShelf
from screens.commanded import Commanded
from screens.compare.source import Comparing
from screens.widgets.reader import Reader, Selection
from triage.domain.issue import number_of
from triage.domain.safe_text import visible


class DisputeReader(Commanded, Screen[None]):
    """A screen with a reader of one issue."""

    CSS_PATH = "compare.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-high")]

    reader = getters.query_one("#text", Reader)

    def __init__(
        self, source: Comparing, clock: Callable[[], datetime], keymap: Mapping[str, str]
    ) -> None:
        super().__init__(keymap)
        self.source = source
        self.clock = clock
        self._pages = PageShelf(source.issues, clock)
        self._read = ""
        self._other: str | None = None

    def read(self, issue: str, other: str | None = None) -> None:
        """Show the text of an issue, with the quotes of all raters underlined.

        Args:
            issue: its key.
            other: key of the issue with which it forms a pair; it can be read instead.
        """
        self._read, self._other = issue, other
        page = self._pages.page(issue, self.reader.page_width)
        self.reader.border_title = Content(f"#{page.issue.number}")
        self.reader.border_subtitle = Content(page.facts)
        self.reader.show(page)
        self.reader.underline(
            Selection(quote.source, quote.start, quote.end)
            for own in self.source.codings.values()
            if issue in own
            for answer in own[issue].answers.values()
            for quote in answer.quotes
        )

    def action_read_other(self) -> None:
        """Show the text of the other issue of a pair."""
        if self._other is None:
            self.notify("Only pairs that may be duplicates have another issue", markup=False)
        elif self._other not in self.source.issues:
            number = number_of(self._other)
            self.warn(f"#{number} is not in the sample; d on the coding screen has its text")
        else:
            self.read(self._other, self._read)

    def warn(self, text: str) -> None:
        """Tell something that must not be missed."""
        self.notify(visible(text), severity="error", timeout=12, markup=False)

    def action_scroll_down(self) -> None:
        """Scroll the text down a line."""
        self.reader.scroll_down(animate=False)

    def action_scroll_up(self) -> None:
        """Scroll the text up a line."""
        self.reader.scroll_up(animate=False)

    def action_scroll_answers(self, lines: int) -> None:
        """Scroll what the raters say."""
        self.query_one("#answer-pane").scroll_relative(y=lines, animate=False)

    def action_page_down(self) -> None:
        """Scroll the text down a page."""
        self.reader.scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """Scroll the text up a page."""
        self.reader.scroll_page_up(animate=False)

    def action_show_codebook(self) -> None:
        """Show every definition."""
        self.app.push_screen(CodebookScreen(self.source.codebook, self.keymap))
