"""What files say of issues, for a report to be held against: GitHub's shape, or a package's own.

A package has its issues as they were read, in `issues.jsonl`; so whoever unpacks one can audit the
report in it. Rows that are neither are told like any bad row.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from triage.domain.errors import InputError
from triage.domain.issue import SampledIssue
from triage.exchange.github_files import BadRow, decode_row, read_objects
from triage.exchange.without_texts import IssueRecord

_RECORD = msgspec.json.Decoder(IssueRecord)
_SIGN = msgspec.json.Decoder(dict[str, msgspec.Raw])
_IN_A_PACKAGE = "sampled"


def read_facts(path: Path) -> Iterator[SampledIssue | BadRow]:
    """The issues of a file in its order, with conversations where it has them.

    Args:
        path: JSON lines or JSON array, plain or gzip; rows are issues of GitHub's REST interface,
            or of a package's `issues.jsonl`.

    Raises:
        InputError: the file cannot be read at all, or its first row is a comment.
    """
    return read_objects(path, _fact)


def _fact(row: bytes) -> SampledIssue | None:
    if not _is_of_a_package(row):
        issue = decode_row(row)
        return None if issue is None else SampledIssue(issue=issue)
    try:
        return _RECORD.decode(row).sampled
    except (msgspec.MsgspecError, RecursionError) as error:
        raise InputError(f"not an issue as a package has it: {error}") from error


def _is_of_a_package(row: bytes) -> bool:
    with suppress(msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return _IN_A_PACKAGE in _SIGN.decode(row)
    return False
