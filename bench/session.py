"""One sitting of 5,000 issues by key presses through the real program, compactions included.

    python -m bench.session [ISSUES] [--in FOLDER]

Takes a quarter of an hour, so `make bench` leaves it out. A key is timed as in `bench.keys`, beside
the same app that appends and echoes; FOLDER says on which disk. A compaction is seen from outside,
by the snapshot's file being another one; the keys around it are told apart.
"""

import argparse
import statistics
import tempfile
from pathlib import Path

from bench.keys import FULL, echo
from bench.studies import made_up_issues, make_study
from bench.terminal import Terminal

ISSUES = 5_000
AROUND = 30
"""Keys before and after a compaction was seen that are counted as during it."""

LIMIT = 0.050
"""Seconds that nobody notices."""


def main() -> None:
    """Print how long keys took, all of them and those during compactions."""
    parser = argparse.ArgumentParser()
    parser.add_argument("issues", nargs="?", type=int, default=ISSUES, metavar="ISSUES")
    parser.add_argument("--in", dest="folder", type=Path, default=Path.cwd(), metavar="FOLDER")
    asked = parser.parse_args()
    count = asked.issues
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        print(_in_words("append and echo", echo(2_000, Path(folder) / "keys")))
        study = Path(folder) / "study"
        make_study(study, list(made_up_issues(count, words=120)))
        times, compactions = _code(study, count)
        journal = sum(path.stat().st_size for path in (study / "codings").glob("ada.j*"))
    during = [
        each for place in compactions for each in times[max(0, place - AROUND) : place + AROUND]
    ]
    print(f"{count:,} issues, {len(times):,} keys in one sitting; {journal / 1e6:.0f} MB on disk")
    print(_in_words("all keys", times))
    if during:
        print(_in_words(f"around {len(compactions)} compactions", during))


def _code(study: Path, count: int) -> tuple[list[float], list[int]]:
    """The seconds of each key, and after how many keys the snapshot was another file."""
    times: list[float] = []
    compactions: list[int] = []
    snapshot = study / "codings" / "ada.jsonl"
    with Terminal(["-m", "triage", "code", "--workspace", str(study)]) as terminal:
        terminal.wait_for("Sample main")
        terminal.settle(1.5)
        last = _inode(snapshot)
        for _ in range(count):
            for key in FULL:
                times.append(terminal.press(key))
                if (now := _inode(snapshot)) != last:
                    last = now
                    compactions.append(len(times))
            terminal.output.clear()
    return times, compactions


def _inode(path: Path) -> int:
    return path.stat().st_ino if path.exists() else 0


def _in_words(name: str, times: list[float]) -> str:
    late = statistics.quantiles(times, n=1000)
    above = sum(each > LIMIT for each in times)
    return (
        f"{name:<24} median {statistics.median(times) * 1000:6.1f} ms, "
        f"p99 {late[989] * 1000:6.1f} ms, p99.9 {late[998] * 1000:6.1f} ms, "
        f"longest {max(times) * 1000:6.0f} ms (key {times.index(max(times)) + 1:,}); "
        f"{above:,} of {len(times):,} above {LIMIT * 1000:.0f} ms"
    )


if __name__ == "__main__":
    main()
