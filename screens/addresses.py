"""Where web addresses stand in the rows of a page: what is in one is nobody's words."""

import re
from collections.abc import Sequence

from rich.cells import cell_len

from screens.page import Page, Row

_ADDRESS = re.compile(r"(?:\bhttps?://|\bwww\.)[^\s<>\"]+", re.IGNORECASE)


def address_spans(page: Page, place: int) -> list[tuple[int, int]]:
    """The stretches of a row that are addresses, or the rest of one that began in a row above."""
    text = page.rows[place].text
    spans = [match.span() for match in _ADDRESS.finditer(text)]
    if _goes_on_from_above(page.rows, place, page.width):
        rest = text.partition(" ")[0]
        spans.insert(0, (0, len(rest)))
    return spans


def _goes_on_from_above(rows: Sequence[Row], place: int, width: int) -> bool:
    """Whether the row above ends in an address that was broken because it is too long."""
    here = rows[place]
    while place > 0 and _is_broken(rows[place - 1], here, width):
        place -= 1
        text = rows[place].text
        if any(match.end() == len(text) for match in _ADDRESS.finditer(text)):
            return True
        if " " in text:
            return False
    return False


def _is_broken(above: Row, here: Row, width: int) -> bool:
    """Whether a row is full to its end, and the same line goes on in the next row."""
    is_same_line = (above.source, above.start) == (here.source, here.start)
    return is_same_line and cell_len(above.text) >= width - 1
