"""Writes codings in the long form as CSV: RFC 4180 with a header, UTF-8, exactly as they are.

It is made for programs. A spreadsheet may take a cell that begins with `=` for a formula; ids of
issues, codes and raters never begin so.
"""

import csv
import io
from collections.abc import Iterable

from triage.analysis.long_form import COLUMNS


def long_csv(rows: Iterable[tuple[str, str, str, str]]) -> str:
    """The text of the file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return text.getvalue()
