"""How good the duplicate suggestions are on labelled issues, and how fast.

    python -m bench.duplicates FILE.jsonl.gz [FILE …]            recall and rank
    python -m bench.duplicates --speed FILE.jsonl.gz             time against title matching

A file holds one issue a line: number, title, body, created_at, and duplicate_of, the number of
the issue that people linked it to, or null. Links chain: issues that they connect are one group,
and a suggestion is right when it is any other member of the query's group. Every issue with a
link is a query against all others; the labels are used for counting only.

The baseline of the speed is what one would write first: a loop over rapidfuzz's token_set_ratio
on the titles. Both are measured in the same run on the same issues; larger populations are made
by giving the titles of the file's issues the bodies of others.
"""

import argparse
import gc
import gzip
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from random import Random
from statistics import fmean, median
from time import perf_counter
from typing import ParamSpec

import msgspec
from msgspec import Struct, structs
from rapidfuzz.fuzz import token_set_ratio

from triage.__main__ import NEW_OBJECTS
from triage.analysis.duplicate_groups import duplicate_groups
from triage.analysis.duplicates import Index
from triage.analysis.text import bare_title
from triage.domain.coding import Likeness, Verdicts
from triage.domain.issue import Issue

SIZES = (10_000, 200_000)
"""Populations on which the speed is measured."""

QUERIES, LOOPS = 200, 15
"""Queries timed on each population: of the index, and of the slow baseline."""


class Row(Struct):
    """One line of a file."""

    number: int
    title: str
    created_at: datetime
    body: str | None = None
    repo: str = "unknown/unknown"
    duplicate_of: int | None = None

    def issue(self) -> Issue:
        """The issue that the line describes."""
        return Issue(
            repository=self.repo,
            number=self.number,
            title=self.title,
            body=self.body or "",
            created_at=self.created_at,
        )


P = ParamSpec("P")

Ranker = Callable[[int], list[tuple[int, float]]]
"""Gives numbers with scores, best first, for a number."""


def main() -> None:
    """Print the figures of the files that the command line names."""
    parser = argparse.ArgumentParser(description="Scores duplicate suggestions on labelled issues.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.jsonl.gz")
    parser.add_argument("--speed", action="store_true", help="measure time instead of recall")
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, metavar="N")
    parser.add_argument("--titles", action="store_true", help="score token_set_ratio on titles too")
    options = parser.parse_args()
    gc.set_threshold(NEW_OBJECTS)  # as every command runs
    for path in options.files:
        try:
            rows = list(read_rows(path))
        except (OSError, EOFError, msgspec.MsgspecError, UnicodeDecodeError) as error:
            sys.exit(f"{path}: not labelled issues, one a line: {error}")
        if options.speed:
            for size in options.sizes:
                _print_speed(rows, size)
        else:
            _print_quality(path.name, rows, titles=options.titles)


def read_rows(path: Path) -> Iterator[Row]:
    """The lines of a file, one after another."""
    decoder = msgspec.json.Decoder(Row)
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        yield from (decoder.decode(line) for line in file if line.strip())


def _print_quality(name: str, rows: list[Row], *, titles: bool) -> None:
    issues = [row.issue() for row in rows]
    index, seconds = _built(issues)
    members = labelled_groups(rows)
    queries = [row.number for row in rows if row.duplicate_of in members]
    print(f"{name}: {len(rows):,} issues, {len(queries):,} labelled duplicates")
    print(f"  index built in {1000 * seconds / max(1, len(rows)):.3f} ms an issue")
    _print_ranks("index", index.ranked, queries, members, len(rows))
    if titles:
        _print_ranks("title loop", _title_ranker(issues), queries, members, len(rows))


def _print_ranks(
    name: str, ranker: Ranker, queries: list[int], members: dict[int, set[int]], issues: int
) -> None:
    if not queries:
        return
    ranks, times = [], []
    for number in queries:
        start = perf_counter()
        ranked = ranker(number)
        times.append(perf_counter() - start)
        ranks.append(rank_of_best(ranked, members[number] - {number}, issues))
    recall = "  ".join(f"recall@{k} {fmean(rank <= k for rank in ranks):.3f}" for k in (1, 5, 10))
    mean = fmean(1 / rank for rank in ranks)
    print(f"  {name:10}  {recall}  MRR {mean:.3f}  {1000 * median(times):.2f} ms a query (median)")


def rank_of_best(ranked: list[tuple[int, float]], right: set[int], issues: int) -> float:
    """Rank of the best right issue; what ties with it counts half against it.

    Issues that are not ranked tie for the places behind the ranked ones.
    """
    best = max((score for number, score in ranked if number in right), default=None)
    if best is None:
        unranked = issues - 1 - len(ranked)
        return len(ranked) + 1 + (unranked - 1) / 2
    better = sum(score > best for _, score in ranked)
    equal = sum(score == best and number not in right for number, score in ranked)
    return 1 + better + equal / 2


def labelled_groups(rows: list[Row]) -> dict[int, set[int]]:
    """The group of each issue that a label connects with another of the file."""
    numbers = {row.number for row in rows}
    labels: dict[int, Verdicts] = {}
    for row in rows:
        if row.duplicate_of in numbers and row.duplicate_of is not None:
            labels[row.number] = Verdicts(pairs={row.duplicate_of: Likeness.SAME})
    groups = [set(group.numbers) for group in duplicate_groups(labels)]
    return {number: group for group in groups for number in group}


def _title_ranker(issues: list[Issue]) -> Ranker:
    titles = {issue.number: bare_title(issue.title) for issue in issues}

    def ranked(number: int) -> list[tuple[int, float]]:
        asked = titles[number]
        scores = [(other, token_set_ratio(asked, title)) for other, title in titles.items()]
        return sorted((pair for pair in scores if pair[0] != number), key=lambda pair: -pair[1])

    return ranked


def _print_speed(rows: list[Row], size: int) -> None:
    random = Random(size)
    issues = _population(rows, size, random)
    index, seconds = _built(issues)
    asked = random.sample(range(1, size + 1), min(QUERIES, size))
    index.suggest(asked[0])
    titles = [issue.title for issue in issues]
    suggestion = median(_time(index.suggest, number) for number in asked)
    loop = median(_time(_ratios, titles[number - 1], titles) for number in asked[:LOOPS])
    print(f"{size:,} issues: index built in {1000 * seconds / size:.3f} ms an issue")
    print(f"  baseline, token_set_ratio in a loop over titles: {1000 * loop:.2f} ms a query")
    print(
        f"  suggestions with reasons: {1000 * suggestion:.2f} ms, 1/{loop / suggestion:.0f} of it"
    )


def _population(rows: list[Row], size: int, random: Random) -> list[Issue]:
    """So many issues, numbered from 1: those of the file, then their titles with other bodies."""
    issues = []
    for place in range(size):
        issue = structs.replace(rows[place % len(rows)].issue(), number=place + 1)
        if place >= len(rows):
            issue = structs.replace(issue, body=random.choice(rows).body or "")
        issues.append(issue)
    return issues


def _built(issues: list[Issue]) -> tuple[Index, float]:
    start = perf_counter()
    index = Index.build(issues)
    if issues:
        index.suggest(issues[0].number)
    return index, perf_counter() - start


def _ratios(title: str, titles: list[str]) -> list[float]:
    return [token_set_ratio(title, each) for each in titles]


def _time(work: Callable[P, object], *args: P.args, **named: P.kwargs) -> float:
    start = perf_counter()
    work(*args, **named)
    return perf_counter() - start


if __name__ == "__main__":
    main()
