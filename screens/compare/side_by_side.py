"""What raters say about one issue, side by side: answers, memos, quotes.

The same widget serves the comparison, under names, and the settling, under letters.
"""

from collections.abc import Sequence

from msgspec import Struct
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from screens.wrapping import wrap_offsets
from triage.domain.codebook import Question
from triage.domain.coding import Answer, Coding, Marks
from triage.domain.safe_text import visible_line
from triage.domain.wording import answer_in_words

GAP = 2
NARROWEST = 22
"""Cells below which columns stand one under the other."""

Line = tuple[str, str]
"""Text without markup, and its style."""


class Column(Struct, frozen=True):
    """What one rater says."""

    name: str
    """Stands above; empty for no heading."""
    lines: tuple[Line, ...]


class Block(Struct, frozen=True):
    """What the raters say about one question."""

    heading: str
    """Stands above the columns; empty for none."""
    columns: tuple[Column, ...]


class SideBySide(Static):
    """Columns of words; scrolls with its container."""

    class ColumnClicked(Message):
        """A column was clicked."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._title = Content("")
        self._blocks: Sequence[Block] = ()

    def show(self, title: Content, blocks: Sequence[Block]) -> None:
        """Show other words."""
        self._title, self._blocks = title, blocks
        self._draw()

    def on_resize(self) -> None:
        """Fit the columns to the new width."""
        self._draw()

    def on_click(self, event: events.Click) -> None:
        """Tell which column was clicked, where columns stand side by side."""
        offset = event.get_content_offset(self)
        count = len(self._blocks[-1].columns) if self._blocks else 0
        if offset is None or not count or offset.y < len(self._title.plain.splitlines()):
            return
        width = column_width(count, self._width)
        if width >= NARROWEST and offset.x // (width + GAP) < count:
            self.post_message(self.ColumnClicked(offset.x // (width + GAP)))

    @property
    def _width(self) -> int:
        return self.content_size.width or self.container_size.width

    def _draw(self) -> None:
        lines = [self._title]
        for block in self._blocks:
            if block.heading:
                lines.append(Content.styled(visible_line(block.heading), "$text-muted"))
            lines += side_by_side(block.columns, self._width)
        self.update(Content("\n").join(lines))


def column_width(count: int, width: int) -> int:
    """Cells of each of so many columns."""
    return (width - GAP * (count - 1)) // count


def side_by_side(columns: Sequence[Column], width: int) -> list[Content]:
    """Columns as lines of a width; one under the other where the width is too small."""
    if not columns:
        return []
    each = column_width(len(columns), width)
    if each < NARROWEST:
        return [line for column in columns for line in _rows(column, max(2, width))]
    drawn = [_rows(column, each) for column in columns]
    height = max(map(len, drawn))
    blank = Content(" " * each)
    filled = [[*rows, *[blank] * (height - len(rows))] for rows in drawn]
    return [Content(" " * GAP).join(row) for row in zip(*filled, strict=True)]


def answer_lines(question: Question, answer: Answer) -> tuple[Line, ...]:
    """An answer in lines: codes, memo, quotes."""
    lines: list[Line] = []
    if answer.is_given:
        lines.append((visible_line(answer_in_words(answer, question)), "bold"))
    else:
        lines.append(("– no answer", "$text-muted"))
    if answer.memo:
        lines.append((f"✎ {visible_line(answer.memo)}", "italic"))
    lines += [(f"❝ {visible_line(quote.text)}", "$text-accent") for quote in answer.quotes]
    return tuple(lines)


def scope_lines(coding: Coding) -> tuple[Line, ...]:
    """Whether an issue is in scope."""
    if coding.marks.excluded:
        return ((f"⊘ excluded: {visible_line(coding.marks.excluded)}", "bold"),)
    return (("in scope, and coded", "bold"),)


def marks_lines(marks: Marks) -> tuple[Line, ...]:
    """The marks that say something about a disagreement."""
    words = [f"confidence {marks.confidence} of 3"] if marks.confidence else []
    words += ["flagged"] if marks.flagged else []
    return ((" · ".join(words), "$text-muted"),) if words else ()


def _rows(column: Column, width: int) -> list[Content]:
    rows = []
    if column.name:
        rows.append(Content.styled(_padded(visible_line(column.name), width), "bold underline"))
    for text, style in column.lines:
        for start, end in wrap_offsets(text, width):
            rows.append(Content.styled(_padded(text[start:end].rstrip(), width), style))
    return rows


def _padded(text: str, width: int) -> str:
    content = Content(text).truncate(width, ellipsis=True)
    return content.plain + " " * max(0, width - content.cell_length)
