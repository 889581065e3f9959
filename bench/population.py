"""A population of 200,000 issues and 400 MB: loading, opening, memory, filters over facts and text.

Loading is compared with a bare SQLite table of the same bodies, opening with a bare connection
that reads one row, filters with the plain meaning in Python over issues that are in memory
already. The reading part runs in a process of its own, so that its memory can be told.
"""

import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

from store.population import Population
from store.population_reading import Order
from triage.domain.filter_match import Candidate, matches
from triage.domain.filter_parser import parse
from triage.domain.issue import Issue

ISSUES = 200_000
"""Unless the first argument says otherwise."""

WORDS, BODY_WORDS = 60_000, (60, 480)
"""Distinct words, drawn as often as words of a language are, and words in a body."""

BASELINE = 4_000
"""Issues that the slow baselines are measured on, and scaled from."""

LOOK = 50
"""Issues on a page of a list."""

NOW = datetime(2025, 1, 1, tzinfo=UTC)
RARE, COMMON, COMMONEST = 20_000, 200, 0
"""Places of words in the vocabulary, most frequent first."""

FACTS = (
    "",
    'label:"label 5"',
    '-label:"label 5"',
    "state:closed",
    "comments:>50",
    "created:2018",
    "state:closed OR reactions:>5",
    'label:"label 9" state:closed author-association:NONE created:>2018 comments:>3',
)


def main() -> None:
    """Prints every figure beside its baseline."""
    if sys.argv[1:2] == ["read"]:
        read(Path(sys.argv[2]), int(sys.argv[3]))
        return
    size = int(sys.argv[1]) if len(sys.argv) > 1 else ISSUES
    with TemporaryDirectory(prefix="triage-bench-") as folder:
        path = Path(folder) / "issues.db"
        load(path, size)
        command = [sys.executable, "-m", "bench.population", "read", str(path), str(size)]
        subprocess.run(command, check=True)


def load(path: Path, size: int) -> None:
    """Measures how fast issues are saved, new and again; making them up is not counted."""
    bare = Timed(issues(size))
    bare_seconds = _seconds(lambda: _load_bare(path.with_name("bare.db"), bare)) - bare.seconds
    path.with_name("bare.db").unlink()
    with Population.open(path, create=True) as population:
        new, again = Timed(issues(size)), Timed(issues(size))
        saving = _seconds(lambda: population.save_issues(new, NOW)) - new.seconds
        peak = _peak()
        repeating = _seconds(lambda: population.save_issues(again, NOW)) - again.seconds
    megabytes, on_disk = new.characters / 1e6, path.stat().st_size / 1e6
    print(f"{size:,} issues, {megabytes:,.0f} MB of bodies; {on_disk:,.0f} MB on disk")
    print(f"load        {saving:6.1f} s, {size / saving:,.0f} issues/s, peak memory {peak} MB")
    print(f"load again  {repeating:6.1f} s, {size / repeating:,.0f} issues/s, nothing changed")
    print(
        f"bare table  {bare_seconds:6.1f} s, bodies only: load is {saving / bare_seconds:.0f} times"
    )


def read(path: Path, size: int) -> None:
    """Measures opening, memory and filters."""
    before = _peak()
    opening = _best(lambda: _first_issue(path))
    bare = _best(lambda: _bare_row(path))
    words = vocabulary()
    texts = (
        words[RARE],
        words[COMMON],
        f'"{words[COMMONEST]} {words[COMMON]}"',
        f'{words[COMMON]} state:closed label:"label 5"',
        f"-{words[COMMON]}",
        words[COMMONEST],
    )
    with Population.open(path) as population:
        figures = [_asked(population, text) for text in (*FACTS, *texts)]
        whole = _seconds(lambda: sum(len(each.body) for each in population.issues()))
    print(f"open and read one issue {opening:.2f} ms, {opening / bare:.1f} times a bare connection")
    print(f"read all issues with their bodies {whole:.1f} s")
    print(f"peak memory of all reading {_peak()} MB, {before} MB before")
    sample = [Candidate(issue) for issue in issues(min(size, BASELINE))]
    print(f"{'count':>8}{'page':>8}{'Python':>9}{'ratio':>9}{'selected':>10}  (ms)  filter")
    for text, count, page, selected in figures:
        python = _python(text, sample) * size / len(sample)
        ratio = f"{python / count:,.0f}"
        print(f"{count:8.1f}{page:8.1f}{python:9,.0f}{ratio:>9}{selected:>10,}        {text}")


