"""Writes the figures of a report as CSV in long form: one row per question and code.

Shares and ends of intervals are printed in full, so that anybody can compute on with them.
Issues that are no part of a base (not coded, excluded) have rows of their own, without a share.
Who said what about which issue is not in this file; that is what the codings themselves are for.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from triage.report.escape import csv_cell
from triage.report.layout import tables
from triage.report.model import Evidence, Finding, Report

COLUMNS = (
    "question",
    "id",
    "title",
    "standing",
    "code",
    "label",
    "k",
    "n",
    "share",
    "low",
    "high",
    "distinct_k",
    "distinct_n",
    "issues",
)
"""`standing` is chosen, provided, missing, none-applies, uncoded or excluded; `low` and `high` are
the ends of the 95 % interval; the distinct counts have each group of duplicates once."""

_MARK_OF_UTF_8 = "\ufeff"
"""Without it some spreadsheets read UTF-8 as something else."""


def write_csv(report: Report, *, for_spreadsheet: bool = False) -> str:
    """The figures as CSV.

    Args:
        report: what to write.
        for_spreadsheet: whether to begin with a mark that tells the encoding, and to write an
            apostrophe before cells that a spreadsheet would take for a formula. Without it the
            texts are exact.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in _rows(report):
        writer.writerow([csv_cell(cell, for_spreadsheet=for_spreadsheet) for cell in row])
    return _MARK_OF_UTF_8 + text.getvalue() if for_spreadsheet else text.getvalue()


def _rows(report: Report) -> Iterator[Sequence[str]]:
    for section in report.sections:
        names = (section.mark, section.question, section.title)
        for block in tables(section):
            for finding in block.findings:
                yield (*names, block.standing or "chosen", *_finding(finding))
        yield (*names, "none-applies", *_apart(section.none_apply, section.n))
        yield (*names, "uncoded", *_apart(section.uncoded, section.in_scope))
    excluded = report.method.excluded
    yield ("", "", "", "excluded", *_apart(excluded, len(report.method.numbers)))


def _finding(finding: Finding) -> Sequence[str]:
    ends = ("", "")
    if finding.interval is not None:
        ends = (repr(finding.interval.low), repr(finding.interval.high))
    distinct = finding.distinct
    return (
        finding.code,
        finding.label,
        str(finding.k),
        str(finding.n),
        "" if finding.share is None else repr(finding.share),
        *ends,
        "" if distinct is None else str(distinct.k),
        "" if distinct is None else str(distinct.n),
        _numbers(finding.issues),
    )


def _apart(issues: Sequence[Evidence], n: int) -> Sequence[str]:
    """Issues that are counted apart, as a count without a share."""
    return ("", "", str(len(issues)), str(n), "", "", "", "", "", _numbers(issues))


def _numbers(issues: Iterable[Evidence]) -> str:
    return " ".join(str(issue.number) for issue in issues)
