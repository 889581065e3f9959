"""Confusion matrices that remember the issues in each cell."""

from collections.abc import Sequence

from msgspec import Struct

from triage.analysis.agreement import NO, YES
from triage.analysis.answers import STANDINGS, AnswerTable, Words
from triage.domain.codebook import Kind


class Cell(Struct, frozen=True):
    """The issues to which two raters gave these codes."""

    first: str
    second: str
    issues: Words


class Confusion(Struct, frozen=True):
    """What two raters chose for the issues that both coded."""

    subject: str
    """Id of the question, or of the code or item that the matrix is about."""
    first: str
    """The rater of the rows."""
    second: str
    """The rater of the columns."""
    codes: Words
    """Rows and columns, in order."""
    cells: tuple[Cell, ...]
    """Those that are not empty, row by row."""

    def issues(self, first: str, second: str) -> Words:
        """The issues in one cell."""
        found = (cell.issues for cell in self.cells if (cell.first, cell.second) == (first, second))
        return next(found, ())

    def counts(self) -> list[list[int]]:
        """The matrix of numbers of issues."""
        return [[len(self.issues(row, column)) for column in self.codes] for row in self.codes]


def confusions(table: AnswerTable, first: int, second: int) -> tuple[Confusion, ...]:
    """The matrices of two raters for one question, by their places from 0.

    One for a single choice; one per code (yes or no) for a multiple choice; one per item
    (provided, missing or neither) for a checklist.
    """
    match table.question.kind:
        case Kind.SINGLE:
            rows = table.single_codes()
            return (_confusion(table, table.question.id, rows, table.words, first, second),)
        case Kind.MULTI:
            return tuple(
                _confusion(table, code, table.has(code), (YES, NO), first, second)
                for code in table.words
            )
        case Kind.CHECKLIST:
            return tuple(
                _confusion(table, item, table.standings(item), STANDINGS, first, second)
                for item in table.items()
            )


def _confusion(
    table: AnswerTable,
    subject: str,
    rows: Sequence[Sequence[str | None]],
    codes: Words,
    first: int,
    second: int,
) -> Confusion:
    cells: dict[tuple[str, str], list[str]] = {(a, b): [] for a in codes for b in codes}
    for issue, row in zip(table.issues, rows, strict=True):
        one, other = row[first], row[second]
        if one is not None and other is not None:
            cells[one, other].append(issue)
    raters = table.raters
    filled = tuple(Cell(a, b, tuple(issues)) for (a, b), issues in cells.items() if issues)
    return Confusion(subject, raters[first], raters[second], codes, filled)
