"""What stands inside the box of a question: its codes, the answer, the evidence, the rule.

Everything is lines of styled pieces, made by pure functions, so that it can be tested without a
screen. A code that is clicked counts like its key, so a line knows which codes lie in it.
"""

from collections.abc import Collection, Mapping
from functools import lru_cache

from msgspec import Struct
from rich.cells import cell_len, set_cell_size

from screens.pieces import Piece, fitted
from screens.wrapping import wrap_offsets
from triage.domain.codebook import Code, Kind, Question
from triage.domain.coding import Answer, Quote
from triage.domain.evidence import unsupported_codes
from triage.domain.safe_text import visible_line

NARROWEST_COLUMN = 18
"""Cells of a code where codes stand in columns to leave room for the rule."""

TIGHTEST_COLUMN = 13
"""Cells of a code where codes stand in columns because they would not fit at all."""

RULE_LEAST = 5
"""Rows that the rule of the code in focus shall have, with the blank one above it."""

MOST_QUOTE_ROWS = 2
"""Rows that a quote takes; the whole of it is underlined in the text."""

QUOTE_WANTED = "❝?"
"""Stands behind a code that needs a quote and has none."""

GAP = 2
"""Cells between two columns."""


class Row(Struct, frozen=True):
    """One line inside a box."""

    pieces: tuple[Piece, ...] = ()
    codes: tuple[tuple[int, Code], ...] = ()
    """The codes that lie in it, each with the cell at which it begins."""


class Shown(Struct, frozen=True):
    """What the body of a question is made from, beside the question."""

    answer: Answer
    focus: Code | None = None
    """The code whose rule is shown."""
    keys: Mapping[str, str] = {}
    """How the key of a code is written where a keymap changed it."""
    outdated: Collection[Quote] = ()
    """The quotes whose text was changed since."""


def open_rows(question: Question, shown: Shown, width: int, height: int) -> list[Row]:
    """The active question: codes, memo, quotes and the rule of the code in focus.

    Codes come first, in columns where they would not fit below each other; what there is no
    room for is cut with an ellipsis.
    """
    rows = _code_rows(question, shown, width, height, height - RULE_LEAST)
    answer = shown.answer
    if answer.none_apply:
        rows.append(Row((("  none applies", "words"),)))
    if answer.memo:
        rows += _wrapped(f"✎ {visible_line(answer.memo)}", "words", width)
    for quote in answer.quotes:
        rows += _quote_rows(question, quote, shown, width)
    if shown.focus is not None:
        rows.append(Row())
        for heading, words in rule_parts(shown.focus):
            rows += _wrapped(heading + words, "quiet", width)
    return _cut(rows, width, height)


def closed_rows(question: Question, shown: Shown, width: int, height: int) -> list[Row]:
    """A question that is not active: every code where there is room, else the answer in words."""
    if height >= len(question.codes):
        return _code_rows(question, shown, width, height, height)
    answer = shown.answer
    if not answer.is_given:
        names = "  ".join(
            f"{_key(code, shown)} {visible_line(code.label)}" for code in question.codes
        )
        return _filled(names, "quiet", width, height)
    held = [code for code in question.codes if code.id in {*answer.codes, *answer.missing}]
    words = [f"{glyph(question, answer, code)} {visible_line(code.label)}" for code in held]
    return _filled(", ".join(words) or "none applies", "chosen", width, height)


@lru_cache(maxsize=256)
def open_height(question: Question, width: int) -> int:
    """Rows that a question needs to show its codes and the longest of their rules."""
    rules = (
        sum(len(_wrapped(heading + words, "", width)) for heading, words in rule_parts(code))
        for code in question.codes
    )
    return len(question.codes) + 1 + max(rules, default=0)


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


def _code_rows(question: Question, shown: Shown, width: int, most: int, wanted: int) -> list[Row]:
    """The codes in columns: no more rows than there are, and as many as are wanted if it can be."""
    codes = question.codes
    columns = max(
        _columns(len(codes), width, wanted, NARROWEST_COLUMN),
        _columns(len(codes), width, most, TIGHTEST_COLUMN),
    )
    height = -(-len(codes) // columns)
    column_width = (width + GAP) // columns - GAP
    key_width = max((cell_len(_key(code, shown)) for code in codes), default=1)
    unsupported = set(unsupported_codes(question, shown.answer))
    rows: list[Row] = []
    for line in range(height):
        pieces: list[Piece] = []
        places: list[tuple[int, Code]] = []
        for column, code in enumerate(codes[line::height]):
            pieces += [(" " * GAP, "text")] * (column > 0)
            places.append((column * (column_width + GAP), code))
            own = _code_pieces(question, shown, code, key_width, needs_quote=code.id in unsupported)
            pieces += fitted(own, column_width) if columns > 1 else own
        rows.append(Row(tuple(pieces), tuple(places)))
    return rows


def _columns(count: int, width: int, rows: int, least: int) -> int:
    """In how many columns things fit into so many rows, as far as the width allows."""
    return max(1, min((width + GAP) // (least + GAP), -(-count // max(1, rows))))


def _code_pieces(
    question: Question, shown: Shown, code: Code, key_width: int, *, needs_quote: bool
) -> tuple[Piece, ...]:
    held = code.id in (*shown.answer.codes, *shown.answer.missing)
    label = f"{glyph(question, shown.answer, code)} {visible_line(code.label)}"
    key = _key(code, shown)
    warning: tuple[Piece, ...] = ((f" {QUOTE_WANTED}", "warning"),) if needs_quote else ()
    padded = key + " " * (key_width - cell_len(key) + 1)
    return ((padded, "quiet"), (label, "chosen" if held else "text"), *warning)


def _quote_rows(question: Question, quote: Quote, shown: Shown, width: int) -> list[Row]:
    """A quote under the name of its code."""
    code = question.code(quote.code)
    name = visible_line(code.label if code else quote.code)
    style = "warning" if quote in shown.outdated else "quote"
    state = "outdated, " if quote in shown.outdated else ""
    rows = _wrapped(f"❝ {state}{name}: {visible_line(quote.text)}", style, width)
    return _cut(rows, width, MOST_QUOTE_ROWS)


def _key(code: Code, shown: Shown) -> str:
    return shown.keys.get(code.key, code.key) or " "


def _wrapped(text: str, style: str, width: int) -> list[Row]:
    places = wrap_offsets(text, max(2, width))
    return [Row(((text[start:end].rstrip(), style),)) for start, end in places]


def _filled(text: str, style: str, width: int, height: int) -> list[Row]:
    """A text in so many rows; a single row is filled to its end."""
    if height == 1:
        return [Row(((text, style),))]
    return _cut(_wrapped(text, style, width), width, height)


def _cut(rows: list[Row], width: int, height: int) -> list[Row]:
    """So many rows; the last says when there would be more."""
    if len(rows) <= height or height < 1:
        return rows[: max(0, height)]
    last = rows[height - 1]
    *before, (text, style) = last.pieces or (("", "text"),)
    room = width - 2 - sum(cell_len(each) for each, _ in before)
    shown = text if cell_len(text) <= room else set_cell_size(text, max(0, room))
    pieces = *before, (f"{shown.rstrip()} …", style)
    return [*rows[: height - 1], Row(pieces, last.codes)]
