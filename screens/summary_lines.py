"""The live summary as lines of styled pieces: one column a question, its codes in descending order.

Each code has a bar, k of n, the percentage and its 95 % interval; what is not in the base stands
in the title of the column. Where there is no room for every question, those from the active one on
are shown.
"""

from collections.abc import Sequence
from itertools import chain

from rich.cells import set_cell_size, split_text

from screens.pieces import Piece, cut
from triage.analysis.figures import percent, percent_range
from triage.analysis.summary import CodeFigure, QuestionFigures, Summary
from triage.domain.codebook import Kind
from triage.domain.safe_text import visible_line

GAP = "  "
"""Stands behind each line of a column."""

CUT = " …"
"""Stands there instead behind the last one, where there is no room for every code."""

NARROWEST = 32
"""Cells of a column from which the labels of codes can be told apart."""

LOWEST = 4
"""Lines of a column: its title and three codes."""

MIDDLING = 32
"""Cells of a column from which an item of a checklist has room for its interval."""

WIDE = 38
"""Cells of a column from which each line repeats its base."""

Line = tuple[Piece, ...]


def columns_and_bands(count: int, width: int, height: int) -> tuple[int, int]:
    """How many questions stand side by side, and how many such rows there are."""
    side_by_side = max(1, min(count, width // NARROWEST))
    bands = max(1, min(-(-count // side_by_side), height // LOWEST))
    return side_by_side, bands


def summary_lines(summary: Summary, active: int, width: int, height: int) -> list[Line]:
    """The columns, side by side as far as the width allows.

    Args:
        summary: the figures.
        active: place of the question that is shown for certain.
        width: cells of a line.
        height: lines that there is room for.
    """
    questions = summary.questions
    if not questions:
        return []
    side_by_side, bands = columns_and_bands(len(questions), width, height)
    room = side_by_side * bands
    if room < len(questions):
        questions = tuple(questions[(active + step) % len(questions)] for step in range(room))
    column_width, band_height = width // side_by_side - len(GAP), max(2, height // bands)
    lines: list[Line] = []
    for first in range(0, len(questions), side_by_side):
        columns = [
            _column(question, column_width, band_height)
            for question in questions[first : first + side_by_side]
        ]
        lines += [tuple(chain.from_iterable(row)) for row in zip(*columns, strict=True)]
    return lines[:height]


def counts_in_words(summary: Summary) -> str:
    """How far the sample is coded, and what stands apart from the codes."""
    parts = [f"{summary.complete} of {summary.in_scope} coded"]
    parts += [f"{summary.started} partly"] if summary.started else []
    parts += [f"{summary.skipped} skipped"] if summary.skipped else []
    parts += [f"{summary.flagged} flagged"] if summary.flagged else []
    parts += [f"{summary.excluded} excluded"] if summary.excluded else []
    return " · ".join(parts)


def _column(question: QuestionFigures, width: int, height: int) -> list[Line]:
    title = f"{question.question} · {question.n} coded"
    title += f", {question.uncoded} not" if question.uncoded else ""
    title += f", {question.none_apply} none" if question.none_apply else ""
    ranked: Sequence[CodeFigure] = question.ranked()
    shown = ranked[: height - 1]
    lines: list[Line] = [((set_cell_size(cut(title, width), width), "title"),)]
    lines += [_figure(figure, question.kind, width) for figure in shown]
    lines += [((" " * width, "text"),)] * (height - len(lines))
    end = CUT if len(shown) < len(ranked) else GAP
    return [(*line, (GAP, "text")) for line in lines[:-1]] + [(*lines[-1], (end, "text"))]


def _figure(figure: CodeFigure, kind: Kind, width: int) -> Line:
    """A code in a line; the bar lies behind its label, so that it costs no room."""
    in_words = _checklist_numbers if kind is Kind.CHECKLIST else _numbers
    numbers = in_words(figure, width)
    room = max(4, width - len(numbers) - 1)
    label = set_cell_size(cut(visible_line(figure.label), room), room)
    bar, rest = split_text(label, round((figure.share or 0) * room))
    return (bar, "bar"), (rest, "text"), (f" {numbers}", "text")


def _numbers(figure: CodeFigure, width: int) -> str:
    of_n = f"/{figure.n}" if width >= WIDE else ""
    return f"{figure.k}{of_n} {percent(figure.share):>5} {percent_range(figure.interval):>8}"


def _checklist_numbers(figure: CodeFigure, width: int) -> str:
    interval = f" {percent_range(figure.interval):>8}" if width >= MIDDLING else ""
    return f"✓{figure.k} ✗{figure.missing} {percent(figure.share):>5}{interval}"
