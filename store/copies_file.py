"""The file of a sample's issues: a header line, the issues as they are read now, then earlier ones.

The header carries a checksum of every line and a digest of itself, so that each line can be
checked when it is read alone, and no other text than the copied one is ever coded. Line ends do
not count: version control may change them.

A copy that a refresh replaced stays behind the current ones. So what a rater read can be told
from what is there now, and a report can be written again from the issues that it was made from.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from zlib import crc32

import msgspec
from msgspec import Struct, structs

from triage.domain.errors import StoreDamagedError, StoreError, StoreTooNewError
from triage.domain.issue import SampledIssue

FORMAT = 2
"""Version of the file; a file with a higher one is refused. Format 1 kept no earlier copies."""


class Refresh(Struct, frozen=True, kw_only=True):
    """A change of copies after the draw."""

    at: datetime
    reason: str
    numbers: tuple[int, ...]
    """The issues whose copies changed or came in."""
    before: str = ""
    """The snapshot that it changed; empty where nobody wrote that down."""


class Earlier(Struct, frozen=True, array_like=True):
    """A copy that a refresh replaced."""

    number: int
    refresh: int
    """Which refresh replaced it, from 0."""
    checksum: int
    """CRC-32 of its line."""


class Header(Struct, frozen=True, kw_only=True):
    """First line of the file."""

    sample: str
    format: int = FORMAT
    checksums: dict[int, int] = {}
    """CRC-32 of every line of a current copy, by issue number, in the order of the lines."""
    refreshes: tuple[Refresh, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    """The copies behind the current ones, in the order of their lines, oldest first."""
    snapshot: str = ""
    """Name of the current copies, see `snapshot_of`."""
    digest: str = ""
    """SHA-256 of the rest of this line."""


class Copies(Struct, frozen=True, kw_only=True):
    """What the file holds."""

    header: Header
    current: tuple[SampledIssue, ...]
    earlier: tuple[bytes, ...]
    """Lines of the copies that were replaced, as the header lists them."""


class _Version(Struct, frozen=True):
    format: int = 0


def encode_copies(
    header: Header, copies: Sequence[SampledIssue], earlier: Sequence[bytes] = ()
) -> bytes:
    """The content of the file.

    Args:
        header: whose checksums, snapshot and digest are made anew.
        copies: the current ones.
        earlier: lines of the copies that were replaced, as the header lists them.

    Raises:
        StoreError: a text cannot be written as UTF-8.
    """
    lines = {copy.issue.number: encode_copy(copy, header.sample) for copy in copies}
    head = structs.replace(
        header,
        format=FORMAT,
        checksums={number: crc32(line) for number, line in lines.items()},
        snapshot=snapshot_of(lines.values()),
        digest="",
    )
    head = structs.replace(head, digest=sha256(msgspec.json.encode(head)).hexdigest())
    whole = (msgspec.json.encode(head), *lines.values(), *earlier)
    return b"".join(line + b"\n" for line in whole)


def encode_copy(copy: SampledIssue, sample: str) -> bytes:
    """The line of a copy.

    Raises:
        StoreError: a text cannot be written as UTF-8.
    """
    try:
        return msgspec.json.encode(copy)
    except UnicodeEncodeError as error:
        raise StoreError(
            f"sample {sample}: the text of an issue is not Unicode ({error.reason})"
        ) from error


def snapshot_of(lines: Iterable[bytes]) -> str:
    """The name of a state of the copies: the first 16 hex digits of the SHA-256 of their lines."""
    digest = sha256()
    for line in lines:
        digest.update(line + b"\n")
    return digest.hexdigest()[:16]


def decode_copies(path: Path, content: bytes, name: str) -> Copies:
    """What the file holds, all of it checked.

    Args:
        path: where the content comes from, for the message.
        content: the file.
        name: the sample that it should be of.

    Raises:
        StoreDamagedError: it does not hold what was written to it.
        StoreTooNewError: a newer triage wrote it.
    """
    head, *lines = [line.rstrip(b"\r") for line in content.rstrip(b"\r\n").split(b"\n")]
    header = decode_header(path, head, name)
    count = len(header.checksums)
    if len(lines) != count + len(header.earlier):
        raise damaged_copies(path, f"{len(lines)} of {count + len(header.earlier)} issues")
    places = enumerate(zip(header.checksums.items(), lines, strict=False), start=2)
    current = [
        decode_copy(path, place, line, number, checksum)
        for place, ((number, checksum), line) in places
    ]
    earlier = lines[count:]
    for place, (each, line) in enumerate(zip(header.earlier, earlier, strict=True), count + 2):
        check_line(path, place, line, each.checksum)
    return Copies(header=header, current=tuple(current), earlier=tuple(earlier))


def decode_header(path: Path, line: bytes, name: str) -> Header:
    """The first line.

    Raises:
        StoreDamagedError: it is not what was written, or of another sample.
        StoreTooNewError: a newer triage wrote it.
    """
    try:
        version = msgspec.json.decode(line, type=_Version).format
        if version > FORMAT:
            raise StoreTooNewError(
                f"{path}: a newer triage wrote these issues (format {version}, this one reads up "
                f"to {FORMAT}); update triage"
            )
        header = msgspec.json.decode(line, type=Header)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise damaged_copies(path, f"line 1: {error}") from error
    if not _has_digest(line, header.digest):
        raise damaged_copies(path, "line 1 was changed")
    if header.sample != name:
        raise damaged_copies(path, f"it holds the issues of sample {header.sample!r}")
    return header


def decode_copy(path: Path, place: int, line: bytes, number: int, checksum: int) -> SampledIssue:
    """A copy from its line.

    Args:
        path: the file, for the message.
        place: number of the line, from 1.
        line: without its end.
        number: the issue that it must be of.
        checksum: CRC-32 that it must have.

    Raises:
        StoreDamagedError: it is not what was written.
    """
    check_line(path, place, line, checksum)
    try:
        copy = _COPY.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise damaged_copies(path, f"line {place}: {error}") from error
    if copy.issue.number != number:
        raise damaged_copies(path, f"line {place}: {copy.issue.key} in place of #{number}")
    return copy


def check_line(path: Path, place: int, line: bytes, checksum: int) -> None:
    """Let a line pass that has its checksum.

    Raises:
        StoreDamagedError: it has another one.
    """
    if crc32(line) != checksum:
        raise damaged_copies(path, f"line {place} was changed")


def damaged_copies(path: Path, reason: str) -> StoreDamagedError:
    """The error of a file that is not what was written."""
    return StoreDamagedError(
        f"{path}: the issues of the sample are not what was written ({reason}); "
        "restore the file from a backup or from version control"
    )


def _has_digest(line: bytes, digest: str) -> bool:
    """Whether a line has a digest of the rest of itself, whatever the format of that rest is."""
    before, _, after = line.rpartition(digest.encode() or b"\n")
    return sha256(before + after).hexdigest() == digest


_COPY = msgspec.json.Decoder(SampledIssue)
