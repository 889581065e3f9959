"""Where a line of text breaks on a screen of a given width, counted in cells.

A break falls behind a space if there is one in reach, otherwise inside the word; wide characters
are never cut in half. Offsets are returned instead of strings, so that what stands on the screen
can always be traced to its place in the text.
"""

from rich.cells import cell_len, get_character_cell_size


def wrap_offsets(text: str, width: int) -> list[tuple[int, int]]:
    """Start and end of each screen row of one line of text; one empty row for an empty line.

    Args:
        text: one line, without newlines or tabs.
        width: cells in a row, at least 2.
    """
    if len(text) <= width and cell_len(text) <= width:
        return [(0, len(text))]
    rows = []
    start = 0
    while start < len(text):
        end = _row_end(text, start, width)
        rows.append((start, end))
        start = end
    return rows


def _row_end(text: str, start: int, width: int) -> int:
    end = _fitting(text, start, width)
    if end >= len(text):
        return len(text)
    if text[end] == " ":
        return end + 1
    space = text.rfind(" ", start + 1, end)
    return space + 1 if space > start else end


def _fitting(text: str, start: int, width: int) -> int:
    """One past the last character that fits in a row; at least one character."""
    head = text[start : start + width]
    if head.isascii():
        return start + len(head)
    cells = 0
    for offset, character in enumerate(text[start : start + 4 * width], start=start):
        cells += get_character_cell_size(character)
        if cells > width:
            return max(offset, start + 1)
    return min(start + 4 * width, len(text))
