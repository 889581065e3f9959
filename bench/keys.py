"""Codes a sample through the real program by key presses, in a terminal, and times each key.

    python -m bench.keys [ISSUES.jsonl] [--in FOLDER]

A key is timed from its write to the last byte that it painted, which is after its save. The
baselines, in the same run, are an app that only echoes the key, and one that first appends 400
bytes to a file and brings them to the disk: what a disk takes for that, nobody can save. The
second part codes a sample of 60 issues from a population of 200,000, the third a sample of all of
them. FOLDER says on which disk.
"""

import argparse
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.studies import BEGIN, issues_of, made_up_issues, make_study
from bench.terminal import Terminal

FULL = ("1", "2", "\r", "3", "1", "\r")
"""One issue: a type, a problem, on, an outcome, a piece of information, accept."""

REPEAT = (".", "\r")
LARGE = 200_000
CODED = 60


def main() -> None:
    """Print keys per issue, medians and 99th percentiles."""
    parser = argparse.ArgumentParser()
    parser.add_argument("issues", nargs="?", type=Path, metavar="ISSUES.jsonl")
    parser.add_argument("--in", dest="folder", type=Path, metavar="FOLDER")
    asked = parser.parse_args()
    issues = issues_of(asked.issues) if asked.issues else list(made_up_issues(193))
    alone = echo(300)
    _tell("echo only", alone, alone)
    with tempfile.TemporaryDirectory(dir=asked.folder) as name:
        folder = Path(name)
        _tell("append and echo", echo(1_000, folder / "keys"), alone)
        study = make_study(folder / "small", issues)
        times, counts = _code(study.folder, len(issues))
        _tell(f"{len(issues)} issues", times, alone)
        print(f"keys per issue: median {statistics.median(counts):.0f}; repeated {len(REPEAT)}")
        large = list(made_up_issues(LARGE, words=20))
        study = make_study(folder / "population", large[:CODED])
        with study.population(create=True) as population:
            population.save_issues(large, BEGIN)
        _tell(f"{CODED} of {LARGE:,}", _code(study.folder, CODED)[0], alone)
        study = make_study(folder / "sample", large)
        _tell(f"all {LARGE:,}", _code(study.folder, CODED)[0], alone)


def _code(folder: Path, count: int) -> tuple[list[float], list[int]]:
    times, counts = [], []
    with Terminal(["-m", "triage", "code", "--workspace", str(folder)]) as terminal:
        terminal.wait_for("Sample main")
        terminal.settle(1.5)
        for keys in _plans(count):
            times += [terminal.press(key) for key in keys]
            counts.append(len(keys))
    return times, counts


def _plans(count: int) -> Iterator[tuple[str, ...]]:
    for place in range(count):
        yield REPEAT if place % 10 == 9 else FULL


def echo(count: int, file: Path | None = None) -> list[float]:
    """The seconds of so many keys in an app that echoes them, and first appends them to a file."""
    with Terminal(["-m", "bench.empty_app", *([str(file)] if file else [])]) as terminal:
        terminal.wait_for("Nothing here")
        terminal.settle(1.0)
        return [terminal.press("abcdefghij"[place % 10]) for place in range(count)]


def _tell(name: str, times: list[float], baseline: list[float]) -> None:
    median, last = statistics.median(times), statistics.quantiles(times, n=100)[98]
    ratio = median / statistics.median(baseline)
    print(
        f"{name:<16} {len(times):5} keys: median {median * 1000:5.1f} ms, "
        f"p99 {last * 1000:5.1f} ms, {ratio:4.1f} x echo"
    )


if __name__ == "__main__":
    main()
