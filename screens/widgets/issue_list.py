"""The list of a sample's issues: what is coded, at a glance.

Draws visible lines only; standing and title of an issue are asked for while its line is drawn, so
a changed coding costs the redraw of one line, and 200,000 issues cost what 40 do.
"""

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from screens.pieces import cut
from screens.standing import Standing
from screens.widgets.row_view import RowView
from triage.domain.issue import number_of
from triage.domain.safe_text import visible_line

HEAD = 10
"""Cells before a title."""

AHEAD = 4
"""An issue out of view is brought to this part of the height, with those that follow below it."""

MOST_TITLE = 500
"""Characters of a title that are looked at: a list draws no more of it than a line."""


class IssueList(RowView):
    """Issues with glyph, number and title; the current one is marked."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "issue-list--row",
        "issue-list--current",
        *(f"issue-list--{standing.name.lower()}" for standing in Standing),
    }

    class Chosen(Message):
        """An issue was clicked."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(
        self,
        standing_of: Callable[[str], Standing],
        title_of: Callable[[str], str],
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(id=id)
        self._standing_of = standing_of
        self._title_of = title_of
        self._keys: Sequence[str] = ()
        self._current = 0

    def fill(self, keys: Sequence[str]) -> None:
        """Show other issues."""
        self._keys = keys
        self.hold(len(keys))

    def move_to(self, index: int) -> None:
        """Mark an entry as the current one and bring it into view."""
        previous, self._current = self._current, index
        self.refresh_entry(previous)
        self.refresh_entry(index)
        top, height = self.scroll_offset.y, self.size.height
        if not top <= index < top + height:
            # By more than a line, so that not every step along the edge paints the whole list.
            self.scroll_to(y=index - height // AHEAD, animate=False, force=True)

    def refresh_entry(self, index: int) -> None:
        """Redraw one line."""
        self.refresh(Region(0, index - self.scroll_offset.y, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """One visible line."""
        width = self.scrollable_content_region.width
        index = y + self.scroll_offset.y
        if index >= len(self._keys):
            return Strip.blank(width, self._style("row"))
        key = self._keys[index]
        standing = self._standing_of(key)
        base = self._style("current" if index == self._current else "row")
        name = f"issue-list--{standing.name.lower()}"
        tint: Style = self.get_component_rich_style(name, partial=True)
        pointer = "▸" if index == self._current else " "
        segments = [
            Segment(pointer, base),
            Segment(f"{standing.glyph} ", base + tint),
            Segment(f"{number_of(key):<6} ", base),
            Segment(cut(visible_line(self._title_of(key)[:MOST_TITLE]), width - HEAD), base),
        ]
        return Strip(segments).adjust_cell_length(width, base)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"issue-list--{name}")

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked issue."""
        offset = event.get_content_offset(self)
        index = offset.y + self.scroll_offset.y if offset else len(self._keys)
        if index < len(self._keys):
            self.post_message(self.Chosen(self._keys[index]))