class Timed:
    """Issues that tell how long making them took."""

    def __init__(self, made: Iterator[Issue]) -> None:
        self._made = made
        self.seconds = 0.0
        self.characters = 0

    def __iter__(self) -> Iterator[Issue]:
        start = perf_counter()
        for issue in self._made:
            self.seconds += perf_counter() - start
            self.characters += len(issue.body)
            yield issue
            start = perf_counter()


def issues(size: int) -> Iterator[Issue]:
    """Made-up issues, the same at every call."""
    random = Random(size)
    weights = list(accumulate(1 / (place + 3) for place in range(WORDS)))
    pool = random.choices(vocabulary(), cum_weights=weights, k=1_000_000)
    labels = [
        tuple(f"label {each}" for each in random.sample(range(100), random.randint(0, 4)))
        for _ in range(2_000)
    ]
    for number in range(1, size + 1):
        start, length = random.randrange(900_000), random.randint(*BODY_WORDS)
        body = ("🚀 " if number % 2 else "") + " ".join(pool[start : start + length])
        created = NOW - timedelta(minutes=20 * (size - number))
        is_closed = random.random() < 0.6
        yield Issue(
            repository="octo/large",
            number=number,
            title=body[:60],
            body=body,
            created_at=created,
            updated_at=created,
            closed_at=created + timedelta(days=random.randint(0, 300)) if is_closed else None,
            state="closed" if is_closed else "open",
            labels=random.choice(labels),
            author=f"user{random.randint(0, 50_000)}",
            author_association=random.choice(("NONE", "NONE", "MEMBER")),
            comment_count=int(random.expovariate(0.2)),
            reactions=int(random.expovariate(1)),
        )


def vocabulary() -> list[str]:
    """Made-up words, most frequent first."""
    random = Random(1)
    letters = "etaoinshrdlucmfwypvbgkqjxz"
    return ["".join(random.choices(letters, k=random.randint(3, 11))) for _ in range(WORDS)]


def _asked(population: Population, text: str) -> tuple[str, float, float, int]:
    """Milliseconds to count and to list a page, and how many there are."""
    where = parse(text)
    count = _best(lambda: population.count(where))
    page = _best(lambda: list(population.facts(where, Order.NEWEST, LOOK)))
    return text or "(no filter)", count, page, population.count(where)


def _python(text: str, sample: list[Candidate]) -> float:
    """Milliseconds to ask every issue in memory, without what is kept from asking before."""
    where = parse("" if text == "(no filter)" else text)
    for candidate in sample:
        candidate.__dict__.pop("texts", None)
    return 1000 * _seconds(lambda: sum(matches(where, each) for each in sample))


def _load_bare(path: Path, made: Iterable[Issue]) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bare (number INTEGER PRIMARY KEY, body TEXT)")
    rows = ((issue.number, issue.body) for issue in made)
    connection.executemany("INSERT INTO bare VALUES (?, ?)", rows)
    connection.commit()
    connection.close()


def _first_issue(path: Path) -> None:
    with Population.open(path) as population:
        population.issue("octo/large", 1)


def _bare_row(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("SELECT body FROM text WHERE id = 1").fetchone()
    connection.close()


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def _best(work: Callable[[], object]) -> float:
    """Milliseconds of the best of five."""
    return 1000 * min(_seconds(work) for _ in range(5))


def _peak() -> int:
    """Megabytes; Linux hands `ru_maxrss` of a parent on to its child, so it is asked otherwise."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(each for each in status.read_text().splitlines() if "VmHWM" in each)
        return int(line.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024**2


if __name__ == "__main__":
    main()
