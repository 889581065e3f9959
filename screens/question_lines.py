"""The questions as lines of styled text: each in a box, the active one open.

The active question takes the room that is left and shows every code and the rule of the one in
focus; the others are one line each. In a narrow window only the active one is drawn. It is a pure
function, so a key changes words and colours on the screen, never its layout.
"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from rich.cells import cell_len, set_cell_size

from screens.wrapping import wrap_offsets
from triage.domain.codebook import Code, Kind, Question
from triage.domain.coding import Answer
from triage.domain.evidence import unsupported_codes
from triage.domain.safe_text import visible_line

KIND_WORDS = {Kind.SINGLE: "one", Kind.MULTI: "many", Kind.CHECKLIST: "checklist"}

CLOSED_HEIGHT = 3
"""Lines of a question that is not active: its box and one line."""

OPEN_HEIGHT = 6
"""Least lines of the active question."""

Piece = tuple[str, str]
"""A text and the name of its style."""


class Line(Struct, frozen=True):
    """One line of the questionnaire."""

    pieces: tuple[Piece, ...]
    question: int
    """Place of the question that it belongs to."""
    code: Code | None = None
    """The code that a click on it presses."""


def questionnaire_lines(
    questions: Sequence[Question],
    answers: Mapping[str, Answer],
    active: int,
    focus: Code | None,
    width: int,
    height: int,
    *,
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
        only_active: whether the other questions are left out.
    """
    others = 0 if only_active else len(questions) - 1
    room = max(OPEN_HEIGHT, height - CLOSED_HEIGHT * others)
    lines: list[Line] = []
    for place, question in enumerate(questions):
        answer = answers[question.id]
        if place == active:
            body = _open_body(question, answer, focus, width - 4)
            lines += _boxed(question, answer, place, body, width, room, is_active=True)
        elif not only_active:
            body = [((_closed_pieces(question, answer)), None)]
            lines += _boxed(question, answer, place, body, width, CLOSED_HEIGHT, is_active=False)
    return lines[:height]


def rule_parts(code: Code) -> list[tuple[str, str]]:
    """Definition, when to use a code and when not: heading and words of each."""
    parts = (
        ("", code.definition),
        ("Use when: ", code.use_when),
        ("Not when: ", code.avoid_when),
        ("Example: ", code.example),
    )
    return [(heading, visible_line(words)) for heading, words in parts if words]


def glyph(question: Question, answer: Answer, code: Code) -> str:
    """How a code stands in an answer: never by colour alone."""
    chosen = code.id in answer.codes
    match question.kind:
        case Kind.SINGLE:
            return "◉" if chosen else "○"
        case Kind.MULTI:
            return "☑" if chosen else "☐"
        case Kind.CHECKLIST:
            return "✓" if chosen else "✗" if code.id in answer.missing else "·"


_Body = list[tuple[tuple[Piece, ...], Code | None]]


def _open_body(question: Question, answer: Answer, focus: Code | None, width: int) -> _Body:
    unsupported = set(unsupported_codes(question, answer))
    held = {*answer.codes, *answer.missing}
    body: _Body = []
    for code in question.codes:
        style = "chosen" if code.id in held else "text"
        label = f"{glyph(question, answer, code)} {visible_line(code.label)}"
        pieces: tuple[Piece, ...] = ((f"{code.key or ' '} ", "quiet"), (label, style))
        if code.id in unsupported:
            pieces = (*pieces, ("  needs a quote", "warning"))
        body.append((pieces, code))
    if answer.none_apply:
        body.append(((("  none applies", "words"),), None))
    if answer.memo:
        body += _wrapped(f"✎ {visible_line(answer.memo)}", "words", width)
    for quote in answer.quotes:
        body += _wrapped(f"❝ {visible_line(quote.text)}", "quote", width)
    if focus is not None:
        body.append((((" ", "text"),), None))
        for heading, words in rule_parts(focus):
            body += _wrapped(heading + words, "quiet", width)
    return body


def _wrapped(text: str, style: str, width: int) -> _Body:
    return [(((text[a:b].rstrip(), style),), None) for a, b in wrap_offsets(text, max(2, width))]


def _closed_pieces(question: Question, answer: Answer) -> tuple[Piece, ...]:
    if not answer.is_given:
        names = " ".join(f"{code.key} {visible_line(code.label)}" for code in question.codes)
        return ((names, "quiet"),)
    held = {*answer.codes, *answer.missing}
    chosen = [code for code in question.codes if code.id in held]
    words = [f"{glyph(question, answer, code)} {visible_line(code.label)}" for code in chosen]
    return ((", ".join(words) or "none applies", "chosen"),)


def _boxed(
    question: Question,
    answer: Answer,
    place: int,
    body: _Body,
    width: int,
    height: int,
    *,
    is_active: bool,
) -> Iterator[Line]:
    border = "active" if is_active else "answered" if answer.is_given else "border"
    if unsupported_codes(question, answer) and not is_active:
        border = "warning"
    title = f" {visible_line(question.id)} {visible_line(question.name)} "
    kind = f" {KIND_WORDS[question.kind]} "
    yield Line(((_edge("╭─", title, "╮", width), border),), place)
    for row in range(height - 2):
        pieces, code = body[row] if row < len(body) else ((), None)
        inside = _fitted(pieces, width - 4)
        yield Line((("│ ", border), *inside, (" │", border)), place, code)
    gap = "─" * max(0, width - cell_len(kind) - 3)
    yield Line(((f"╰{gap}{kind}─╯", border),), place)


def _edge(begin: str, title: str, end: str, width: int) -> str:
    room = width - len(begin) - len(end)
    shown = set_cell_size(title, min(cell_len(title), room))
    return begin + shown + "─" * (room - cell_len(shown)) + end


def _fitted(pieces: Sequence[Piece], width: int) -> list[Piece]:
    """The pieces in exactly so many cells, with an ellipsis where something is cut."""
    fitted: list[Piece] = []
    left = width
    for text, style in pieces:
        cells = cell_len(text)
        if cells > left:
            fitted.append((set_cell_size(text, max(0, left - 1)) + "…" * (left > 0), style))
            return fitted
        fitted.append((text, style))
        left -= cells
    return [*fitted, (" " * left, "text")]
