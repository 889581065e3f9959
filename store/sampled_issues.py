"""The issues of a sample, each read and checked when it is asked for; and how they were earlier.

The file is mapped, so opening it costs about the same for 30 issues and for 20,000.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cached_property
from mmap import ACCESS_READ, mmap
from pathlib import Path
from threading import Lock

from store.copies_file import damaged_copies, decode_copy, decode_header, snapshot_of
from triage.domain.changes import Reading
from triage.domain.differences import named
from triage.domain.errors import StoreError
from triage.domain.issue import SampledIssue, issue_key
from triage.domain.sample import Manifest, Snapshot

WALKED = 200
"""Copies that are read between two times at which memory is given back."""


class SampledIssues(Mapping[str, SampledIssue]):
    """The copies of a sample by issue key."""

    def __init__(self, path: Path, manifest: Manifest) -> None:
        """Open the file.

        Raises:
            StoreDamagedError: it is not of this sample.
            StoreTooNewError: a newer triage wrote it.
            StoreError: it cannot be read.
        """
        self._path = path
        self._manifest = manifest
        self._lines = _Lines(path)
        self._header = decode_header(path, self._lines[0], manifest.name)
        self._places = {number: place for place, number in enumerate(self._header.checksums, 1)}
        numbers = (*manifest.numbers, *manifest.reserve)
        if missing := [number for number in numbers if number not in self._places]:
            raise damaged_copies(path, f"{named(missing)} missing")
        self._numbers = {issue_key(manifest.repository, number): number for number in numbers}
        self._read: dict[str, SampledIssue] = {}

    def __getitem__(self, key: str) -> SampledIssue:
        if key not in self._read:
            self._read[key] = self._current(self._numbers[key])
        return self._read[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    @property
    def repository(self) -> str:
        """Whose issues they are."""
        return self._manifest.repository

    @property
    def snapshot(self) -> Snapshot:
        """The copies as they are now."""
        refreshes = self._header.refreshes
        at = refreshes[-1].at if refreshes else self._drawn_from
        return Snapshot(
            name=self._name,
            at=at,
            refreshes=len(refreshes),
            is_dated=bool(refreshes) or self._is_dated,
        )

    def snapshots(self) -> list[Snapshot]:
        """Every state of the copies that has a name, oldest first; the last is the one of now."""
        begins = [self._drawn_from, *(each.at for each in self._header.refreshes)]
        earlier = [
            Snapshot(
                name=each.before,
                at=begins[place],
                refreshes=place,
                is_dated=place > 0 or self._is_dated,
            )
            for place, each in enumerate(self._header.refreshes)
            if each.before
        ]
        return [*earlier, self.snapshot]

    def snapshot_in(self, text: str) -> Snapshot:
        """The state that a report names; the one of now when it names none."""
        named = [each for each in self.snapshots() if each.name in text]
        # Issues that came back to what they were have one name at several times.
        dated = [each for each in named if f"{each.at:%Y-%m-%d %H:%M}" in text]
        return next(iter((*dated, *named)), self.snapshot)

    def walk(
        self, snapshot: Snapshot, numbers: Iterable[int] | None = None
    ) -> Iterator[SampledIssue]:
        """The copies as they were in one of the states; none stays in memory once it is passed.

        Args:
            snapshot: the state.
            numbers: which issues, in order; None for all.
        """
        wanted = self._numbers.values() if numbers is None else numbers
        for count, number in enumerate(wanted):
            if count % WALKED == 0:
                self._lines.let_go()
            yield self._after(number, snapshot.refreshes) or self._current(number)

    def as_read(self, key: str, reading: Reading) -> SampledIssue:
        """The copy that a rater had before them.

        The time tells which; where that copy has another body than the rater's, clocks or a
        shared workspace were late, and the body decides.
        """
        refreshes = sum(each.at <= reading.at for each in self._header.refreshes)
        number = self._numbers[key]
        copy = self._after(number, refreshes) or self[key]
        if reading.body_digest in ("", copy.issue.body_digest):
            return copy
        versions = (*self._versions(number), self[key])
        same = [each for each in versions if each.issue.body_digest == reading.body_digest]
        return same[-1] if same else copy

    def is_replaced(self, key: str, reading: Reading) -> bool:
        """Whether the copy is another one than a rater had before them."""
        number = self._numbers[key]
        last = [each.at for each in self._header.refreshes if number in each.numbers]
        is_newer = bool(last) and last[-1] > reading.at
        return is_newer or reading.body_digest not in ("", self[key].issue.body_digest)

    @property
    def _name(self) -> str:
        """The snapshot's name; format 1 did not write it down."""
        count = len(self._header.checksums)
        lines = (self._lines[place] for place in range(1, count + 1))
        return self._header.snapshot or snapshot_of(lines)

    @property
    def _drawn_from(self) -> datetime:
        made = self._manifest
        return made.population_fetched_at or made.population_loaded_at or made.drawn_at

    @property
    def _is_dated(self) -> bool:
        return self._manifest.population_loaded_at is None

    def _current(self, number: int) -> SampledIssue:
        return self._copy(self._places[number], number, self._header.checksums[number])

    def _after(self, number: int, refreshes: int) -> SampledIssue | None:
        """The copy as it was after so many refreshes; None when it is the current one."""
        for place in self._earlier_places.get(number, ()):
            if self._header.earlier[place].refresh >= refreshes:
                return self._earlier(place)
        return None

    def _versions(self, number: int) -> list[SampledIssue]:
        """Every earlier copy of an issue, oldest first."""
        return [self._earlier(place) for place in self._earlier_places.get(number, ())]

    @cached_property
    def _earlier_places(self) -> dict[int, list[int]]:
        places: dict[int, list[int]] = {}
        for place, each in enumerate(self._header.earlier):
            places.setdefault(each.number, []).append(place)
        return places

    def _earlier(self, place: int) -> SampledIssue:
        each = self._header.earlier[place]
        line = len(self._header.checksums) + 1 + place
        return self._copy(line, each.number, each.checksum)

    def _copy(self, place: int, number: int, checksum: int) -> SampledIssue:
        return decode_copy(self._path, place + 1, self._lines[place], number, checksum)


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

    def let_go(self) -> None:
        """Give back the memory of what was read; the file gives it again when it is asked for."""
        if sys.platform != "win32" and isinstance(self._data, mmap):
            from mmap import MADV_DONTNEED  # Windows has none

            self._data.madvise(MADV_DONTNEED)

    def __getitem__(self, place: int) -> bytes:
        """A line without its end; empty behind the last one."""
        with self._lock:
            while len(self._starts) < place + 2:
                end = self._data.find(b"\n", self._starts[-1])
                self._starts.append(len(self._data) + 1 if end < 0 else end + 1)
        return self._data[self._starts[place] : self._starts[place + 1] - 1].rstrip(b"\r")
