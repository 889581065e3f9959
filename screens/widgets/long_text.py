"""A long text of which only the rows in view are drawn: a report of megabytes scrolls like a page.

Breaking it into rows is the work of whoever shows it, in a thread; this only draws them.
"""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from msgspec import Struct
from rich.segment import Segment
from textual.strip import Strip

from screens.widgets.row_view import RowView
from screens.wrapping import wrap_offsets
from triage.domain.safe_text import visible


class TextRow(Struct, frozen=True, gc=False):
    """One row on the screen."""

    text: str
    is_heading: bool = False


def text_rows(text: str, width: int) -> list[TextRow]:
    """A text as rows of so many cells; nothing in it steers the terminal."""
    return [row for line in visible(text).splitlines() for row in _line_rows(line, width)]


def _line_rows(line: str, width: int) -> Iterator[TextRow]:
    words = line.expandtabs(4)
    is_heading = line.startswith("#")
    for start, end in wrap_offsets(words, width):
        yield TextRow(words[start:end], is_heading)


class LongText(RowView):
    """Shows rows, and finds chapters among them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"long-text--text", "long-text--heading"}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._rows: Sequence[TextRow] = ()

    @property
    def row_width(self) -> int:
        """Cells that a row may take."""
        return max(16, self.scrollable_content_region.width - 1)

    @property
    def text(self) -> str:
        """What it shows, row by row."""
        return "\n".join(row.text for row in self._rows)

    def show(self, rows: Sequence[TextRow]) -> None:
        """Show other rows; the reader stays in place."""
        self._rows = rows
        self.hold(len(rows))

    def go_to(self, words: str) -> None:
        """Scroll to the first chapter (`## …`) whose heading has the words, in any case."""
        for place, row in enumerate(self._rows):
            if row.text.startswith("## ") and words.casefold() in row.text.casefold():
                self.scroll_to(y=place, animate=False)
                return

    def render_line(self, y: int) -> Strip:
        """One visible row."""
        blank = self.get_component_rich_style("long-text--text")
        place = y + self.scroll_offset.y
        if place >= len(self._rows):
            return Strip.blank(self.size.width, blank)
        row = self._rows[place]
        style = "heading" if row.is_heading else "text"
        segments = [Segment(row.text, self.get_component_rich_style(f"long-text--{style}"))]
        return Strip(segments).adjust_cell_length(self.size.width, blank)
