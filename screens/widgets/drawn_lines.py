"""A widget of lines that paints again only those that changed.

A key changes few words of a pane, and painting is what a key costs: so the lines are made as data
first, and only a line that differs from the one on the screen is drawn.
"""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from screens.pieces import Piece

PiecesOfLine = Sequence[Piece]


class DrawnLines(Widget, can_focus=False):
    """Lines of pieces, each styled by the component class of its name."""

    STYLES_OF: ClassVar[str]
    """What stands before the name of a style in its component class."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._drawn: Sequence[PiecesOfLine] = ()

    def make_lines(self, width: int, height: int) -> Sequence[PiecesOfLine]:
        """The lines for a size; not more than its height are shown."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Make the lines anew and paint those that changed."""
        before, self._drawn = self._drawn, self.make_lines(*self.size)
        if len(before) != len(self._drawn):
            self.refresh()
            return
        for y, (old, new) in enumerate(zip(before, self._drawn, strict=True)):
            if old != new:
                self.refresh(Region(0, y, self.size.width, 1))

    def on_resize(self) -> None:
        """Fit the lines to the room."""
        self._drawn = self.make_lines(*self.size)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line."""
        pieces = self._drawn[y] if y < len(self._drawn) else ()
        segments = [
            Segment(text, self.get_component_rich_style(f"{self.STYLES_OF}--{style}"))
            for text, style in pieces
        ]
        blank = self.get_component_rich_style(f"{self.STYLES_OF}--text")
        return Strip(segments).adjust_cell_length(self.size.width, blank)
