"""The issues among which duplicates are looked for: a repository's population, or its samples.

A study without a population (its sampled issues came from somebody else) still has the issues of
its samples, and these are compared with each other. Where an issue's body is not shipped, the gist
that stands in for it is compared.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from msgspec import structs

from store.duplicate_index import IndexedPopulation, OpenedIndex, mark_of, open_index
from store.population_reading import PopulationReader
from store.samples import Samples
from triage.domain.issue import Issue, SampledIssue, issue_key, text_digest

if TYPE_CHECKING:
    from store.workspace import Workspace

Reading = Callable[[int, int], None]
"""Called with the issues read so far and the issues to read; what it raises stops the work."""

READINGS = 2
"""How often a whole population is read to build an index."""


class IndexedIssues(IndexedPopulation, Protocol):
    """Issues that can be indexed, and read one by one with their conversations."""

    def sampled_issue(self, number: int) -> SampledIssue | None:
        """One of them with its conversation, or None."""


class PopulationIssues:
    """The issues of one repository in an open population."""

    def __init__(self, population: PopulationReader, repository: str) -> None:
        self._population = population
        self._repository = repository

    def marks(self) -> Iterator[tuple[int, str]]:
        """Number of each issue, with the digests of its title and body, as `mark_of` gives them."""
        for number, title, digest in self._population.texts(self._repository):
            yield number, f"{text_digest(title)}{digest}"

    def issues(self, numbers: Sequence[int] | None = None) -> Iterator[Issue]:
        """The issues with these numbers, or all."""
        if numbers is None:
            home = self._repository.casefold()
            every = self._population.issues()
            yield from (issue for issue in every if issue.repository.casefold() == home)
            return
        for number in numbers:
            if (issue := self._population.issue(self._repository, number)) is not None:
                yield issue

    def sampled_issue(self, number: int) -> SampledIssue | None:
        """An issue with its conversation, or None."""
        return self._population.sampled_issue(self._repository, number)


class SampleIssues:
    """The issues of a repository in every sample of a workspace, the reserve included."""

    def __init__(self, samples: Samples, repository: str) -> None:
        """Open the samples.

        Raises:
            StoreError: the issues of one cannot be read.
        """
        self._repository = repository
        self._held: dict[int, Mapping[str, SampledIssue]] = {}
        for name in samples.names():
            manifest = samples.manifest(name)
            if manifest.repository.casefold() == repository.casefold():
                self._repository = manifest.repository
                held = samples.open_issues(manifest)
                numbers = (*manifest.numbers, *manifest.reserve)
                self._held.update(dict.fromkeys(numbers, held))

    def marks(self) -> Iterator[tuple[int, str]]:
        """Number of each issue, with the digests of its title and of what is compared."""
        for issue in self.issues():
            yield issue.number, mark_of(issue)

    def issues(self, numbers: Sequence[int] | None = None) -> Iterator[Issue]:
        """The issues with these numbers, or all; a gist stands where a body is missing."""
        for number in self._held if numbers is None else numbers:
            if (sampled := self.sampled_issue(number)) is not None:
                yield structs.replace(sampled.issue, body=sampled.words)

    def sampled_issue(self, number: int) -> SampledIssue | None:
        """An issue with its conversation, or None."""
        held = self._held.get(number)
        return held[issue_key(self._repository, number)] if held is not None else None


@contextmanager
def indexed_issues(workspace: "Workspace") -> Iterator[IndexedIssues]:
    """The issues among which a workspace looks for duplicates, open for reading.

    Raises:
        StoreError: they cannot be read.
    """
    repository = workspace.settings.repository
    if (workspace.folder / "population" / "issues.db").exists():
        with workspace.population() as population:
            if next(population.texts(repository), None) is not None:
                yield PopulationIssues(population, repository)
                return
    yield SampleIssues(workspace.samples, repository)


def open_duplicate_index(
    path: Path, issues: IndexedPopulation, progress: Reading | None = None
) -> OpenedIndex:
    """The index of some issues, from its file as far as that can be trusted.

    Args:
        path: the index file; it need not exist.
        issues: the issues of one repository.
        progress: told how many of how many issues were read.
    """
    if progress is None:
        return open_index(path, issues)
    counted = _Counted(issues)
    return open_index(path, counted, lambda read: progress(min(read, counted.total), counted.total))


class _Counted:
    """Issues that know how many of them an index is about to read."""

    def __init__(self, issues: IndexedPopulation) -> None:
        self._issues = issues
        self._count = 0
        self.total = 0

    def marks(self) -> Iterable[tuple[int, str]]:
        marks = list(self._issues.marks())
        self._count = len(marks)
        return marks

    def issues(self, numbers: Sequence[int] | None = None) -> Iterable[Issue]:
        self.total = READINGS * self._count if numbers is None else len(numbers)
        return self._issues.issues(numbers)
