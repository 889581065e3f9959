"""Codings in the long form that programs for agreement read: one row per issue, rater and code."""

from collections.abc import Iterator, Sequence

from triage.analysis.answers import CodingsByRater, answer_table
from triage.domain.codebook import Codebook

COLUMNS = ("issue", "question", "rater", "code")

NONE_APPLIES = "(none)"
"""Stands for the answer that no code applies; no code can have this id. A gap has no row."""


def long_form(
    codebook: Codebook, codings: CodingsByRater, issues: Sequence[str]
) -> Iterator[tuple[str, str, str, str]]:
    """Issue, question, rater and code of every answer, in the order of the questions.

    A checklist's codes are `id:provided` and `id:missing`. Answers that a question's kind does
    not allow, and those about excluded issues, are left out, as in the comparison.
    """
    for question in codebook:
        table = answer_table(question, codings, issues)
        for issue, row in zip(table.issues, table.rows, strict=True):
            for rater, words in zip(table.raters, row, strict=True):
                for word in () if words is None else words or (NONE_APPLIES,):
                    yield issue, question.id, rater, word
