"""The file of a sample's issues: a header line, then one issue a line as the raters read it.

The header carries the digest of the whole file, so that no other text than the copied one is ever
coded. Line ends do not count: version control may change them.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from mmap import ACCESS_READ, mmap
from pathlib import Path

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
    count: int = 0
    """How many lines follow."""
    digest: str = ""
    """SHA-256 of the rest of this line and of the lines that follow."""
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
    counted = structs.replace(header, count=len(lines))
    head = structs.replace(counted, digest=_digest(counted, lines))
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
    if header.count != len(copies) or header.digest != _digest(header, lines[1:]):
        raise _damaged(path, f"{len(copies)} of {header.count} issues, or another text in them")
    return header, tuple(copies)


class SampledIssues(Mapping[str, SampledIssue]):
    """The copies of a sample by issue key, each read when it is asked for.

    The file is mapped, so opening it costs the same for 30 issues and for 20,000. Every line is
    checked when it is read; that nothing else in the file was changed is for `decode_copies`.
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
        try:
            header = _header(path, self._lines[0])
        except (msgspec.MsgspecError, UnicodeDecodeError, IndexError) as error:
            raise _damaged(path, f"line 1: {error}") from error
        numbers = (*manifest.numbers, *manifest.reserve)
        keys = [issue_key(manifest.repository, number) for number in numbers]
        if (header.sample, header.count) != (manifest.name, len(keys)):
            raise _damaged(path, f"{header.count} issues, and the manifest names {len(keys)}")
        self._places = {key: place for place, key in enumerate(keys, start=1)}
        self._read: dict[str, SampledIssue] = {}

    def __getitem__(self, key: str) -> SampledIssue:
        if key not in self._read:
            self._read[key] = self._decoded(self._places[key], key)
        return self._read[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def _decoded(self, place: int, key: str) -> SampledIssue:
        try:
            copy = _COPY.decode(self._lines[place])
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, IndexError) as error:
            raise _damaged(self._path, f"line {place + 1}: {error}") from error
        if copy.issue.key.casefold() != key.casefold():
            raise _damaged(self._path, f"line {place + 1}: {copy.issue.key} in place of {key}")
        return copy


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
        while len(self._starts) < place + 2:
            end = self._data.find(b"\n", self._starts[-1])
            if end < 0:
                raise IndexError(f"there is no line {place + 1}")
            self._starts.append(end + 1)
        return self._data[self._starts[place] : self._starts[place + 1] - 1].rstrip(b"\r")


def _header(path: Path, line: bytes) -> Header:
    version = msgspec.json.decode(line, type=_Version).format
    if version > FORMAT:
        raise StoreTooNewError(
            f"{path}: a newer triage wrote these issues (format {version}, this one reads up to "
            f"{FORMAT}); update triage"
        )
    return msgspec.json.decode(line, type=Header)


def _digest(header: Header, lines: Sequence[bytes]) -> str:
    head = msgspec.json.encode(structs.replace(header, digest=""))
    return sha256(b"\n".join((head, *lines))).hexdigest()


def _damaged(path: Path, reason: str) -> StoreDamagedError:
    return StoreDamagedError(
        f"{path}: the issues of the sample are not what was written ({reason}); "
        "restore the file from a backup or from version control"
    )


_COPY = msgspec.json.Decoder(SampledIssue)
