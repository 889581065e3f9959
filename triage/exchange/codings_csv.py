"""Reads codings from a table: a row per issue, or a row per issue, question and code.

    issue,RQ1,RQ2,RQ2 memo,excluded         issue,question,code,memo
    12,speed,scale; gap,slow,               12,RQ1,speed,

The heading decides which of the two it is. An empty cell is a gap, `(none)` the answer that no code
applies; items of a checklist are `item`, `item:provided` or `item:missing`.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from triage.domain.codebook import Question
from triage.domain.errors import InputError
from triage.exchange.coding_collector import Collected, Collector, Target

ISSUE, QUESTION, CODE, MEMO, RATER, EXCLUDED = (
    "issue",
    "question",
    "code",
    "memo",
    "rater",
    "excluded",
)
_ISSUE_NAMES = (ISSUE, "number", "issue number", "url")
_DELIMITERS = ",;\t"

Row = tuple[int, Mapping[str, str]]
"""The line on which it starts, and its cells by heading."""


def read_codings_csv(path: Path, target: Target, rater: str) -> Collected:
    """The codings in a table, and all that is wrong with it.

    Args:
        path: the file, in UTF-8.
        target: what they are taken for.
        rater: whose rows are wanted, where a column `rater` has several.

    Raises:
        InputError: it is no table of codings, or has the rows of other raters only.
    """
    collector = Collector(target)
    headings, rows = _table(path, collector)
    issue = next((name for name in _ISSUE_NAMES if name in headings), None)
    if issue is None:
        raise InputError(f"{path}: no column is called “{ISSUE}”; there is: {_listed(headings)}")
    wanted = _rows_of(path, rows, rater)
    columns = {name: found for name in headings if (found := collector.question(name))}
    only = target.codebook.questions[0].id if len(target.codebook.questions) == 1 else ""
    if CODE in headings and (QUESTION in headings or (only and not columns)):
        _read_long(collector, wanted, issue, only)
        known = {issue, QUESTION, CODE, MEMO, RATER}
        return collector.collected([name for name in headings if name not in known])
    if not columns:
        raise InputError(
            f"{path}: no column is a question of the codebook, nor are there columns “{QUESTION}” "
            f"and “{CODE}”; there is: {_listed(headings)}"
        )
    memos = {name: found for name in headings if (found := _memo_of(collector, name))}
    _read_wide(collector, wanted, issue, columns, memos)
    known = {issue, RATER, EXCLUDED, *columns, *memos}
    return collector.collected([name for name in headings if name not in known])


def _read_wide(
    collector: Collector,
    rows: Sequence[Row],
    issue_column: str,
    columns: Mapping[str, Question],
    memos: Mapping[str, Question],
) -> None:
    for line, cells in rows:
        issue = collector.issue(line, cells[issue_column])
        if issue is None or not collector.once(line, issue):
            continue
        for name, question in columns.items():
            for word in collector.split(question, cells[name]):
                collector.choose(line, issue, question, word)
        for name, question in memos.items():
            if cells[name].strip():
                collector.write_memo(line, issue, question, cells[name].strip())
        if cells.get(EXCLUDED, "").strip():
            collector.exclude(issue, cells[EXCLUDED])


def _read_long(collector: Collector, rows: Sequence[Row], issue_column: str, only: str) -> None:
    """Read a row per code; without a column `question` all are about the only one there is."""
    for line, cells in rows:
        issue = collector.issue(line, cells[issue_column])
        name = cells.get(QUESTION, only)
        question = collector.question(name)
        if question is None:
            collector.refuse(line, f"the codebook has no question “{name.strip()}”")
        elif issue is not None:
            if cells[CODE].strip():
                collector.choose(line, issue, question, cells[CODE])
            if cells.get(MEMO, "").strip():
                collector.write_memo(line, issue, question, cells[MEMO].strip())


def _memo_of(collector: Collector, heading: str) -> Question | None:
    """The question whose memos a column holds: `RQ1 memo`, `RQ1.memo`, `RQ1_memo`."""
    stem = heading.removesuffix(MEMO)
    return None if stem == heading else collector.question(stem.rstrip(" ._-"))


def _rows_of(path: Path, rows: list[Row], rater: str) -> list[Row]:
    raters = sorted({name for _, cells in rows if (name := cells.get(RATER, "").strip())})
    if len(raters) < 2:
        return rows
    if rater not in raters:
        raise InputError(
            f"{path}: it has rows of {', '.join(raters)}, none of {rater}; name one of them "
            f"with --rater"
        )
    return [row for row in rows if row[1][RATER].strip() == rater]


def _table(path: Path, collector: Collector) -> tuple[list[str], list[Row]]:
    """The headings in lower case, and the rows that keep to them."""
    lines = _lines(path, _text(path))
    if not lines:
        raise InputError(f"{path}: the file is empty")
    headings = [name.strip().casefold() for name in lines[0][1]]
    if doubled := {name for name in headings if name and headings.count(name) > 1}:
        raise InputError(f"{path}: two columns are called {_listed(sorted(doubled))}")
    rows: list[Row] = []
    for line, cells in lines[1:]:
        if len(cells) > len(headings):
            collector.refuse(
                line,
                f"{len(cells)} cells under {len(headings)} headings; put quotes around a cell "
                f"that holds the separator",
            )
            continue
        padded = [*cells, *[""] * (len(headings) - len(cells))]
        rows.append((line, dict(zip(headings, padded, strict=True))))
    return headings, rows


def _text(path: Path) -> str:
    try:
        written = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    try:
        return written.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = written.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"{path}, line {line}: not UTF-8 text; save the file again as “CSV UTF-8”"
        ) from error


def _lines(path: Path, text: str) -> list[tuple[int, list[str]]]:
    """The rows that are not blank, each with the line on which it starts."""
    first, _, _ = text.partition("\n")
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines, start = [], 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append((start, cells))
            start = reader.line_num + 1
    except csv.Error as error:
        raise InputError(f"{path}, line {reader.line_num}: {error}") from error
    return lines


def _listed(names: Sequence[str]) -> str:
    return ", ".join(name for name in names if name) or "nothing"
