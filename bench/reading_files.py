"""How fast files in GitHub's shape are read, and in how much memory.

The baseline is the least that any reader must do: the standard library's `json.loads` on each
line. Run as `python -m bench.reading_files [ROWS]`; a row has 2 KB, 200,000 make 400 MB.
"""

import gzip
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path

from triage.exchange.github_files import read_issues

PEOPLE = "https://api.github.com/users/ada"
BODY = ('### Motivation\n\nA sentence with `code`, "quotes" and {braces} in it. 🚀\n' * 20)[:1000]


def main() -> None:
    """Write the same rows in three ways, and read each."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        lines, array, packed = (Path(folder) / name for name in ("lines", "array", "packed"))
        _write(lines, packed, array, _rows(rows))
        print(f"{rows:,} rows, {lines.stat().st_size / 1e6:.0f} MB")
        baseline = _timed(partial(_baseline, lines), rows)
        print(f"{'json.loads':12} {baseline:6.2f} s, the baseline")
        for name, path in {"JSON lines": lines, "gzip": packed, "array": array}.items():
            before = _peak()
            seconds = _timed(partial(read_issues, path, "ada/engine"), rows)
            print(
                f"{name:12} {seconds:6.2f} s, {seconds / baseline:5.2f} times the baseline, ",
                end="",
            )
            print(f"{rows / seconds:8,.0f} rows/s, memory +{_peak() - before} MB")


def _write(lines: Path, packed: Path, array: Path, rows: Iterator[bytes]) -> None:
    with (
        lines.open("wb") as plain,
        gzip.open(packed, "wb", 1) as zipped,
        array.open("wb") as listed,
    ):
        listed.write(b"[" + (first := next(rows)))
        for row in chain([first], rows):
            plain.write(row + b"\n")
            zipped.write(row + b"\n")
            listed.write(b"," + row if row is not first else b"")
        listed.write(b"]")


def _rows(count: int) -> Iterator[bytes]:
    user = {name: f"{PEOPLE}/{name}" for name in ("html_url", "repos_url", "events_url", "x", "y")}
    for number in range(1, count + 1):
        row = {"number": number, "title": f"Title {number}", "created_at": "2024-05-01T10:00:00Z"}
        facts = {"user": user, "labels": [{"name": "bug", "color": "red"}] * 3, "comments": 3}
        yield json.dumps({**row, **facts, "body": BODY, "state": "open"}).encode()


def _baseline(path: Path) -> Iterator[object]:
    with path.open("rb") as file:
        yield from map(json.loads, file)


def _timed(read: Callable[[], Iterable[object]], expected: int) -> float:
    start = time.perf_counter()
    count = sum(1 for _ in read())
    seconds = time.perf_counter() - start
    assert count == expected
    return seconds


def _peak() -> int:
    """Largest memory of the process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
