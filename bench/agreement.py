"""Bootstrap intervals of agreement, against the obvious way of computing them.

The baseline draws the issues of each resample, builds their table and computes its figures from
scratch. It is measured on a few resamples and scaled to as many as were asked for; everything
else is measured as it is.
"""

import sys
from collections.abc import Callable, Sequence
from random import Random
from time import perf_counter
from typing import Protocol, TypeVar

from triage.analysis.agreement import Ratings
from triage.analysis.distances import Codes
from triage.analysis.set_agreement import SetRatings

CODES = ("performance", "hardware", "interface", "models", "resources")
"""What the made-up raters choose from."""

SIZES = ((30, 3), (334, 2), (5000, 5))
"""Issues and raters."""

RESAMPLES = 2000
"""Unless the first argument says otherwise."""

AGREE, GAP = 0.75, 0.1
"""How often a rater sees what is there, and how often they have not coded the issue."""

Answer = TypeVar("Answer")
Row = list[Answer | None]


class Measured(Protocol):
    """Ratings of either kind."""

    def figures(self) -> object:
        """The coefficients."""

    def intervals(self, seed: int, resamples: int) -> object:
        """Their bootstrap intervals."""


def main() -> None:
    """Prints the time per question, and the baseline as a multiple of it."""
    resamples = int(sys.argv[1]) if len(sys.argv) > 1 else RESAMPLES
    print(f"{resamples} resamples of all coefficients and of alpha per code")
    print("baseline: a new table, and its figures, per resample")
    print(
        f"{'answers':<8}{'issues':>7}{'raters':>7}{'figures':>12}{'bootstrap':>12}{'baseline':>10}"
    )
    for issues, raters in SIZES:
        random = Random(issues)
        codes = [_row(random, raters, _code) for _ in range(issues)]
        _report("codes", codes, resamples, lambda rows: Ratings(rows, CODES))
        sets = [_row(random, raters, _set) for _ in range(issues)]
        _report("sets", sets, resamples, lambda rows: SetRatings(rows, CODES))


def _report(
    answers: str,
    table: Sequence[Row[Answer]],
    resamples: int,
    measured: Callable[[Sequence[Row[Answer]]], Measured],
) -> None:
    n = len(table)
    ratings = measured(table)
    point = _seconds(ratings.figures)
    bootstrap = _seconds(lambda: ratings.intervals(1, resamples))
    random = Random(1)
    few = max(2, min(resamples, 6000 // n))

    def naive() -> None:
        for _ in range(few):
            measured([table[int(random.random() * n)] for _ in range(n)]).figures()

    baseline = _seconds(naive) / few * resamples
    print(
        f"{answers:<8}{n:>7}{len(table[0]):>7}{point * 1000:>9.1f} ms{bootstrap * 1000:>9.0f} ms"
        f"{baseline / bootstrap:>9.0f}x"
    )


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def _row(random: Random, raters: int, seen: Callable[[Random], Answer]) -> Row[Answer]:
    """What raters say about one issue: mostly what is there."""
    there = seen(random)
    return [
        None if random.random() < GAP else there if random.random() < AGREE else seen(random)
        for _ in range(raters)
    ]


def _code(random: Random) -> str:
    return random.choice(CODES)


def _set(random: Random) -> Codes:
    return frozenset(random.sample(CODES, random.choice((0, 1, 1, 2, 2, 3))))


if __name__ == "__main__":
    main()
