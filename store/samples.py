"""The samples of a workspace: a frozen manifest each, and the issues as they were read.

A manifest is written once. The issues beside it are one line each, in drawn order, so that coding
never opens the population and what a rater saw stays what is cited.
"""

from collections.abc import Iterable, Iterator, Mapping
from mmap import ACCESS_READ, mmap
from pathlib import Path

import msgspec

from store.disk import failure, make_folder, read_file, replace_file
from triage.domain.errors import SampleError, StoreDamagedError, StoreError
from triage.domain.issue import SampledIssue, issue_key
from triage.domain.names import checked_name
from triage.domain.sample import Manifest

CHUNK = 1 << 20
"""Bytes looked at in one go."""

_SAMPLED = msgspec.json.Decoder(SampledIssue)


def sample_names(folder: Path) -> list[str]:
    """The samples in a folder, by name."""
    return sorted(path.stem for path in folder.glob("*.json"))


def keep_sample(folder: Path, manifest: Manifest, issues: Iterable[SampledIssue]) -> None:
    """Write a manifest and its issues, once.

    Raises:
        SampleError: there is another sample of that name.
        StoreError: it cannot be written.
    """
    path = folder / f"{checked_name(manifest.name, 'sample')}.json"
    data = msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n"
    known = read_file(path)
    if known is not None and known != data:
        raise SampleError(f"{path} is there already and is never overwritten; choose another name")
    make_folder(folder)
    keep_sampled_issues(folder, manifest.name, issues)
    replace_file(path, data)


def keep_sampled_issues(folder: Path, name: str, issues: Iterable[SampledIssue]) -> None:
    """Write the issues of a sample, in drawn order.

    Raises:
        StoreError: they cannot be written.
    """
    lines = (msgspec.json.encode(each) + b"\n" for each in issues)
    replace_file(folder / f"{name}.jsonl", b"".join(lines))


def read_manifest(folder: Path, name: str) -> Manifest:
    """The manifest of a sample.

    Raises:
        StoreError: it is missing, or is none.
    """
    path = folder / f"{name}.json"
    try:
        return msgspec.json.decode(_bytes_of(path), type=Manifest)
    except msgspec.MsgspecError as error:
        raise StoreDamagedError(f"{path}: not a manifest: {error}") from error


class _Lines:
    """The lines of a file that is mapped, not read; where a line begins is found when asked."""

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                size = path.stat().st_size
                self._data = mmap(file.fileno(), 0, access=ACCESS_READ) if size else b""
        except FileNotFoundError as error:
            raise _missing(path) from error
        except OSError as error:
            raise failure("cannot be read", path, error) from error
        self._starts = [0]

    def __len__(self) -> int:
        return sum(chunk.count(b"\n") for chunk in self._chunks())

    def __getitem__(self, place: int) -> bytes:
        while len(self._starts) < place + 2:
            end = self._data.find(b"\n", self._starts[-1])
            if end < 0:
                raise IndexError(place)
            self._starts.append(end + 1)
        return self._data[self._starts[place] : self._starts[place + 1] - 1]

    def _chunks(self) -> Iterator[bytes]:
        for start in range(0, len(self._data), CHUNK):
            yield self._data[start : start + CHUNK]


class SampledIssues(Mapping[str, SampledIssue]):
    """The issues of a sample in drawn order, by key; each is read when it is asked for."""

    def __init__(self, path: Path, manifest: Manifest) -> None:
        """Open the file; raises StoreError when it does not fit the manifest."""
        self._path = path
        self._lines = _Lines(path)
        numbers = (*manifest.numbers, *manifest.reserve)
        keys = (issue_key(manifest.repository, number) for number in numbers)
        self._places = {key: place for place, key in enumerate(keys)}
        self._read: dict[str, SampledIssue] = {}
        if len(self._lines) != len(self._places):
            raise StoreDamagedError(
                f"{path} has {len(self._lines)} issues, its manifest {len(self._places)}; "
                f"bring both back from a backup or from git"
            )

    def __getitem__(self, key: str) -> SampledIssue:
        if key not in self._read:
            self._read[key] = self._decoded(self._places[key], key)
        return self._read[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def _decoded(self, place: int, key: str) -> SampledIssue:
        where = f"{self._path}:{place + 1}"
        try:
            sampled = _SAMPLED.decode(self._lines[place])
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise StoreDamagedError(f"{where}: not a sampled issue: {error}") from error
        if sampled.issue.key != key:
            raise StoreDamagedError(f"{where}: {sampled.issue.key} stands where {key} belongs")
        return sampled


def _bytes_of(path: Path) -> bytes:
    data = read_file(path)
    if data is None:
        raise _missing(path)
    return data


def _missing(path: Path) -> StoreError:
    return StoreError(f"{path} is missing; bring it back from a backup or from git")
