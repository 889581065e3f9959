"""Codes a sample through the real program by key presses, in a terminal, and times each key.

    python -m bench.keys [ISSUES.jsonl]

A key is timed from its write to the last byte that it painted, which is after its save. The
baseline is an app that only echoes the key, in the same run. The second part does the same with
a sample of 200,000 issues.
"""

import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.studies import issues_of, made_up_issues, make_study
from bench.terminal import Terminal

FULL = ("1", "2", "\r", "3", "1", "\r")
"""One issue: a type, a problem, on, an outcome, a piece of information, accept."""

REPEAT = (".", "\r")
LARGE = 200_000


def main() -> None:
    """Print keys per issue, medians and 99th percentiles."""
    issues = issues_of(Path(sys.argv[1])) if len(sys.argv) > 1 else list(made_up_issues(193))
    echo = _echo(300)
    _tell("echo only", echo, echo)
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "small", Path(folder) / "large"
        make_study(small, issues)
        times, counts = _code(small, len(issues))
        _tell(f"{len(issues)} issues", times, echo)
        print(f"keys per issue: median {statistics.median(counts):.0f}; repeated {len(REPEAT)}")
        make_study(large, list(made_up_issues(LARGE, words=20)))
        times, _ = _code(large, 60)
        _tell(f"{LARGE:,} issues", times, echo)


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


def _echo(count: int) -> list[float]:
    with Terminal(["-m", "bench.empty_app"]) as terminal:
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
