"""Coefficients as bars: a line from 0 to 1, the interval on it, the value as a point.

Everything that a bar says stands beside it in digits, so nothing depends on seeing it.
"""

from textual.content import Content

from triage.analysis.code_agreement import CodeAgreement
from triage.analysis.figures import coefficient_range, coefficient_value, percent
from triage.analysis.intervals import Resampled
from triage.analysis.primary import Coefficient
from triage.analysis.question_agreement import QuestionAgreement
from triage.domain.safe_text import visible_line

NUMBERS = 20
"""Cells of value and interval."""


def bar(value: float | None, interval: Resampled | None, width: int) -> str:
    """`···──●──··` from 0 to 1; what lies below 0 stands at its left end.

    Args:
        value: the coefficient; None when it is not defined.
        interval: its interval, if there is one.
        width: cells.
    """
    cells = ["·"] * width
    if value is None or width < 1:
        return "".join(cells)
    if interval is not None and interval.low is not None and interval.high is not None:
        for place in range(_place(interval.low, width), _place(interval.high, width) + 1):
            cells[place] = "─"
    cells[_place(value, width)] = "●"
    return "".join(cells)


def figures(question: QuestionAgreement, width: int) -> Content:
    """Everything about the agreement on a question, as lines of a width."""
    others = [each for each in question.coefficients if each.name != question.primary]
    lines = [_coefficient(question.leading, width, is_primary=True)]
    lines += [_coefficient(each, width) for each in others]
    lines += [Content.styled(f"\n{visible_line(note)}", "$text-warning") for note in question.notes]
    lines.append(Content.styled("\nCode by code: chosen, alpha", "bold"))
    lines += [_code(each, width) for each in question.codes]
    coverage = (
        f"coded by {each.raters or 'nobody'}: {len(each.issues)}"
        for each in reversed(question.coverage)
    )
    lines.append(Content.styled("\n" + " · ".join(coverage), "$text-muted"))
    return Content("\n").join(lines)


def _coefficient(coefficient: Coefficient, width: int, *, is_primary: bool = False) -> Content:
    figure = coefficient.figure
    mark = "★ " if is_primary else "  "
    name = _fit(f"{mark}{coefficient.title}", min(24, max(10, width // 3)))
    style = "bold" if is_primary else ""
    if figure.value is None:
        return Content.assemble((name, style), (f" not defined: {figure.reason}", "$text-muted"))
    return Content.assemble(
        (name, style),
        " ",
        (bar(figure.value, coefficient.interval, _room(width, name)), "$text-accent"),
        f" {_numbers(figure.value, coefficient.interval)}",
    )


def _code(code: CodeAgreement, width: int) -> Content:
    name = _fit(f"  {visible_line(code.signed_label)}", min(24, max(10, width // 3)))
    chosen = f" {percent(code.prevalence.value):>5}"
    if code.alpha.value is None:
        return Content.assemble(name, chosen, (f" {_why_undefined(code)}", "$text-muted"))
    drawn = bar(code.alpha.value, code.interval, _room(width, name) - len(chosen))
    numbers = _numbers(code.alpha.value, code.interval)
    return Content.assemble(name, chosen, " ", (drawn, "$text-secondary"), f" {numbers}")


def _why_undefined(code: CodeAgreement) -> str:
    """Why there is no figure, in words that fit beside a code."""
    if not code.codings:
        return code.alpha.reason
    return "in every coding" if code.chosen else "not used"


def _numbers(value: float, interval: Resampled | None) -> str:
    between = coefficient_range(interval.low, interval.high) if interval else ""
    return f"{coefficient_value(value)} {between}".ljust(NUMBERS)


def _room(width: int, name: str) -> int:
    return max(4, width - len(name) - NUMBERS - 3)


def _place(value: float, width: int) -> int:
    return round(max(0.0, min(1.0, value)) * (width - 1))


def _fit(text: str, width: int) -> str:
    content = Content(text).truncate(width, ellipsis=True)
    return content.plain + " " * (width - content.cell_length)
