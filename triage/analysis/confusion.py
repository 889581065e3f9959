"""Confusion matrices that remember the issues in each cell."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from msgspec import Struct

from triage.analysis.agreement import NO, YES
from triage.analysis.answers import STANDINGS, AnswerTable, Words
from triage.domain.codebook import Kind

Rows = Sequence[Sequence[str | None]]
"""Per issue, what each rater said."""


class Cell(Struct, frozen=True, gc=False):
    """The issues to which two raters gave these codes."""

    first: str
    second: str
    issues: Words


class Confusion(Struct, frozen=True, gc=False):
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


def confusions(table: AnswerTable) -> list[tuple[Confusion, ...]]:
    """The matrices of every pair of raters, the pairs in the order of `combinations`.

    One for a single choice; one per code (yes or no) for a multiple choice; one per item
    (provided, missing or neither) for a checklist.
    """
    subjects = list(_subjects(table))
    return [
        tuple(
            _confusion(table, subject, rows, codes, first, second)
            for subject, rows, codes in subjects
        )
        for first, second in combinations(range(len(table.raters)), 2)
    ]


def _subjects(table: AnswerTable) -> Iterator[tuple[str, Rows, Words]]:
    """What the matrices are about, what each rater said of it, and what could be said."""
    match table.question.kind:
        case Kind.SINGLE:
            yield table.question.id, table.single_codes(), table.words
        case Kind.MULTI:
            for code in table.words:
                yield code, table.has(code), (YES, NO)
        case Kind.CHECKLIST:
            for item in table.items():
                yield item, table.standings(item), STANDINGS


def _confusion(
    table: AnswerTable,
    subject: str,
    rows: Rows,
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
