"""A view of rows of which only the visible ones are drawn, and which is filled without a layout.

To a screen, another length of a scrolled text is another layout of everything on it. Here the
scroll bar is always there, so nothing moves, and a key that shows another text paints only that.
"""

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.widget import Widget


class RowView(ScrollView, can_focus=False):
    """The part of rows that is in view."""

    DEFAULT_CSS = """
    RowView { overflow-x: hidden; overflow-y: scroll; }
    """

    def hold(self, count: int) -> None:
        """Hold so many rows; the place in them stays as far as there is one."""
        self.set_reactive(Widget.virtual_size, Size(self.size.width, count))
        self.vertical_scrollbar.window_virtual_size = count
        self.vertical_scrollbar.window_size = self.size.height
        self.scroll_y = self.validate_scroll_y(self.scroll_y)
        self.refresh()
