"""An issue as a question: its words and how much each of them asks for.

The whole issue is the query, because cutting it to its rarest words loses duplicates. But a
report says first what it is about: a word of the title weighs most, one that the body repeats
more still, and in the body a word weighs less the later it comes.
"""

from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from triage.analysis.issue_rows import MOST_BODY_TERMS, IssueRows, day_of, mentions, row_terms
from triage.analysis.own_lines import bare_body
from triage.analysis.text import bare_title, words
from triage.analysis.vocabulary import Vocabulary
from triage.domain.issue import Issue

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TITLE_WEIGHT, REPEATED_WEIGHT = 2.0, 3.0
"""Weight of a word of the title, and of one that the body repeats."""

HALF_WAY = 80
"""The k-th word that only the body has weighs 1/√(1 + k/80), with k from 0."""


class Query(Struct, frozen=True, kw_only=True, eq=False):
    """What the ranking needs to know of an issue; its terms stand in the order of a row."""

    number: int
    day: float
    terms: "NDArray[np.int32]"
    title_terms: int
    repeated_terms: int
    mentioned: "NDArray[np.int64]"
    """Numbers of the issues that it mentions."""

    def weights(self, rarity: "NDArray[np.float64]") -> "NDArray[np.float64]":
        """Weight of each term: its place in the issue times its rarity."""
        import numpy as np

        weights = np.empty(len(self.terms))
        weights[: self.title_terms] = TITLE_WEIGHT
        weights[self.title_terms - self.repeated_terms : self.title_terms] = REPEATED_WEIGHT
        weights[self.title_terms :] = _body_weights()[: len(self.terms) - self.title_terms]
        weights *= rarity.take(self.terms)
        return weights


@cache
def _body_weights() -> "NDArray[np.float64]":
    import numpy as np

    return 1 / np.sqrt(1 + np.arange(MOST_BODY_TERMS) / HALF_WAY)


def query_of_row(rows: IssueRows, row: int) -> Query:
    """The query that one of the rows stands for."""
    start, end = rows.term_ends[row : row + 2].tolist()
    first, last = rows.mentioned_ends[row : row + 2].tolist()
    return Query(
        number=int(rows.numbers[row]),
        day=float(rows.days[row]),
        terms=rows.terms[start:end],
        title_terms=int(rows.title_terms[row]),
        repeated_terms=int(rows.repeated_terms[row]),
        mentioned=rows.mentioned[first:last],
    )


def query_of_issue(issue: Issue, vocabulary: Vocabulary, common: frozenset[str]) -> Query:
    """The query that an issue stands for whose row is not at hand, or whose text changed."""
    import numpy as np

    title = vocabulary.look_up(words(bare_title(issue.title)))
    body = vocabulary.look_up(words(bare_body(issue.body, common)))
    terms, in_title, repeated = row_terms(title, body)
    return Query(
        number=issue.number,
        day=day_of(issue),
        terms=np.array(terms, np.int32),
        title_terms=in_title,
        repeated_terms=repeated,
        mentioned=np.array(sorted(mentions(issue)), np.int64),
    )
