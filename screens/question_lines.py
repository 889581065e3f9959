"""The questions as lines of styled text: each in a box, the active one open.

The active question has the room that its codes and longest rule need; what is left goes to the
others, so that a tall window shows their codes too and a low one shows their answers in a line.
In a narrow window only the active one is drawn. It is a pure function, so a key changes words and
colours on the screen, never its layout.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct
from rich.cells import cell_len, set_cell_size

from screens.pieces import Piece, fitted
from screens.question_body import (
    QUOTE_WANTED,
    Row,
    Shown,
    closed_rows,
    open_height,
    open_rows,
)
from triage.domain.codebook import Code, Kind, Question
from triage.domain.coding import Answer, Quote
from triage.domain.evidence import unsupported_codes
from triage.domain.safe_text import visible_line

KIND_WORDS = {Kind.SINGLE: "one", Kind.MULTI: "many", Kind.CHECKLIST: "checklist"}

BOX = 2
"""Lines of a box beside what is in it."""

INSET = 2
"""Cells between the edge of a box and what is in it."""

OPEN_LEAST = 4
"""Least lines in the box of the active question."""


class Line(Struct, frozen=True):
    """One line of the questionnaire."""

    pieces: tuple[Piece, ...]
    question: int
    """Place of the question that it belongs to."""
    codes: tuple[tuple[int, Code], ...] = ()
    """The codes that a click on it presses, each with the cell at which it begins."""

    def code_at(self, cell: int) -> Code | None:
        """The code that lies under a cell."""
        return next((code for start, code in reversed(self.codes) if start <= cell), None)


def questionnaire_lines(
    questions: Sequence[Question],
    answers: Mapping[str, Answer],
    active: int,
    focus: Code | None,
    width: int,
    height: int,
    *,
    keys: Mapping[str, str] = {},
    outdated: Collection[Quote] = (),
    only_active: bool = False,
) -> list[Line]:
    """The lines of all questions, exactly as many as there is room for.

    Args:
        questions: in the order of the codebook.
        answers: by question id.
        active: place of the question that digits act on.
        focus: the code whose rule is shown.
        width: cells of a line.
        height: lines.
        keys: how the key of a code is written where a keymap changed it.
        outdated: the quotes whose text was changed since.
        only_active: whether the other questions are left out.
    """
    inside = width - 2 * INSET
    places = [active] if only_active else _places_in_view(len(questions), active, height)
    heights = _heights([questions[place] for place in places], places.index(active), inside, height)
    lines: list[Line] = []
    for place, rows_here in zip(places, heights, strict=True):
        question, answer = questions[place], answers[questions[place].id]
        is_active = place == active
        shown = Shown(answer, focus if is_active else None, keys, outdated)
        fill = open_rows if is_active else closed_rows
        rows = fill(question, shown, inside, rows_here)
        lines += _boxed(question, answer, place, rows, width, rows_here, is_active=is_active)
    return lines[:height]


def _places_in_view(count: int, active: int, height: int) -> list[int]:
    """The questions that there is room for: all, or those around the active one."""
    room = 1 + max(0, height - OPEN_LEAST - BOX) // (BOX + 1)
    first = max(0, min(active - room // 2, count - room))
    return list(range(first, min(count, first + room)))


def _heights(questions: Sequence[Question], active: int, width: int, height: int) -> list[int]:
    """Rows inside each box; together with the boxes they are as high as the window."""
    rows = [1] * len(questions)
    room = height - BOX * len(questions)
    rows[active] = max(OPEN_LEAST, min(open_height(questions[active], width), room - len(rows) + 1))
    others = [place for place in range(len(questions)) if place != active]
    for place in sorted(others, key=lambda place: len(questions[place].codes)):
        wanted = len(questions[place].codes) - 1
        if wanted <= room - sum(rows):
            rows[place] += max(0, wanted)
    rows[active] += max(0, room - sum(rows))
    return rows


def _boxed(
    question: Question,
    answer: Answer,
    place: int,
    rows: Sequence[Row],
    width: int,
    height: int,
    *,
    is_active: bool,
) -> Iterator[Line]:
    border = "active" if is_active else "answered" if answer.is_given else "border"
    name = kind_style = "quiet" if border == "border" else border
    kind = KIND_WORDS[question.kind]
    if unsupported_codes(question, answer):
        kind, kind_style = f"{QUOTE_WANTED} needs a quote · {kind}", "warning"
    mark = "▸ " if is_active else ""
    title = f" {mark}{visible_line(question.id)} {visible_line(question.name)} "
    yield Line(_top(title, name, border, width), place)
    for line in range(height):
        row = rows[line] if line < len(rows) else Row()
        middle = fitted(row.pieces, width - 2 * INSET)
        codes = tuple((start + INSET, code) for start, code in row.codes)
        yield Line((("│ ", border), *middle, (" │", border)), place, codes)
    gap = "─" * max(0, width - cell_len(kind) - 5)
    yield Line(((f"╰{gap}", border), (f" {kind} ", kind_style), ("─╯", border)), place)


def _top(title: str, name: str, border: str, width: int) -> tuple[Piece, ...]:
    room = width - 3
    shown = set_cell_size(title, min(cell_len(title), room))
    return ("╭─", border), (shown, name), ("─" * (room - cell_len(shown)) + "╮", border)
