"""The reader: a page of an issue, drawn row by visible row.

Only the rows on the screen are ever drawn, so a body of 60,000 characters scrolls like one of
six lines. The reader knows nothing of issues beyond the page it is given.
"""

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from screens.page import Page

STYLES = (
    "title",
    "labels",
    "facts",
    "rule",
    "author",
    "event",
    "heading",
    "code",
    "citation",
    "gist",
    "text",
)


class Reader(ScrollView, can_focus=False):
    """Shows a page."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"reader--{style}" for style in STYLES}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._page: Page | None = None

    @property
    def page_width(self) -> int:
        """Cells that a row of a page may take."""
        return max(20, self.scrollable_content_region.width - 1)

    def show(self, page: Page, *, keep_place: bool = False) -> None:
        """Draw another page, from its top unless the place is to be kept."""
        self._page = page
        self.virtual_size = Size(page.width, len(page.rows))
        if not keep_place:
            self.scroll_to(y=0, animate=False)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One visible row."""
        width = self.size.width
        index = y + self.scroll_offset.y
        if self._page is None or index >= len(self._page.rows):
            return Strip.blank(width, self.rich_style)
        row = self._page.rows[index]
        style: Style = self.get_component_rich_style(f"reader--{row.style}")
        return Strip([Segment(row.text, style)]).adjust_cell_length(width, self.rich_style)
