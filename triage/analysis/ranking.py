"""Which issues are most like one issue: BM25 over its words, then a closer look at the best.

A query is a whole issue. Walking the list of issues of each of its words would cost most for the
words that say least, so the work is done in two steps. First only the rarer words are walked, to
find a few hundred candidates; then every word of every candidate is weighed. Scores are exact;
what shares too few of the rarer words to become a candidate is not found.

The score of a candidate is

    bm25 / best bm25  +  TITLE · (share of its title that stands in the query, by rarity)
                      +  MENTION, if one mentions the other
                      −  DAYS · ln(1 + days between their openings)

with BM25 after Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond"
(2009). A word counts once however often it is repeated, a word of the title as four. The query's
weights are in `triage.analysis.queries`; the figures behind the choices in docs/duplicates.md.
"""

from typing import TYPE_CHECKING

from msgspec import Struct

from triage.analysis.issue_rows import IssueRows
from triage.analysis.queries import Query

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

K1, B = 2.0, 0.75

TITLE_COUNT = 4
"""How often a word of the title counts in an issue."""

TITLE, MENTION, DAYS = 0.15, 0.15, 0.05

CANDIDATES = 200
"""Issues whose every word is weighed."""

WALKED = 10_000
"""Postings walked to find candidates, beside one for each issue."""

SAMPLED = 16
"""Each 16th total is looked at to guess which totals are among the largest."""


class Postings(Struct, frozen=True, eq=False):
    """For each term the issues that use it: the rows turned on their side."""

    issues: "NDArray[np.int32]"
    """Rows; where the term is in the title, the number of rows more."""
    ends: "NDArray[np.int64]"
    """Term t lies between `ends[t]` and `ends[t + 1]`."""


class Ranked(Struct, frozen=True, eq=False):
    """Rows of the best issues for a query, best first; equal scores by closeness in time."""

    rows: "Integers"
    scores: "Floats"
    mentioned: "NDArray[np.bool_]"


def postings_of(rows: IssueRows, vocabulary_size: int) -> Postings:
    """The postings of all rows, by sorting (term, issue) pairs."""
    import numpy as np

    span = 2 * max(1, len(rows))
    pairs = np.repeat(np.arange(len(rows)), np.diff(rows.term_ends))
    pairs[_places(rows.term_ends[:-1], rows.title_terms)] += len(rows)
    pairs += rows.terms * np.int64(span)
    pairs.sort()
    pairs %= span
    counts = np.bincount(rows.terms, minlength=vocabulary_size)
    return Postings(pairs.astype(np.int32), np.concatenate([[0], np.cumsum(counts)]))


def rarity_of(frequency: "Integers | float", issues: int) -> "Floats":
    """BM25's inverse document frequency of a word that so many of the issues use."""
    import numpy as np

    return np.asarray(np.log(1 + (issues - frequency + 0.5) / (frequency + 0.5)))


