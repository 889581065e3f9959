"""The reader: a page of an issue, drawn row by visible row.

Only the rows on the screen are ever drawn, so a body of 60,000 characters scrolls like one of
six lines. The reader knows the page it shows, a selection of whole lines in one text, and the
spans to highlight; what they mean is the desk's business.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

from msgspec import Struct
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from screens.addresses import address_spans
from screens.page import Page, Row
from screens.page_search import Part, Place, places
from screens.widgets.row_view import RowView
from triage.analysis.highlight import KeywordFinder

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
    "boilerplate",
    "fold",
    "news",
    "added",
    "removed",
)
"""Styles that a row of a page can have."""

UNMARKED = ("code", "boilerplate", "fold")
"""Styles of rows in which keywords are not marked."""

HIGHLIGHTS = ("selected", "quote", "found", "here", "keyword", "letter")
"""Styles that lie over a row or a part of it."""


LETTERS_ROOM = 3
"""Cells at the end of a row for the letters that are put behind its keywords."""


class Selection(Struct, frozen=True):
    """Whole lines of one text."""

    source: str
    start: int
    end: int


class Reader(RowView):
    """Shows a page."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"reader--{style}" for style in (*STYLES, *HIGHLIGHTS)}

    class LineClicked(Message):
        """A row of the page was clicked."""

        def __init__(self, row: int) -> None:
            super().__init__()
            self.row = row

    class FoldClicked(Message):
        """A part that is folded away was clicked."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._page: Page | None = None
        self._quoted: tuple[Selection, ...] = ()
        self._words = ""
        self._places: list[Place] = []
        self._found: dict[int, list[tuple[int, Part]]] = {}
        """What is found in a row: number of the place, and its part in that row."""
        self._keywords: KeywordFinder | None = None
        self._letters: Mapping[str, str] = {}
        self._here = -1
        """Which of the places was gone to."""
        self._anchor: int | None = None
        self._cursor = 0
        self._width = 0

    @property
    def page_width(self) -> int:
        """Cells that a row of a page may take; some are kept for the letters of keywords.

        A reader that is hidden has none, and goes on with those that it had.
        """
        self._width = self.scrollable_content_region.width or self._width
        return max(20, self._width - LETTERS_ROOM)

    @property
    def is_selecting(self) -> bool:
        """Whether lines are being selected."""
        return self._anchor is not None

    @property
    def is_searching(self) -> bool:
        """Whether words are being looked for."""
        return bool(self._words)

    def show(self, page: Page, *, keep_place: bool = False) -> None:
        """Draw another page, from its top unless the place is to be kept."""
        marked = self._line_at(self._anchor), self._line_at(self._cursor)
        self._page = page
        self.hold(len(page.rows))
        if keep_place:
            anchor, cursor = (_place_of(line, page) for line in marked)
            self._anchor = anchor if cursor is not None else None
            self._cursor = cursor or 0
        else:
            self._anchor = None
            self._words = ""
            self._cursor = 0
            self.scroll_to(y=0, animate=False)
        self._find()

    def underline(self, quoted: Iterable[Selection]) -> None:
        """Underline what is quoted already."""
        quoted = tuple(quoted)
        if quoted != self._quoted:
            self._quoted = quoted
            self.refresh()

    def highlight(self, keywords: KeywordFinder | None, letters: Mapping[str, str]) -> None:
        """Mark the words that a codebook looks for, each with the letter of its code."""
        if keywords is self._keywords:
            return
        before = self._spans_in_view()
        self._keywords = keywords
        self._letters = letters
        for y, (old, new) in enumerate(zip(before, self._spans_in_view(), strict=True)):
            if old != new:
                self.refresh(Region(0, y, self.size.width, 1))

    def begin_selection(self) -> bool:
        """Select the line at the cursor or the first one in view; whether there is any."""
        rows = self._page.rows if self._page else ()
        top = self.scroll_offset.y
        in_view = top <= self._cursor < top + self.size.height
        first = self._cursor if in_view and self._cursor else top
        places = (place for place in range(first, len(rows)) if rows[place].source)
        place = next(places, None)
        if place is None:
            return False
        self._anchor = self._cursor = place
        self.refresh()
        return True

    def extend_selection(self, step: int) -> None:
        """Move the open end of the selection to the next line of the same text."""
        rows = self._page.rows if self._page else ()
        here = rows[self._cursor]
        place = self._cursor + step
        while 0 <= place < len(rows) and rows[place].source == here.source:
            if (rows[place].start, rows[place].end) != (here.start, here.end):
                self._cursor = place
                break
            place += step
        self._keep_in_view(self._cursor)
        self.refresh()

    def extend_to(self, place: int) -> None:
        """Move the open end to a row of the same text; a row of another text begins anew."""
        rows = self._page.rows if self._page else ()
        is_same = self._anchor is not None and rows[place].source == rows[self._anchor].source
        self._cursor = place
        if is_same:
            self.refresh()
        else:
            self.begin_selection()

    def end_selection(self) -> None:
        """Select nothing."""
        self._anchor = None
        self.refresh()

    @property
    def selection(self) -> Selection | None:
        """The selected lines, in their text."""
        if self._anchor is None or self._page is None:
            return None
        one, other = self._page.rows[self._anchor], self._page.rows[self._cursor]
        return Selection(one.source, min(one.start, other.start), max(one.end, other.end))

    def search(self, words: str) -> int:
        """Look for words, without regard to case or line ends; how often they are there."""
        self._words = words.strip()
        self._find()
        self._here = -1
        self.refresh()
        return len(self._places)

    def end_search(self) -> None:
        """Look for nothing."""
        self.search("")

    def go_to_place(self, step: int) -> int:
        """Go to the next place of what is looked for, round the end; which one it is, from 1."""
        if not self._places:
            return 0
        self._here = (self._here + step) % len(self._places)
        self._cursor = self._places[self._here][0].row
        self._keep_in_view(self._cursor)
        self.refresh()
        return self._here + 1

    @property
    def place_count(self) -> int:
        """How often what is looked for is there."""
        return len(self._places)

    def on_click(self, event: events.Click) -> None:
        """Tell which row was clicked."""
        offset = event.get_content_offset(self)
        if self._page is None or offset is None:
            return
        place = offset.y + self.scroll_offset.y
        if place >= len(self._page.rows):
            return
        if self._page.rows[place].style == "fold":
            self.post_message(self.FoldClicked())
            return
        if not self.is_selecting:
            self._cursor = place
        self.post_message(self.LineClicked(place))

    def render_line(self, y: int) -> Strip:
        """One visible row."""
        width = self.size.width
        place = y + self.scroll_offset.y
        if self._page is None or place >= len(self._page.rows):
            return Strip.blank(width, self._style("text"))
        row = self._page.rows[place]
        style = self._style(row.style)
        if self._is_selected(row):
            style += self._overlay("selected")
        elif any(_covers(quote, row) for quote in self._quoted):
            style += self._overlay("quote")
        strip = Strip(self._segments(place, row, style))
        return strip.adjust_cell_length(width, self._style("text"))

    def _segments(self, place: int, row: Row, style: Style) -> Iterator[Segment]:
        spans = self._found_spans(place) or self._spans(place)
        if not spans:
            yield Segment(row.text, style)
            return
        position = 0
        room = self.page_width + LETTERS_ROOM - cell_len(row.text)
        for start, end, overlay, letter in spans:
            if start < position:
                continue
            yield Segment(row.text[position:start], style)
            yield Segment(row.text[start:end], style + self._overlay(overlay))
            if letter and (room := room - cell_len(letter)) >= 0:
                yield Segment(letter, style + self._overlay("letter"))
            position = end
        yield Segment(row.text[position:], style)

    def _line_at(self, place: int | None) -> tuple[str, int] | None:
        """The line of a text that a row shows, which stays the same when rows break elsewhere."""
        if place is None or self._page is None or place >= len(self._page.rows):
            return None
        row = self._page.rows[place]
        return (row.source, row.start) if row.source else None

    def _find(self) -> None:
        self._places = places(self._page, self._words) if self._page else []
        self._found = {}
        for number, place in enumerate(self._places):
            for part in place:
                self._found.setdefault(part.row, []).append((number, part))

    def _found_spans(self, row: int) -> list[tuple[int, int, str, str]]:
        """What is looked for in a row; the place that was gone to stands out."""
        return [
            (part.start, part.end, "here" if number == self._here else "found", "")
            for number, part in self._found.get(row, ())
        ]

    def _spans(self, place: int) -> list[tuple[int, int, str, str]]:
        """The keywords in a row; what stands in an address is none."""
        if self._keywords is None or self._page is None:
            return []
        row = self._page.rows[place]
        found_words = self._keywords.spans(row.text) if _has_keywords(row) else []
        addresses = address_spans(self._page, place) if found_words else []
        return [
            (span.start, span.end, "keyword", self._letters.get(span.code, ""))
            for span in found_words
            if not any(start <= span.start < end for start, end in addresses)
        ]

    def _spans_in_view(self) -> list[list[tuple[int, int, str, str]]]:
        top = self.scroll_offset.y
        bottom = min(top + self.size.height, len(self._page.rows) if self._page else 0)
        return [self._spans(place) for place in range(top, bottom)]

    def _is_selected(self, row: Row) -> bool:
        selection = self.selection
        return selection is not None and _covers(selection, row)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"reader--{name}")

    def _overlay(self, name: str) -> Style:
        return self.get_component_rich_style(f"reader--{name}", partial=True)

    def _keep_in_view(self, place: int) -> None:
        top, height = self.scroll_offset.y, self.size.height
        if not top <= place < top + height:
            self.scroll_to(y=max(0, place - height // 3), animate=False)


def _has_keywords(row: Row) -> bool:
    return bool(row.source) and row.style not in UNMARKED


def _place_of(line: tuple[str, int] | None, page: Page) -> int | None:
    """The first row that shows a line; None when it is folded away."""
    places = (at for at, row in enumerate(page.rows) if (row.source, row.start) == line)
    return next(places, None)


def _covers(selection: Selection, row: Row) -> bool:
    if row.source != selection.source:
        return False
    return row.start < selection.end and row.end > selection.start
