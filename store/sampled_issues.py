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
from zlib import crc32

import msgspec
from msgspec import Struct, structs

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
    checksums: tuple[int, ...] = ()
    """CRC-32 of every line that follows."""
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
        lines = [msgspec.json.encode(copy) for copy in copies]
    except UnicodeEncodeError as error:
        raise StoreError(
            f"sample {header.sample}: the text of an issue is not Unicode ({error.reason})"
        ) from error
    head = structs.replace(header, checksums=tuple(crc32(line) for line in lines))
    head = structs.replace(head, digest=_digest(head))
    return b"".join(line + b"\n" for line in (msgspec.json.encode(head), *lines))


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
    return header, tuple(_copy(path, header, place, line) for place, line in enumerate(lines))


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
        numbers = (*manifest.numbers, *manifest.reserve)
        keys = [issue_key(manifest.repository, number) for number in numbers]
        if len(self._header.checksums) != len(keys):
            held = len(self._header.checksums)
            raise _damaged(path, f"{held} issues, and the manifest names {len(keys)}")
        self._places = {key: place for place, key in enumerate(keys)}
        self._read: dict[str, SampledIssue] = {}

    def __getitem__(self, key: str) -> SampledIssue:
        if key not in self._read:
            place = self._places[key]
            copy = _copy(self._path, self._header, place, self._lines[place + 1])
            if copy.issue.key.casefold() != key.casefold():
                reason = f"line {place + 2}: {copy.issue.key} in place of {key}"
                raise _damaged(self._path, reason)
            self._read[key] = copy
        return self._read[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class _Lines:
    """The lines of a file that is mapped, not read; where a line begins is found when asked."""

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                size = path.stat().st_size
                self._data = mmap(file.fileno(), 0, access=ACCESS_READ) if size else b""
        except OSError as error:
            raise StoreError(f"{path}: cannot be read ({error.strerror})") from error
        self._starts = [0]

    def __getitem__(self, place: int) -> bytes:
        """A line without its end; empty behind the last one."""
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


def _copy(path: Path, header: Header, place: int, line: bytes) -> SampledIssue:
    if crc32(line) != header.checksums[place]:
        raise _damaged(path, f"line {place + 2} was changed")
    try:
        return _COPY.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _damaged(path, f"line {place + 2}: {error}") from error


def _digest(header: Header) -> str:
    return sha256(msgspec.json.encode(structs.replace(header, digest=""))).hexdigest()


def _damaged(path: Path, reason: str) -> StoreDamagedError:
    return StoreDamagedError(
        f"{path}: the issues of the sample are not what was written ({reason}); "
        "restore the file from a backup or from version control"
    )


_COPY = msgspec.json.Decoder(SampledIssue)
