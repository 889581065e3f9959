"""Agreement on one question: all coefficients, code by code, pair by pair.

A single choice is compared code against code; an answer with several parts as a set, because
two such answers can agree in part.
"""

from collections.abc import Iterator
from itertools import combinations

from msgspec import Struct

from triage.analysis.agreement import Ratings
from triage.analysis.answers import AnswerTable, Unfit, Words
from triage.analysis.code_agreement import (
    CodeAgreement,
    ItemAgreement,
    code_agreement,
    item_agreements,
)
from triage.analysis.confusion import Confusion, confusions
from triage.analysis.disagreements import Disagreement, disagreements
from triage.analysis.intervals import Watch, unwatched
from triage.analysis.notes import notes
from triage.analysis.primary import Coefficient, coefficients, primary_for
from triage.analysis.set_agreement import SetRatings
from triage.domain.codebook import Kind


class PairAgreement(Struct, frozen=True):
    """Two raters on one question."""

    first: str
    second: str
    common: int
    """Issues that both coded."""
    coefficients: tuple[Coefficient, ...]
    confusions: tuple[Confusion, ...]


class Coverage(Struct, frozen=True):
    """The issues that exactly so many raters coded."""

    raters: int
    issues: Words


class QuestionAgreement(Struct, frozen=True, kw_only=True):
    """Everything there is to say about agreement on one question."""

    question: str
    title: str
    kind: Kind
    primary: str
    """Name of the declared coefficient."""
    coefficients: tuple[Coefficient, ...]
    codes: tuple[CodeAgreement, ...]
    items: tuple[ItemAgreement, ...]
    """Of a checklist only."""
    pairs: tuple[PairAgreement, ...]
    coverage: tuple[Coverage, ...]
    """By number of raters, from none to all."""
    disagreements: tuple[Disagreement, ...]
    """Those most in dispute first."""
    notes: Words
    """Sentences on what the figures hide: the kappa paradox, unlike thresholds."""
    unfit: tuple[Unfit, ...]
    """Answers that were left out because the question's kind does not allow them."""

    @property
    def leading(self) -> Coefficient:
        """The primary coefficient."""
        return self.coefficient(self.primary)

    def coefficient(self, name: str) -> Coefficient:
        """The coefficient of a name."""
        return next(each for each in self.coefficients if each.name == name)


def question_agreement(
    table: AnswerTable, primary: str, seed: int, resamples: int, watch: Watch = unwatched
) -> QuestionAgreement:
    """Compares all answers to one question.

    Args:
        table: the answers.
        primary: the declared coefficient.
        seed: of the resamples.
        resamples: how many; 0 leaves the intervals out.
        watch: told how far the resamples are.

    Raises:
        InputError: no coefficient has the declared name.
    """
    leading = primary_for(table.question.kind, primary)
    ratings = _ratings(table)
    found = ratings.intervals(seed, resamples, watch) if resamples else None
    measured = coefficients(ratings, found.coefficients if found else {})
    return QuestionAgreement(
        question=table.question.id,
        title=table.question.title,
        kind=table.question.kind,
        primary=leading,
        coefficients=measured,
        codes=tuple(
            code_agreement(
                table, ratings.yes_no(code), code, found.codes.get(code) if found else None
            )
            for code in table.words
        ),
        items=item_agreements(table),
        pairs=tuple(_pairs(table, ratings)),
        coverage=coverage(table),
        disagreements=tuple(disagreements(table)),
        notes=notes(table, measured, leading),
        unfit=table.unfit,
    )


def coverage(table: AnswerTable) -> tuple[Coverage, ...]:
    """Which issues are coded by none, by one, by two … of the raters."""
    by_number: list[list[str]] = [[] for _ in range(len(table.raters) + 1)]
    for issue, row in zip(table.issues, table.rows, strict=True):
        by_number[sum(words is not None for words in row)].append(issue)
    return tuple(Coverage(number, tuple(issues)) for number, issues in enumerate(by_number))


def _ratings(table: AnswerTable) -> Ratings | SetRatings:
    if table.question.kind is Kind.SINGLE:
        return Ratings(table.single_codes(), table.words)
    return SetRatings(table.sets(), table.words)


def _pairs(table: AnswerTable, ratings: Ratings | SetRatings) -> Iterator[PairAgreement]:
    pairs = combinations(range(len(table.raters)), 2)
    for (first, second), matrices in zip(pairs, confusions(table), strict=True):
        yield PairAgreement(
            table.raters[first],
            table.raters[second],
            sum(row[first] is not None and row[second] is not None for row in table.rows),
            coefficients(ratings.pair(first, second), {}),
            matrices,
        )
