"""The file of a sample's issues: a header line, then one issue a line as the raters read it.

The header carries a checksum of every line and a digest of itself, so that each line can be
checked when it is read alone, and no other text than the copied one is ever coded. Line ends do
not count: version control may change them.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from mmap import ACCESS_READ, mmap
from pathlib import Path
from threading import Lock
from zlib import crc32

import msgspec
from msgspec import Struct, structs

from triage.domain.differences import named
from triage.domain.errors import StoreDamagedError, StoreError, StoreTooNewError
from triage.domain.issue import SampledIssue, issue_key
from triage.domain.sample import Manifest

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
    checksums: dict[int, int] = {}
    """CRC-32 of every line that follows, by issue number, in the order of the lines."""
    refreshes: tuple[Refresh, ...] = ()
    digest: str = ""
    """SHA-256 of the rest of this line."""


class _Version(Struct, frozen=True):
    format: int = 0


def encode_copies(header: Header, copies: Sequence[SampledIssue]) -> bytes:
    """The content of the file.

    Raises:
        StoreError: a text cannot be written as UTF-8.
    """
    try:
        lines = {copy.issue.number: msgspec.json.encode(copy) for copy in copies}
    except UnicodeEncodeError as error:
        raise StoreError(
            f"sample {header.sample}: the text of an issue is not Unicode ({error.reason})"
        ) from error
    checksums = {number: crc32(line) for number, line in lines.items()}
    head = structs.replace(header, checksums=checksums)
    head = structs.replace(head, digest=_digest(head))
    return b"".join(line + b"\n" for line in (msgspec.json.encode(head), *lines.values()))


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
    head, *lines = [line.rstrip(b"\r") for line in content.rstrip(b"\r\n").split(b"\n")]
    header = _header(path, head, name)
    if len(lines) != len(header.checksums):
        raise _damaged(path, f"{len(lines)} of {len(header.checksums)} issues")
    places = enumerate(zip(header.checksums, lines, strict=True), start=2)
    copies = (_copy(path, place, header, number, line) for place, (number, line) in places)
    return header, tuple(copies)


class SampledIssues(Mapping[str, SampledIssue]):
    """The copies of a sample by issue key, each read and checked when it is asked for.

    The file is mapped, so opening it costs about the same for 30 issues and for 20,000.
    """

    def __init__(self, path: Path, manifest: Manifest) -> None:
        """Open the file.

        Raises:
            StoreDamagedError: it is not of this sample.
            StoreTooNewError: a newer triage wrote it.
            StoreError: it cannot be read.
        """
        self._path = path
        self._lines = _Lines(path)
        self._header = _header(path, self._lines[0], manifest.name)
        self._places = {number: place for place, number in enumerate(self._header.checksums)}
        numbers = (*manifest.numbers, *manifest.reserve)
        if missing := [number for number in numbers if number not in self._places]:
            raise _damaged(path, f"{named(missing)} missing")
        self._numbers = {issue_key(manifest.repository, number): number for number in numbers}
        self._read: dict[str, SampledIssue] = {}

    def __getitem__(self, key: str) -> SampledIssue:
        if key not in self._read:
            number = self._numbers[key]
            place = self._places[number] + 1
            line = self._lines[place]
            self._read[key] = _copy(self._path, place + 1, self._header, number, line)
        return self._read[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


class _Lines:
    """The lines of a file that is mapped, not read; where a line begins is found when asked.

    Threads may ask at once: pages and suggestions are made ahead of the rater.
    """

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                size = path.stat().st_size
                self._data = mmap(file.fileno(), 0, access=ACCESS_READ) if size else b""
        except OSError as error:
            raise StoreError(f"{path}: cannot be read ({error.strerror})") from error
        self._starts = [0]
        self._lock = Lock()

    def __getitem__(self, place: int) -> bytes:
        """A line without its end; empty behind the last one."""
        with self._lock:
            while len(self._starts) < place + 2:
                end = self._data.find(b"\n", self._starts[-1])
                self._starts.append(len(self._data) + 1 if end < 0 else end + 1)
        return self._data[self._starts[place] : self._starts[place + 1] - 1].rstrip(b"\r")


def _header(path: Path, line: bytes, name: str) -> Header:
    try:
        version = msgspec.json.decode(line, type=_Version).format
        if version > FORMAT:
            raise StoreTooNewError(
                f"{path}: a newer triage wrote these issues (format {version}, this one reads up "
                f"to {FORMAT}); update triage"
            )
        header = msgspec.json.decode(line, type=Header)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _damaged(path, f"line 1: {error}") from error
    if header.digest != _digest(header):
        raise _damaged(path, "line 1 was changed")
    if header.sample != name:
        raise _damaged(path, f"it holds the issues of sample {header.sample!r}")
    return header


def _copy(path: Path, place: int, header: Header, number: int, line: bytes) -> SampledIssue:
    if crc32(line) != header.checksums[number]:
        raise _damaged(path, f"line {place} was changed")
    try:
        copy = _COPY.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _damaged(path, f"line {place}: {error}") from error
    if copy.issue.number != number:
        raise _damaged(path, f"line {place}: {copy.issue.key} in place of #{number}")
    return copy


def _digest(header: Header) -> str:
    return sha256(msgspec.json.encode(structs.replace(header, digest=""))).hexdigest()


def _damaged(path: Path, reason: str) -> StoreDamagedError:
    return StoreDamagedError(
        f"{path}: the issues of the sample are not what was written ({reason}); "
        "restore the file from a backup or from version control"
    )


_COPY = msgspec.json.Decoder(SampledIssue)