class Ranking:
    """Answers queries over rows and their postings; safe to share between threads."""

    def __init__(self, rows: IssueRows, postings: Postings) -> None:
        import numpy as np

        self._rows = rows
        self._postings = postings
        self.rarity = rarity_of(np.diff(postings.ends), len(rows))
        """Of each term."""
        self._body_impact, self._title_impact = _impacts(rows)
        titles = rows.terms[_places(rows.term_ends[:-1], rows.title_terms)]
        self._title_rarity = _sums(self.rarity[titles], rows.title_terms)
        self._by_number = np.argsort(rows.numbers, kind="stable")
        self._sorted_numbers = rows.numbers[self._by_number]
        self._by_mentioned = np.argsort(rows.mentioned, kind="stable")
        self._sorted_mentioned = rows.mentioned[self._by_mentioned]

    def rows_of(self, numbers: "Sequence[int] | Integers") -> "Integers":
        """Rows of the issues with these numbers; a number without a row is passed over."""
        import numpy as np

        wanted = np.asarray(numbers, np.int64)
        if not len(self._rows):
            return wanted[:0]
        place = np.searchsorted(self._sorted_numbers, wanted)
        place = np.minimum(place, len(self._rows) - 1)
        return np.asarray(self._by_number[place[self._sorted_numbers[place] == wanted]])

    def best(self, query: Query, most: int, among: "Integers | None" = None) -> Ranked:
        """The issues that share most with a query, never the issue itself.

        Args:
            query: what to look for.
            most: how many at the most.
            among: rows to choose from; None for every row.
        """
        import numpy as np

        weights = query.weights(self.rarity)
        linked = self._linked_rows(query)
        if among is None:
            rows = self._candidates(query, weights)
            rows = np.union1d(rows, linked) if len(linked) else rows
        else:
            rows = among
        rows = rows[self._rows.numbers[rows] != query.number]
        bm25, title_share = self._weighed(query, weights, rows)
        mentioned = np.isin(rows, linked) if len(linked) else np.zeros(len(rows), bool)
        apart = np.abs(self._rows.days[rows] - query.day)
        scores = bm25 / max(bm25.max(initial=0), 1e-9) + TITLE * title_share + MENTION * mentioned
        scores = np.round(scores - DAYS * np.log1p(apart), 9)
        order = np.lexsort((self._rows.numbers[rows], apart, -scores))
        order = order[((bm25 > 0) | mentioned)[order]][:most]
        return Ranked(rows[order], scores[order], mentioned[order])

    def _candidates(self, query: Query, weights: "Floats") -> "Integers":
        """Rows that share most of the rarer words with the query."""
        import numpy as np

        if not len(query.terms):
            return np.zeros(0, np.int64)
        starts = self._postings.ends[query.terms]
        ends = self._postings.ends[query.terms + 1]
        rarest = np.argsort(ends - starts, kind="stable")
        total = np.cumsum((ends - starts)[rarest])
        budget = WALKED + len(self._rows)
        walked = rarest[: max(1, int(np.searchsorted(total, budget, side="right")))]
        runs = zip(starts[walked].tolist(), ends[walked].tolist(), strict=True)
        issues = np.concatenate([self._postings.issues[start:end] for start, end in runs])
        gains = np.repeat(weights[walked], (ends - starts)[walked])
        shared = _totals(issues, gains, 2 * len(self._rows))
        in_body, in_title = shared[: len(self._rows)], shared[len(self._rows) :]
        return _largest(in_body * self._body_impact + in_title * self._title_impact, CANDIDATES + 1)

    def _weighed(
        self, query: Query, weights: "Floats", rows: "Integers"
    ) -> tuple["Floats", "Floats"]:
        """BM25 of each row, and the share of its title's rarity that the query holds."""
        import numpy as np

        slot = np.zeros(len(self.rarity), np.int16)
        slot[query.terms] = np.arange(1, len(query.terms) + 1)
        starts = self._rows.term_ends[rows]
        sizes = self._rows.term_ends[rows + 1] - starts
        in_title = self._rows.title_terms[rows]
        slots = slot.take(self._rows.terms.take(_places(starts, sizes)))
        shared = np.flatnonzero(slots != 0)
        term = slots[shared] - 1
        halves = np.column_stack([in_title, sizes - in_title]).ravel()
        half = np.repeat(np.arange(len(halves)), halves)[shared]
        gains = _totals(half, weights[term], len(halves))
        bm25 = gains[0::2] * self._title_impact[rows] + gains[1::2] * self._body_impact[rows]
        held = _totals(half, self.rarity[query.terms[term]], len(halves))[0::2]
        return bm25, held / np.maximum(self._title_rarity[rows], 1e-9)

    def _linked_rows(self, query: Query) -> "Integers":
        """Rows that the query mentions, and rows that mention it."""
        import numpy as np

        start, end = np.searchsorted(self._sorted_mentioned, [query.number, query.number + 1])
        if start == end and not len(query.mentioned):
            return query.mentioned
        places = self._by_mentioned[start:end]
        mentioning = np.searchsorted(self._rows.mentioned_ends, places, side="right") - 1
        return np.union1d(self.rows_of(query.mentioned), mentioning)


def _impacts(rows: IssueRows) -> tuple["Floats", "Floats"]:
    """BM25's weight of a word in each row: of a word in the body, and of one in the title."""
    import numpy as np

    lengths = np.diff(rows.term_ends) + (TITLE_COUNT - 1) * rows.title_terms
    mean = max(float(lengths.mean()), 1e-9) if len(rows) else 1.0
    damping = K1 * (1 - B + B * lengths / mean)
    in_title = TITLE_COUNT * (K1 + 1) / (TITLE_COUNT + damping)
    return np.asarray((K1 + 1) / (1 + damping)), np.asarray(in_title)


def _places(starts: "Integers", sizes: "Integers") -> "Integers":
    """The places start, start + 1, … of several runs, one run behind the other."""
    import numpy as np

    last = np.cumsum(sizes, dtype=np.int64)
    places = np.repeat(starts - (last - sizes), sizes)
    places += np.arange(len(places))
    return places


def _sums(values: "Floats", sizes: "Integers") -> "Floats":
    """Sums over runs of the given sizes; equal runs give exactly equal sums."""
    import numpy as np

    return _totals(np.repeat(np.arange(len(sizes)), sizes), values, len(sizes))


def _totals(places: "Integers", values: "Floats", count: int) -> "Floats":
    """What is added up at each of so many places."""
    import numpy as np

    return np.asarray(np.bincount(places, values, count), np.float64)


def _largest(values: "Floats", most: int) -> "Integers":
    """Places of the largest values above zero, in no order; of equal values the first places."""
    import numpy as np

    places = np.flatnonzero(values > _floor(values, most))
    if len(places) < most:
        places = np.flatnonzero(values > 0)
    if len(places) <= most:
        return places
    found = values[places]
    least = np.partition(found, len(found) - most)[len(found) - most]
    above = places[found > least]
    return np.concatenate([above, places[found == least][: most - len(above)]])


def _floor(values: "Floats", most: int) -> float:
    """A value that about twice as many values exceed as are wanted."""
    import numpy as np

    sample, wanted = values[::SAMPLED], 2 * most // SAMPLED
    if len(sample) <= wanted:
        return 0.0
    return float(np.partition(sample, len(sample) - wanted)[len(sample) - wanted])
