"""Where words stand on a page: in its rows, also where a line is broken between two of them."""

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec import Struct

from triage.analysis.highlight import find

if TYPE_CHECKING:
    from screens.page import Page


class Part(Struct, frozen=True):
    """A stretch of one row."""

    row: int
    start: int
    end: int


Place = tuple[Part, ...]
"""One occurrence; it has several parts when it goes over the end of a row."""


def places(page: "Page", words: str) -> list[Place]:
    """Every place of some words on a page, without regard to case and white space."""
    if not words:
        return []
    texts = [row.text for row in page.rows]
    starts = [0, *accumulate(len(text) + 1 for text in texts)]
    found = []
    for start, end in find("\n".join(texts), words):
        first = bisect_right(starts, start) - 1
        last = bisect_right(starts, end - 1) - 1
        found.append(
            tuple(
                Part(row, max(0, start - starts[row]), min(len(texts[row]), end - starts[row]))
                for row in range(first, last + 1)
            )
        )
    return found
