"""Where raters disagree, and how much of each issue is in dispute.

The dispute about a question is the mean distance between the answers of two raters: the share
of unequal pairs for single codes, MASI for sets, so that a set that is nearly right weighs less
than one that has nothing in common. The dispute about an issue is the sum over its questions.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from itertools import combinations
from typing import TypeVar

from msgspec import Struct

from triage.analysis.answers import AnswerTable, Words
from triage.analysis.distances import masi, overlap

Value = TypeVar("Value", bound=Hashable)


class Disagreement(Struct, frozen=True, gc=False):
    """One question about one issue that raters answered differently."""

    issue: str
    question: str
    dispute: float
    """Mean distance between two answers, above 0, at most 1."""
    answers: dict[str, Words]
    """By rater, those who answered."""
    plurality: Words | None
    """The most frequent answer; None on a tie."""


class Dispute(Struct, frozen=True, gc=False):
    """One issue with all that is in dispute about it."""

    issue: str
    dispute: float
    """Sum over the questions: 1.5 is one and a half questions."""
    questions: tuple[Disagreement, ...]


def disagreement_units(table: Sequence[Sequence[Hashable | None]]) -> list[int]:
    """The places of the rows with two unequal entries."""
    return [place for place, row in enumerate(table) if len(set(row) - {None}) > 1]


def plurality(row: Iterable[Value | None]) -> Value | None:
    """The most frequent entry; None on a tie or without entries."""
    ranked = Counter(entry for entry in row if entry is not None).most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def disagreements(table: AnswerTable) -> list[Disagreement]:
    """The issues on which answers to a question differ, those most in dispute first."""
    found = []
    for place in disagreement_units(table.rows):
        row = table.rows[place]
        answers = {
            rater: words
            for rater, words in zip(table.raters, row, strict=True)
            if words is not None
        }
        found.append(
            Disagreement(
                table.issues[place],
                table.question.id,
                _mean_distance(list(answers.values())),
                answers,
                plurality(row),
            )
        )
    return sorted(found, key=lambda each: -each.dispute)


def disputes(found: Iterable[Disagreement], issues: Sequence[str]) -> list[Dispute]:
    """Disagreements gathered by issue, the issue most in dispute first, equals as in `issues`."""
    by_issue: dict[str, list[Disagreement]] = {issue: [] for issue in issues}
    for each in found:
        by_issue[each.issue].append(each)
    gathered = [
        Dispute(issue, sum(each.dispute for each in own), tuple(own))
        for issue, own in by_issue.items()
        if own
    ]
    return sorted(gathered, key=lambda each: -each.dispute)


def _mean_distance(answers: Sequence[Words]) -> float:
    """One word against another is 0 or 1 under MASI, so single codes need no case of their own."""
    pairs = list(combinations(map(frozenset, answers), 2))
    return float(sum(masi(overlap(a, b)) for a, b in pairs) / len(pairs))
