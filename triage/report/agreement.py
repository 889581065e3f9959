"""How far raters agree, as much of it as a report prints: one coefficient per question.

It is computed from the raters' own codings, never from a consensus. The coefficient is the one
that was declared before coding; all others, code by code and pair by pair, are the comparison's.
"""

from collections.abc import Sequence

from triage.analysis.agreement import TITLES, Ratings
from triage.analysis.answers import AnswerTable, CodingsByRater, answer_table
from triage.analysis.intervals import Resampled, Watch, unwatched
from triage.analysis.primary import primary_for
from triage.analysis.set_agreement import SET_TITLES, SetRatings
from triage.domain.codebook import Codebook, Kind
from triage.report.model import Agreement

RESAMPLES = 2000
"""Resamples of a bootstrap, as long as that is not more draws than `MOST_DRAWS`."""

FEWEST_RESAMPLES = 100
"""Resamples of a bootstrap over very many issues."""

MOST_DRAWS = 500_000
"""Issues drawn anew per question. The chance in an end of the interval falls with the root of both
issues and resamples; from 500 issues on, this many draws keep it below the two digits printed."""


def agreement_of_raters(
    codebook: Codebook,
    codings: CodingsByRater,
    issues: Sequence[str],
    *,
    primary: str,
    seed: int,
    watch: Watch = unwatched,
) -> tuple[Agreement, ...]:
    """The agreement on every question, with its bootstrap interval; empty for a single rater.

    Args:
        codebook: the questions.
        codings: by rater, then by issue key.
        issues: keys of the sample.
        primary: name of the coefficient declared before coding.
        seed: of the bootstrap.
        watch: told how far the resamples of a question are; what it raises ends the work.

    Raises:
        InputError: no coefficient has the declared name.
    """
    if len(codings) < 2:
        return ()
    tables = (answer_table(question, codings, issues) for question in codebook)
    return tuple(_agreement(table, primary, seed, watch) for table in tables)


def resamples_for(n: int) -> int:
    """How many resamples a bootstrap over n issues takes."""
    return min(RESAMPLES, max(FEWEST_RESAMPLES, MOST_DRAWS // max(1, n)))


def _agreement(table: AnswerTable, primary: str, seed: int, watch: Watch) -> Agreement:
    ratings = _ratings(table)
    name = primary_for(table.question.kind, primary)
    n = sum(len(row) - row.count(None) > 1 for row in table.rows)
    figure, resamples = ratings.figures()[name], resamples_for(n)
    found = Resampled(None, None, 0, 0)
    if figure.value is not None:
        # Of sets each of the others costs as much again; of single codes they come along.
        intervals = (
            ratings.intervals(seed, resamples, watch, only=name)
            if isinstance(ratings, SetRatings)
            else ratings.intervals(seed, resamples, watch)
        )
        found = intervals.coefficients[name]
    return Agreement(
        question=table.question.id,
        coefficient={**TITLES, **SET_TITLES}[name],
        value=figure.value,
        reason=figure.reason,
        low=found.low,
        high=found.high,
        n=n,
        interval=f"{found.resamples:,} resamples, seed {seed}" if found.low is not None else "",
    )


def _ratings(table: AnswerTable) -> Ratings | SetRatings:
    if table.question.kind is Kind.SINGLE:
        return Ratings(table.single_codes(), table.words)
    return SetRatings(table.sets(), table.words)
