"""Codings in the long form that programs for agreement read: one row per issue, rater and code.

A verdict on a pair of issues is a code of the earlier one, like an item of a checklist: `#34:same`.
"""

from collections.abc import Iterator, Sequence

from triage.analysis.answers import CodingsByRater, answer_table
from triage.analysis.verdict_agreement import holding, pair_of, verdict_table
from triage.domain.codebook import Codebook
from triage.domain.coding import VERDICTS
from triage.domain.issue import issue_key, number_of

COLUMNS = ("issue", "question", "rater", "code")

NONE_APPLIES = "(none)"
"""Stands for the answer that no code applies; no code can have this id. A gap has no row."""


def long_form(
    codebook: Codebook, codings: CodingsByRater, issues: Sequence[str]
) -> Iterator[tuple[str, str, str, str]]:
    """Issue, question, rater and code of every answer, in the order of the questions.

    A checklist's codes are `id:provided` and `id:missing`. Answers that a question's kind does
    not allow, and those about excluded issues, are left out, as in the comparison. Verdicts come
    last, under the question `VERDICTS`.
    """
    for question in codebook:
        table = answer_table(question, codings, issues)
        for issue, row in zip(table.issues, table.rows, strict=True):
            for rater, words in zip(table.raters, row, strict=True):
                for word in () if words is None else words or (NONE_APPLIES,):
                    yield issue, question.id, rater, word
    yield from _verdicts(codings, issues)


def _verdicts(
    codings: CodingsByRater, issues: Sequence[str]
) -> Iterator[tuple[str, str, str, str]]:
    table = verdict_table(codings, issues)
    numbers = {number_of(issue) for issue in issues}
    for key, row in zip(table.issues, table.rows, strict=True):
        holder, other = holding(pair_of(key), numbers)
        issue = issue_key(key.partition("#")[0], holder)
        for rater, words in zip(table.raters, row, strict=True):
            for word in words or ():
                yield issue, VERDICTS, rater, f"#{other}:{word}"
