"""Why an issue is suggested: what a rater can check for themselves.

The score that orders suggestions also counts time and mentions and has no unit. The likeness
shown beside them is about words alone and reads the same everywhere.
"""

import math
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from triage.analysis.issue_rows import IssueRows
from triage.analysis.packed_texts import PackedTexts
from triage.analysis.queries import Query, query_of_row
from triage.analysis.ranking import Ranked, rarity_of
from triage.analysis.text import bare_title

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_SHARED_WORDS = 5

WORDS_LOOKED_AT = 12
"""Rarest words of a pair among which parts of longer ones are looked for."""

LONGEST_TITLE = 300
"""Characters of a title that are compared; GitHub allows 256."""

RARE_SHARE = 0.1
"""A word that more issues use is no reason to look at a pair."""


class Suggestion(Struct, frozen=True, kw_only=True):
    """An issue that may be a duplicate, and why."""

    number: int
    title: str
    """As fetched: text from outside."""
    score: float
    """Orders the suggestions for one issue; scores for different issues do not compare."""
    likeness: int
    """How alike the words of both are, in percent: the cosine between them, each word weighed by
    rarity and place as in a query. 100 is the same words, 0 no word in common. It is the same in
    both directions, and it is no probability."""
    title_likeness: int
    """How alike the titles are, in percent, whatever the order of their words: rapidfuzz's
    `token_set_ratio`. It takes no part in the order."""
    shared_words: tuple[str, ...]
    """Rarest words of both, rarest first: text from outside."""
    days_apart: int
    """Whole days between the openings."""
    mentioned: bool
    """Whether one of the two mentions the other."""


class Reasons:
    """Gives reasons for what a ranking found."""

    def __init__(self, rows: IssueRows, rarity: "NDArray[np.float64]", shown: PackedTexts) -> None:
        self._rows = rows
        self._rarity = rarity
        self._shown = shown
        self._least_rarity = float(rarity_of(max(2.0, RARE_SHARE * len(rows)), len(rows)))

    def suggestions(self, query: Query, title: str, ranked: Ranked) -> list[Suggestion]:
        """One suggestion for each row found, in the same order.

        Args:
            query: what was looked for.
            title: the title of the issue that it stands for.
            ranked: what was found.
        """
        from rapidfuzz.fuzz import token_set_ratio

        asked, asked_title = _weighed(query, self._rarity), _comparable(title)
        rows = zip(ranked.rows.tolist(), ranked.scores.tolist(), ranked.mentioned, strict=True)
        found = []
        for row, score, mentioned in rows:
            other = query_of_row(self._rows, row)
            held = _weighed(other, self._rarity)
            terms, product = _shared(asked, held)
            its_title = self._rows.title(row)
            found.append(
                Suggestion(
                    number=other.number,
                    title=its_title,
                    score=score,
                    likeness=_percent(product, asked.length * held.length),
                    title_likeness=round(token_set_ratio(asked_title, _comparable(its_title))),
                    shared_words=self._rarest(terms),
                    days_apart=int(abs(query.day - other.day)),
                    mentioned=bool(mentioned),
                )
            )
        return found

    def _rarest(self, terms: "NDArray[np.int32]") -> tuple[str, ...]:
        """The rarest of some terms as a person reads them; parts of a longer one are left out."""
        import numpy as np

        rarity = self._rarity.take(terms)
        rarest = np.lexsort((terms, rarity))[::-1][:WORDS_LOOKED_AT]
        ordered = zip(rarity[rarest].tolist(), terms[rarest].tolist(), strict=True)
        words = [(self._shown[term], rarity) for rarity, term in ordered]
        chosen = (
            word
            for word, rarity in words
            if rarity >= self._least_rarity
            and _is_telling(word)
            and not any(word in longer and word != longer for longer, _ in words)
        )
        return tuple(islice(chosen, MOST_SHARED_WORDS))


class _Weighed(Struct, frozen=True, eq=False):
    """The words of an issue in the order of their numbers, with their weights."""

    terms: "NDArray[np.int32]"
    weights: "NDArray[np.float64]"
    length: float
    """Of the weights as a vector."""


def _weighed(query: Query, rarity: "NDArray[np.float64]") -> _Weighed:
    import numpy as np

    weights = query.weights(rarity)
    order = np.argsort(query.terms)
    return _Weighed(query.terms[order], weights[order], math.sqrt(weights @ weights))


def _shared(one: _Weighed, other: _Weighed) -> tuple["NDArray[np.int32]", float]:
    """The terms of both, and the product of their weights as vectors."""
    import numpy as np

    if not len(one.terms):
        return one.terms, 0.0
    places = np.searchsorted(one.terms, other.terms).clip(max=len(one.terms) - 1)
    both = one.terms[places] == other.terms
    return other.terms[both], float(one.weights[places[both]] @ other.weights[both])


def _percent(product: float, lengths: float) -> int:
    """The cosine between two vectors in percent, from their product and those of their lengths."""
    return round(min(100.0, 100 * product / lengths)) if product else 0


def _comparable(title: str) -> str:
    """A title without tags, case and punctuation."""
    from rapidfuzz.utils import default_process

    return default_process(bare_title(title)[:LONGEST_TITLE])


def _is_telling(word: str) -> bool:
    return word[0].isalnum() and (len(word) > 1 or not word.isascii())
