"""The index of likely duplicates, kept in a file beside the population.

It is a cache of a cache, so the rule is simple: it is used only when its file is whole, of this
format, and names for every issue of the population the text it was made from. Issues that are new
or edited since are read and added; anything else wrong, and it is built again from the population.
Whatever became of the file, the caller gets an index that fits the population.

The file is read instead of mapped: its checksum needs every byte anyway, and a mapped file that
another program cuts short kills the process.
"""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from store.array_file import read_arrays, write_arrays
from triage.analysis.duplicates import Index, Progress
from triage.analysis.index_arrays import TYPES, arrays_of, index_from
from triage.domain.errors import InputError
from triage.domain.issue import Issue, text_digest

FORMAT = 2
"""Version of the file and of the words in it: higher when either is made in another way."""

_TYPES = {**TYPES, "marks": "<u8"}
"""The arrays of the file: those of the index, and of each row the digest of its mark."""


class IndexedPopulation(Protocol):
    """What an index needs of a population: the issues of one repository."""

    def marks(self) -> Iterable[tuple[int, str]]:
        """Number of each issue, with a text that changes whenever its title or body does.

        `mark_of` gives such a text; the version of a row or its time of update serve as well, as
        long as one population always uses the same.
        """

    def issues(self, numbers: Sequence[int] | None = None) -> Iterable[Issue]:
        """The issues with these numbers, or all; may be asked more than once."""


class OpenedIndex(Struct, frozen=True):
    """An index that fits the population, and how it came about."""

    index: Index
    read: int
    """Issues whose text was read for it: none, the new and edited ones, or all."""
    reason: str
    """Why any were read, or any left out; empty when the file was used as it is."""
    unsaved: str = ""
    """Why the file could not be written; empty when it is up to date. Nothing is lost by it: the
    next opening reads the same issues again."""


class _Every:
    """All issues of a population, for whoever walks them twice."""

    def __init__(self, population: IndexedPopulation) -> None:
        self._population = population

    def __iter__(self) -> Iterator[Issue]:
        return iter(self._population.issues())


def mark_of(issue: Issue) -> str:
    """A text that changes whenever the title or the body of an issue does."""
    return f"{text_digest(issue.title)}{issue.body_digest}"


def open_index(
    path: Path, population: IndexedPopulation, progress: Progress | None = None
) -> OpenedIndex:
    """The index of a population: from its file as far as that can be trusted.

    Args:
        path: the index file; it need not exist. One repository, one file.
        population: where the issues are.
        progress: told how many issues were read; what it raises stops the work, and the file
            stays as it was.
    """
    marks = {number: _hashed(mark) for number, mark in population.marks()}
    if not path.exists():
        return _built(path, population, marks, "there was no index yet", progress)
    try:
        index, known = _load(path)
    except InputError as error:
        return _built(path, population, marks, str(error), progress)
    changed = [number for number, mark in marks.items() if known.get(number) != mark]
    gone = known.keys() - marks.keys()
    if not changed and not gone:
        return OpenedIndex(index, 0, "")
    reason = f"{len(changed):,} issues are new or edited, {len(gone):,} are gone"
    if len(changed) > len(marks) // 2:
        return _built(path, population, marks, reason, progress)
    changes = population.issues(sorted(changed)) if changed else ()
    index = index.extended(changes, gone, progress)
    if index.is_outgrown:
        return _built(path, population, marks, reason, progress)
    return OpenedIndex(index, len(changed), reason, _save(path, index, marks))


def _built(
    path: Path,
    population: IndexedPopulation,
    marks: dict[int, int],
    reason: str,
    progress: Progress | None,
) -> OpenedIndex:
    index = Index.build(_Every(population), progress)
    return OpenedIndex(index, len(index), reason, _save(path, index, marks))


def _load(path: Path) -> tuple[Index, dict[int, int]]:
    """The index in a file, and the digest of the mark of each issue in it.

    Raises:
        InputError: it cannot be used, and why.
    """
    arrays = read_arrays(path, FORMAT, _TYPES)
    marks = arrays.pop("marks")
    index = index_from(arrays)
    if len(marks) != len(index):
        raise InputError(f"{path} is inconsistent: not every issue has a mark")
    return index, dict(zip(index.rows.numbers.tolist(), marks.tolist(), strict=True))


def _save(path: Path, index: Index, marks: dict[int, int]) -> str:
    """Writes the file; the reason when that fails.

    An issue that came between the marks and the texts gets the mark 0, which no text has, so that
    it is read again next time.
    """
    import numpy as np

    numbers = index.rows.numbers.tolist()
    known = np.fromiter((marks.get(number, 0) for number in numbers), _TYPES["marks"])
    try:
        write_arrays(path, FORMAT, {**arrays_of(index), "marks": known})
    except OSError as error:
        return f"{path} cannot be written: {error.strerror or error}"
    return ""


def _hashed(mark: str) -> int:
    """Eight bytes of a mark's digest, never 0."""
    digest = blake2b(mark.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little") or 1
