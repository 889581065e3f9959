"""The confusion matrix: who chose what, a cell of which can be opened.

Rows and columns are the codes that occur, under letters, so that ten codes fit beside other panes.
"""

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from triage.analysis.confusion import Confusion
from triage.domain.codebook import Question
from triage.domain.safe_text import visible_line

CELL = 4
"""Cells of the screen for one number."""

HEADING = 2
"""Lines above the first row of numbers."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Matrix(Widget, can_focus=False):
    """One matrix with a cursor on a cell."""

    class Opened(Message):
        """The cell under the cursor was clicked."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._matrix: Confusion | None = None
        self._question: Question | None = None
        self._codes: list[str] = []
        self._row = self._column = 0
        self.border_title = "Who chose what"

    def show(self, matrix: Confusion | None, question: Question) -> None:
        """Show another matrix, with the cursor on its first disagreement."""
        self._matrix, self._question = matrix, question
        used = (
            {code for cell in matrix.cells for code in (cell.first, cell.second)} if matrix else ()
        )
        self._codes = [code for code in matrix.codes if code in used] if matrix else []
        self._row = self._column = 0
        for cell in matrix.cells if matrix else ():
            if cell.first != cell.second:
                self._row = self._codes.index(cell.first)
                self._column = self._codes.index(cell.second)
                break
        self.border_subtitle = Content(self._subject())
        self.refresh()

    def move(self, rows: int, columns: int) -> None:
        """Move the cursor, as far as there are cells."""
        last = max(0, len(self._codes) - 1)
        self._row = max(0, min(last, self._row + rows))
        self._column = max(0, min(last, self._column + columns))
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Go to the clicked cell; a click on the cell under the cursor opens it."""
        offset = event.get_content_offset(self)
        if offset is None or not self._codes:
            return
        rows, columns = self._rows(), self._columns_in_view()
        row = offset.y - HEADING
        column = (offset.x - self._name_width - 2) // CELL
        if not (0 <= row < len(rows) and 0 <= column < len(columns)):
            return
        clicked = rows[row], columns[column]
        if clicked == (self._row, self._column):
            self.post_message(self.Opened())
        self._row, self._column = clicked
        self.refresh()

    @property
    def issues(self) -> tuple[str, ...]:
        """The issues of the cell under the cursor."""
        if self._matrix is None or not self._codes:
            return ()
        return self._matrix.issues(self._codes[self._row], self._codes[self._column])

    @property
    def cell_in_words(self) -> str:
        """What the two raters chose in the cell under the cursor."""
        if self._matrix is None or not self._codes:
            return "no issue is coded by both"
        row, column = self._codes[self._row], self._codes[self._column]
        return (
            f"{self._matrix.first}: {self._label(row)} · "
            f"{self._matrix.second}: {self._label(column)}"
        )

    def render(self) -> Content:
        """Rows of the first rater, columns of the second."""
        if self._matrix is None or not self._codes:
            return Content("No issue is coded by both raters.")
        name_width, shown = self._name_width, self._columns_in_view()
        heads = "".join(f"{_letter(place):>{CELL}}" for place in shown)
        raters = f"{self._matrix.first} ↓  {self._matrix.second} →"
        lines = [Content.styled(visible_line(raters), "$text-muted")]
        lines.append(Content.styled(" " * (name_width + 2) + heads, "bold"))
        lines += [self._line(place, shown, name_width) for place in self._rows()]
        lines.append(Content.styled(f"\n{len(self.issues)} here · {self.cell_in_words}", "italic"))
        return Content("\n").join(lines)

    def _line(self, row: int, shown: range, width: int) -> Content:
        assert self._matrix is not None
        name = Content(self._label(self._codes[row])).truncate(width, ellipsis=True)
        padded = name.plain + " " * (width - name.cell_length)
        parts: list[Content | tuple[str, str]] = [(f"{_letter(row)} ", "bold"), (padded, "")]
        for column in shown:
            count = len(self._matrix.issues(self._codes[row], self._codes[column]))
            style = "$text-success" if row == column else "$text-warning" if count else ""
            if (row, column) == (self._row, self._column):
                style = "reverse bold"
            parts.append((f"{count or '·':>{CELL}}", style))
        return Content.assemble(*parts)

    @property
    def _name_width(self) -> int:
        names = self.content_size.width - CELL * len(self._codes) - 3
        return max(6, min(26, names))

    def _rows(self) -> range:
        room = max(1, self.content_size.height - 4)
        first = max(0, min(self._row - room + 1, len(self._codes) - room))
        return range(first, min(len(self._codes), first + room))

    def _columns_in_view(self) -> range:
        room = max(1, (self.content_size.width - self._name_width - 3) // CELL)
        first = max(0, min(self._column - room + 1, len(self._codes) - room))
        return range(first, min(len(self._codes), first + room))

    def _label(self, code: str) -> str:
        found = self._question.code(code) if self._question else None
        return visible_line(found.label if found else code)

    def _subject(self) -> str:
        if self._matrix is None or self._question is None:
            return ""
        if self._matrix.subject == self._question.id:
            return ""
        return self._label(self._matrix.subject)


def _letter(place: int) -> str:
    return LETTERS[place] if place < len(LETTERS) else str(place)
