"""The file of a sample's issues: a header line, then one issue a line as the raters read it.

The header carries the digest of all lines, so that no other text than the copied one is ever
coded. Line ends do not count: version control may change them.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct, structs

from triage.domain.errors import StoreDamagedError, StoreError, StoreTooNewError
from triage.domain.issue import SampledIssue

FORMAT = 1
"""Version of the file; a file with a higher one is refused."""


class Refresh(Struct, frozen=True, kw_only=True):
    """A change of copies after the draw."""

    at: datetime
    reason: str
    numbers: tuple[int, ...]
    """The issues whose copies changed or came in."""


class Header(Struct, frozen=True, kw_only=True):
    """First line of the file."""

    sample: str
    format: int = FORMAT
    count: int = 0
    """How many lines follow."""
    digest: str = ""
    """SHA-256 of the lines that follow."""
    refreshes: tuple[Refresh, ...] = ()


class _Version(Struct, frozen=True):
    format: int = 0


def encode_copies(header: Header, copies: Sequence[SampledIssue]) -> Iterator[bytes]:
    """The lines of the file.

    Raises:
        StoreError: a text cannot be written as UTF-8.
    """
    try:
        lines = [msgspec.json.encode(copy) for copy in copies]
    except UnicodeEncodeError as error:
        raise StoreError(
            f"sample {header.sample}: the text of an issue is not Unicode ({error.reason})"
        ) from error
    head = structs.replace(header, count=len(lines), digest=_digest(lines))
    return (line + b"\n" for line in (msgspec.json.encode(head), *lines))


def decode_copies(path: Path, content: bytes, name: str) -> tuple[Header, tuple[SampledIssue, ...]]:
    """The header and the copies.

    Args:
        path: where the content comes from, for the message.
        content: the file.
        name: the sample that it should be of.

    Raises:
        StoreDamagedError: it does not hold what was written to it.
        StoreTooNewError: a newer triage wrote it.
    """
    lines = [line.rstrip(b"\r") for line in content.rstrip(b"\r\n").split(b"\n")]
    number = 1
    try:
        header = _header(path, lines[0])
        copies = []
        for number, line in enumerate(lines[1:], start=2):  # noqa: B007 - told when a line fails
            copies.append(_COPY.decode(line))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _damaged(path, f"line {number}: {error}") from error
    if header.sample != name:
        raise _damaged(path, f"it holds the issues of sample {header.sample!r}")
    if header.count != len(copies) or header.digest != _digest(lines[1:]):
        raise _damaged(path, f"{len(copies)} of {header.count} issues, or another text in them")
    return header, tuple(copies)


def _header(path: Path, line: bytes) -> Header:
    version = msgspec.json.decode(line, type=_Version).format
    if version > FORMAT:
        raise StoreTooNewError(
            f"{path}: a newer triage wrote these issues (format {version}, this one reads up to "
            f"{FORMAT}); update triage"
        )
    return msgspec.json.decode(line, type=Header)


def _digest(lines: Sequence[bytes]) -> str:
    return sha256(b"\n".join(lines)).hexdigest()


def _damaged(path: Path, reason: str) -> StoreDamagedError:
    return StoreDamagedError(
        f"{path}: the issues of the sample are not what was written ({reason}); "
        "restore the file from a backup or from version control"
    )


_COPY = msgspec.json.Decoder(SampledIssue)
