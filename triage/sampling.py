"""Draws from a workspace's population: worked out first, and kept when somebody has seen them.

The command line and the samples screen draw through here, so that the same wish gives the same
issues. The population of a draw is what the filter selects among the issues with the workspace's
label that are still to be found on GitHub; the manifest records that filter in full.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from msgspec import structs

from store.population import Population
from store.settings import Settings
from store.workspace import Workspace
from triage.analysis.survey import DrawWish, Survey
from triage.domain.assignment import checked_overlap
from triage.domain.drawing import Request, draw, extend, listed
from triage.domain.errors import SampleError
from triage.domain.filter_parser import parse
from triage.domain.filters import Choice, Either, Every, Expression, Filter, Without, every
from triage.domain.issue import SampledIssue
from triage.domain.manifest_rules import checked_raters
from triage.domain.sample import Manifest, sealed
from triage.domain.strata import WHOLE, Stratum, strata_of

_PRESENT = Choice("standing", ("present",))


def population_filter(settings: Settings, where: str) -> Filter:
    """The filter of a draw: the workspace's label, what is asked for, and still on GitHub.

    A filter that asks about `standing` decides for itself.

    Raises:
        FilterError: `where` cannot be read; the error points at the character.
    """
    given = parse(where)
    parts = [given.expression]
    if settings.label:
        parts.insert(0, Choice("label", (settings.label,)))
    if not _mentions(given.expression, _PRESENT.word):
        parts.append(_PRESENT)
    return structs.replace(given, expression=every(parts))


def default_reserve(size: int) -> int:
    """How many issues stand ready when nobody says: a fifth of the sample, rounded up."""
    return -(-size // 5)


def count_strata(population: Population, where: Filter, by: Stratum | None) -> dict[str, int]:
    """Issues in each stratum of what a filter selects; all under one name without strata.

    Raises:
        InputError: the filter asks about codings.
        StoreError: the population cannot be read.
    """
    if by is None:
        return {WHOLE: population.count(where)}
    return dict(Counter(strata_of(population.facts(where), by).values()))


def fetched_or_loaded(population: Population) -> tuple[datetime | None, datetime | None]:
    """When GitHub stated the population; else when it was loaded from files of unknown age.

    Raises:
        StoreError: the population cannot be read.
    """
    at = population.fetched_at()
    return (None, at) if population.is_undated else (at, None)


def drawn(population: Population, request: Request, now: datetime) -> Manifest:
    """A draw that is not kept yet; `request.where` is the whole filter.

    Raises:
        InputError: it cannot be drawn so.
        StoreError: the population cannot be read.
    """
    issues = population.facts(parse(request.where))
    return draw(request, issues, now, *fetched_or_loaded(population))


def extended(
    population: Population, before: Manifest, size: int, reserve: int, now: datetime
) -> Manifest:
    """A larger sample that keeps what was drawn; not kept yet.

    Raises:
        InputError: it cannot be extended so.
        StoreError: the population cannot be read.
    """
    issues = population.facts(parse(before.where))
    larger = extend(before, issues, size, reserve, now, *fetched_or_loaded(population))
    if larger.size == before.size:
        raise SampleError(
            f"sample {before.name}: the population has only {larger.population_size:,} issues, and "
            "all of them are in the sample; fetch or load more, or draw from a wider filter"
        )
    return larger


def listed_sample(
    workspace: Workspace,
    population: Population,
    name: str,
    numbers: Sequence[int],
    source: str,
    *,
    where: str = "",
    raters: tuple[str, ...] = (),
    overlap: str = "",
    now: datetime,
) -> tuple[Manifest, tuple[int, ...]]:
    """A sample of given numbers, not kept yet, and those of them that the filter passes over.

    Raises:
        InputError: a number is not in the population, or the list cannot be a sample.
        StoreError: the population cannot be read.
    """
    settings = workspace.settings
    repository = settings.repository
    missing = [each for each in numbers if population.issue(repository, each) is None]
    if missing:
        raise SampleError(
            f"not in the population: {', '.join(f'#{each}' for each in missing)}; fetch or load "
            "them, or take them off the list"
        )
    selection = population_filter(settings, where)
    selected = {issue.number for issue in population.facts(selection)}
    outside = tuple(number for number in numbers if number not in selected)
    manifest = listed(
        name,
        repository,
        numbers,
        source,
        now,
        # With issues from elsewhere in it, the sample is none of the filter's population.
        population_size=None if outside else len(selected),
        where="" if outside else str(selection),
        label=settings.label,
    )
    fetched_at, loaded_at = fetched_or_loaded(population)
    whole = structs.replace(
        manifest,
        population_fetched_at=fetched_at,
        population_loaded_at=loaded_at,
        raters=checked_raters(raters),
        overlap=checked_overlap(overlap, raters),
    )
    return sealed(whole), outside


def keep(workspace: Workspace, population: Population, manifest: Manifest) -> None:
    """Freeze a draw or an extension, and copy its issues as they are now.

    Raises:
        SampleError: there is another sample of that name, or the extension loses something.
        StoreError: it cannot be read or written.
    """
    numbers = (*manifest.numbers, *manifest.reserve)
    if not manifest.earlier:
        workspace.keep_sample(manifest, list(_copies(population, manifest, numbers)))
        return
    held = {copy.issue.number for copy in workspace.samples.issues(manifest.name)}
    added = list(_copies(population, manifest, [each for each in numbers if each not in held]))
    workspace.samples.extend(manifest, added)


class WorkspaceSampling:
    """Opens the population for each question, so that any thread may ask."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def samples(self) -> Sequence[Manifest]:
        """All samples, by name.

        Raises:
            TriageError: a manifest cannot be read.
        """
        samples = self._workspace.samples
        return [samples.manifest(name) for name in samples.names()]

    def survey(self, where: str, by: Stratum | None) -> Survey:
        """Look at what a filter selects, beyond the workspace's label.

        Raises:
            TriageError: the filter cannot be read, or there is no population.
        """
        selection = population_filter(self._workspace.settings, where)
        with self._workspace.population() as population:
            fetched_at, loaded_at = fetched_or_loaded(population)
            return Survey(
                where=str(selection),
                fetched_at=fetched_at,
                loaded_at=loaded_at,
                kinds={kind: population.breakdown(kind, selection) for kind in Stratum},
                strata=count_strata(population, selection, by),
            )

    def draw(self, wish: DrawWish) -> Manifest:
        """Draw a sample and freeze it.

        Raises:
            TriageError: it cannot be drawn, with the reason; nothing was kept.
        """
        settings = self._workspace.settings
        request = Request(
            name=wish.name,
            repository=settings.repository,
            size=wish.size,
            seed=wish.seed,
            where=str(population_filter(settings, wish.where)),
            by=wish.by,
            reserve=default_reserve(wish.size) if wish.reserve is None else wish.reserve,
            label=settings.label,
        )
        with self._workspace.population() as population:
            manifest = drawn(population, request, datetime.now(UTC))
            keep(self._workspace, population, manifest)
        return manifest


def _copies(
    population: Population, manifest: Manifest, numbers: Sequence[int]
) -> Iterator[SampledIssue]:
    for number in numbers:
        copy = population.sampled_issue(manifest.repository, number)
        if copy is None:
            raise SampleError(f"#{number} was drawn, but is gone from the population; draw again")
        yield copy


def _mentions(part: Expression, word: str) -> bool:
    match part:
        case Choice(word=asked):
            return asked == word
        case Without(part=inside):
            return _mentions(inside, word)
        case Every(parts=parts) | Either(parts=parts):
            return any(_mentions(each, word) for each in parts)
        case _:
            return False
