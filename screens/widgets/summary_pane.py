"""The live summary: every question's figures, recomputed with each key.

One column a question, its codes in descending order, each with a bar, k of n, the percentage and
its 95 % interval; what is not in the base stands beside it.
"""

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

from screens.widgets.bars import bar_style
from triage.analysis.figures import percent, percent_range
from triage.analysis.summary import CodeFigure, QuestionFigures, Summary
from triage.domain.codebook import Kind
from triage.domain.safe_text import visible_line

GAP = 2
NARROWEST = 32
"""Cells of a column from which the labels of codes can be told apart."""

MIDDLING = 32
"""Cells of a column from which an item of a checklist has room for its interval."""

LOWEST = 4
"""Lines of a column: its title and three codes."""

WIDE = 38
"""Cells of a column from which each line repeats its base."""


class SummaryPane(Widget, can_focus=False):
    """Shows a summary, as wide as it is."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._summary: Summary | None = None
        self._active = 0

    def show(self, summary: Summary, active: int) -> None:
        """Show other figures; where there is no room for all, from the active question on."""
        self._summary = summary
        self._active = active
        parts = [f"{summary.complete} of {summary.in_scope} coded"]
        parts += [f"{summary.started} partly"] if summary.started else []
        parts += [f"{summary.skipped} skipped"] if summary.skipped else []
        parts += [f"{summary.flagged} flagged"] if summary.flagged else []
        parts += [f"{summary.excluded} excluded"] if summary.excluded else []
        self.border_subtitle = Content(" · ".join(parts))
        self.refresh()

    def render(self) -> Content:
        """The columns, side by side as far as the width allows."""
        if self._summary is None or not self._summary.questions:
            return Content("")
        questions = self._summary.questions
        side_by_side = max(1, min(len(questions), self.size.width // NARROWEST))
        bands = max(1, min(-(-len(questions) // side_by_side), self.size.height // LOWEST))
        width = self.size.width // side_by_side - GAP
        height = max(2, self.size.height // bands)
        shown = self._in_view(questions, side_by_side * bands)
        lines: list[Content] = []
        for first in range(0, len(shown), side_by_side):
            columns = [
                _column(question, width, height, bar_style(self.app))
                for question in shown[first : first + side_by_side]
            ]
            lines += [Content(" " * GAP).join(row) for row in zip(*columns, strict=True)]
        return Content("\n").join(lines)

    def _in_view(
        self, questions: Sequence[QuestionFigures], room: int
    ) -> Sequence[QuestionFigures]:
        """The questions that there is room for; the title says when there are more."""
        count = len(questions)
        more = f" · {room} of {count} questions" if count > room else ""
        self.border_title = f"Live summary{more}"
        if not more:
            return questions
        return [questions[(self._active + step) % count] for step in range(room)]


def _column(question: QuestionFigures, width: int, height: int, bar: str) -> list[Content]:
    title = f"{question.question} · {question.n} coded"
    title += f", {question.uncoded} not" if question.uncoded else ""
    title += f", {question.none_apply} none" if question.none_apply else ""
    lines = [Content.styled(_fit(title, width), "bold")]
    ranked = question.ranked()[: height - 1]
    lines += [_figure(figure, question.kind, width, bar) for figure in ranked]
    lines += [Content(" " * width)] * (height - len(lines))
    return lines


def _figure(figure: CodeFigure, kind: Kind, width: int, bar_style: str) -> Content:
    """A code in a line; the bar lies behind its label, so that it costs no room."""
    in_words = _checklist_numbers if kind is Kind.CHECKLIST else _numbers
    numbers = in_words(figure, width)
    room = max(4, width - len(numbers) - 1)
    label = _fit(visible_line(figure.label), room)
    filled = round((figure.share or 0) * room)
    bar = Content(label).stylize(bar_style, 0, filled)
    return Content.assemble(bar, " ", numbers)


def _numbers(figure: CodeFigure, width: int) -> str:
    of_n = f"/{figure.n}" if width >= WIDE else ""
    return f"{figure.k}{of_n} {percent(figure.share):>5} {percent_range(figure.interval):>8}"


def _checklist_numbers(figure: CodeFigure, width: int) -> str:
    interval = f" {percent_range(figure.interval):>8}" if width >= MIDDLING else ""
    return f"✓{figure.k} ✗{figure.missing} {percent(figure.share):>5}{interval}"


def _fit(text: str, width: int) -> str:
    content = Content(text).truncate(max(1, width), ellipsis=True)
    return content.plain + " " * max(0, width - content.cell_length)
