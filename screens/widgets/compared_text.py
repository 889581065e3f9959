"""One of two texts side by side: rows of pieces, drawn as far as they are visible."""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.strip import Strip

from screens.compared import Row, first_shared_row
from screens.widgets.row_view import RowView

CONTEXT = 3
"""Rows shown above the first shared passage."""


class ComparedText(RowView):
    """Shows one side of a comparison, from its first shared passage."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"compared-text--{style}" for style in ("title", "facts", "text", "shared", "label")
    }

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._rows: Sequence[Row] = ()

    @property
    def row_width(self) -> int:
        """Cells that a row may take."""
        return max(16, self.scrollable_content_region.width - 1)

    def show(self, rows: Sequence[Row]) -> None:
        """Show other rows; the first shared passage is in view."""
        self._rows = rows
        self.hold(len(rows))
        first = first_shared_row(rows) or 0
        top = 0 if first < self.size.height else first - CONTEXT
        self.scroll_to(y=top, animate=False, force=True)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One visible row."""
        width = self.size.width
        place = y + self.scroll_offset.y
        if place >= len(self._rows):
            return Strip.blank(width, self.get_component_rich_style("compared-text--text"))
        segments = [
            Segment(piece.text, self.get_component_rich_style(f"compared-text--{piece.style}"))
            for piece in self._rows[place]
        ]
        blank = self.get_component_rich_style("compared-text--text")
        return Strip(segments).adjust_cell_length(width, blank)
