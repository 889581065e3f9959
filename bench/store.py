"""What one save and one opening cost, beside the least that a durable save can cost.

The baseline is an append and fdatasync of the very bytes that the store writes for a save, to a
plain file in the same folder, measured in turns with the store so that both see the same disk.
Beside it TinyDB's own JSON storage and SQLite (WAL, synchronous FULL).
"""

import os
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter

import msgspec
from tinydb import TinyDB
from tinydb.table import Document

from store.codings import CodingStore
from triage.domain.coding import NO_ANSWER, Answer
from triage.domain.history import Change

SIZES = (30, 1_000, 10_000, 50_000)
ROUNDS = 200
SLOW_ROUNDS = 5
"""Saves through TinyDB's JSON storage, which writes everything each time."""

SESSION_ISSUES = 5_000
SESSION_KEYS = 6

_START = datetime(2026, 1, 1, tzinfo=UTC)
_MEMO = "Asks for a speed-up of batched decoding on two devices; no figures given."


def main(sizes: Sequence[int] = SIZES) -> None:
    """Print the tables; sizes may be given as arguments."""
    print("One save of one coding; median, as a ratio to append + fdatasync of the same bytes.")
    print(f"{'codings':>9} {'bare, ms':>9} {'store':>7} {'p99':>7} {'SQLite':>7} {'TinyDB':>8}")
    opened = {}
    for size in sizes:
        with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
            print(_save_row(Path(folder), size))
            opened[size] = _opening_times(Path(folder))
    print("\nOpening a store of one coding and one change of history per issue.")
    print(f"{'codings':>9} {'open, s':>9} {'and history, s':>15} {'compact, s':>11}")
    for size, times in opened.items():
        print(f"{size:>9,} {times[0]:>9.3f} {times[1]:>15.3f} {times[2]:>11.3f}")
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        print(_session(Path(folder)))


def change(number: int) -> Change:
    """One change of one coding, as a key press makes it."""
    return Change(
        step=number,
        at=_START + timedelta(seconds=number),
        issue=f"owner/name#{number}",
        part="rq1",
        before=NO_ANSWER,
        after=Answer(codes=("performance",), memo=_MEMO),
        edition="3-9f2c11aa01bc",
        body_digest="0123456789abcdef",
    )


def _save_row(folder: Path, size: int) -> str:
    with CodingStore.open(folder, "ada", write=True) as store:
        store.commit([change(number) for number in range(1, size + 1)])
    with CodingStore.open(folder, "ada", write=True) as store:
        bare, ours, lite = _in_turns(folder, store, size)
    base = statistics.median(bare)
    ratios = [statistics.median(ours) / base, _p99(ours) / base, statistics.median(lite) / base]
    tiny = statistics.median(_tinydb(folder, size)) / base
    return (
        f"{size:>9,} {base * 1000:>9.3f} {ratios[0]:>7.2f} {ratios[1]:>7.2f} {ratios[2]:>7.2f} "
        f"{tiny:>8.1f}"
    )


def _in_turns(
    folder: Path, store: CodingStore, size: int
) -> tuple[list[float], list[float], list[float]]:
    journal = folder / "ada.journal"
    connection = _sqlite(folder, size)
    handle = os.open(folder / "bare", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    bare, ours, lite = [], [], []
    for number in range(1, ROUNDS + 1):
        changed = change(number * 7919 % size + 1)
        end = journal.stat().st_size
        ours.append(_timed(partial(store.commit, [changed])))
        line = journal.read_bytes()[end:]
        bare.append(_timed(partial(_append, handle, line)))
        lite.append(_timed(partial(_sqlite_save, connection, changed)))
    os.close(handle)
    connection.close()
    return bare, ours, lite


def _append(handle: int, line: bytes) -> None:
    os.write(handle, line)
    os.fdatasync(handle)


def _sqlite(folder: Path, size: int) -> sqlite3.Connection:
    connection = sqlite3.connect(folder / "lite.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE codings (issue TEXT PRIMARY KEY, doc BLOB)")
    connection.execute("CREATE TABLE history (doc BLOB)")
    connection.execute("BEGIN")
    for number in range(1, size + 1):
        _sqlite_write(connection, change(number))
    connection.execute("COMMIT")
    return connection


def _sqlite_save(connection: sqlite3.Connection, changed: Change) -> None:
    connection.execute("BEGIN")
    _sqlite_write(connection, changed)
    connection.execute("COMMIT")


def _sqlite_write(connection: sqlite3.Connection, changed: Change) -> None:
    document = msgspec.json.encode(changed)
    connection.execute("REPLACE INTO codings VALUES (?, ?)", (changed.issue, document))
    connection.execute("INSERT INTO history VALUES (?)", (document,))


def _tinydb(folder: Path, size: int) -> list[float]:
    with TinyDB(folder / "tiny.json") as database:
        table = database.table("codings")
        document = msgspec.to_builtins(change(1))
        table.insert_multiple(Document(document, number) for number in range(1, size + 1))
        return [_timed(lambda: table.upsert(Document(document, 1))) for _ in range(SLOW_ROUNDS)]


def _session(folder: Path) -> str:
    """One rater codes many issues without a break, compactions included."""
    with CodingStore.open(folder, "ada", write=True) as store:
        times = [
            _timed(partial(store.commit, [change(issue)]))
            for issue in range(1, SESSION_ISSUES + 1)
            for _ in range(SESSION_KEYS)
        ]
    middle, late, longest = statistics.median(times), _p99(times), max(times)
    return (
        f"\n{SESSION_ISSUES:,} issues of {SESSION_KEYS} saves each in one session, in ms: "
        f"median {middle * 1000:.2f}, p99 {late * 1000:.2f}, longest {longest * 1000:.0f}."
    )


def _opening_times(folder: Path) -> tuple[float, float, float]:
    """Seconds, best of three: opening for writing, opening and history, leaving after a save."""
    rounds = [_open_once(folder, number) for number in (1, 2, 3)]
    return (
        min(each[0] for each in rounds),
        min(each[1] for each in rounds),
        min(each[2] for each in rounds),
    )


def _open_once(folder: Path, number: int) -> tuple[float, float, float]:
    start = perf_counter()
    store = CodingStore.open(folder, "ada", write=True)
    opened = perf_counter() - start
    store.history()
    with_history = perf_counter() - start
    store.commit([change(number)])
    return opened, with_history, _timed(store.close)


def _timed(action: Callable[[], object]) -> float:
    start = perf_counter()
    action()
    return perf_counter() - start


def _p99(times: list[float]) -> float:
    return statistics.quantiles(times, n=100)[98]


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or SIZES)
