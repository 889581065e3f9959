"""Styled words that lines are made of: data, so that what is drawn is tested without a screen.

A style is named, never given: the widget that draws a line has a component class of that name.
"""

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

Piece = tuple[str, str]
"""A text and the name of its style."""


def fitted(pieces: Sequence[Piece], width: int) -> list[Piece]:
    """The pieces in exactly so many cells, with an ellipsis where something is cut."""
    fitting: list[Piece] = []
    left = width
    for text, style in pieces:
        cells = cell_len(text)
        if cells > left:
            fitting.append((set_cell_size(text, max(0, left - 1)) + "…" * (left > 0), style))
            return fitting
        fitting.append((text, style))
        left -= cells
    return [*fitting, (" " * left, "text")]


def cut(text: str, width: int) -> str:
    """As much of a text as fits into so many cells, with an ellipsis where something is missing."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(0, width - 1)) + "…" * (width > 0)
