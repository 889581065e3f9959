"""Drawing a sample, and extending one without losing what was drawn.

Everything follows from the request and the population's keys (and, with strata, facts): no
randomness but the seed, no clock but the one passed in. Who repeats a draw gets the same numbers.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from msgspec import Struct, structs

from triage.domain.assignment import checked_overlap
from triage.domain.errors import SampleError
from triage.domain.issue import Issue, issue_key, number_of
from triage.domain.manifest_rules import checked_raters, checked_seed
from triage.domain.names import checked_name
from triage.domain.sample import (
    Manifest,
    draw_order,
    population_digest,
    sealed,
    stage_of,
    stratum_by_number,
)
from triage.domain.strata import WHOLE, Stratum, allocate, strata_of


class Request(Struct, frozen=True, kw_only=True):
    """What somebody asks to be drawn."""

    name: str
    repository: str
    size: int
    """n; a smaller population is taken whole."""
    seed: str | None = None
    where: str = ""
    """The filter that selected the population, in canonical form."""
    by: Stratum | None = None
    reserve: int = 0
    """How many further issues stand ready for excluded ones."""
    raters: tuple[str, ...] = ()
    overlap: str = ""
    """Share of the issues that all raters code: `all`, `20%` or `0.2`."""
    label: str = ""


class _Draw(NamedTuple):
    """The outcome of a draw, as keys."""

    taken: list[str]
    reserve: list[str]
    allocation: dict[str, int]


def draw(
    request: Request,
    issues: Iterable[Issue],
    now: datetime,
    fetched_at: datetime | None = None,
    loaded_at: datetime | None = None,
) -> Manifest:
    """Draw a sample.

    Args:
        request: what is asked for.
        issues: the issues that the filter selects, in any order; bodies are not looked at.
        now: time of the draw.
        fetched_at: when the population was fetched; None when that is not known.
        loaded_at: when it was loaded from files of unknown age.

    Raises:
        SampleError: there is no seed, nothing to draw from, or something asked for is wrong.
        InputError: the name cannot be a file name.
    """
    checked_name(request.name, "sample")
    if request.seed is None:
        raise SampleError(
            f"a sample of {request.size} needs a seed, so that others can draw it again; "
            f"choose any word or number, as in --seed {request.name}-1"
        )
    if request.size < 1 or request.reserve < 0:
        raise SampleError("a sample has at least 1 issue, and a reserve is not negative")
    seed = checked_seed(request.seed)
    strata = _population(request.repository, issues, request.by)
    order = draw_order(strata, seed, request.name)
    drawn = _take(order, strata, request.size, request.reserve)
    return sealed(
        Manifest(
            name=request.name,
            repository=request.repository,
            numbers=_numbers(drawn.taken),
            drawn_at=now,
            population_size=len(order),
            population_digest=population_digest(order),
            population_fetched_at=fetched_at,
            population_loaded_at=loaded_at,
            where=request.where,
            seed=seed,
            reserve=_numbers(drawn.reserve),
            by=request.by,
            allocation=drawn.allocation if request.by else {},
            strata=_by_stratum(drawn, strata) if request.by else {},
            raters=checked_raters(request.raters),
            overlap=checked_overlap(request.overlap, request.raters),
            label=request.label,
        )
    )


def extend(
    manifest: Manifest,
    issues: Iterable[Issue],
    size: int,
    reserve: int,
    now: datetime,
    fetched_at: datetime | None = None,
    loaded_at: datetime | None = None,
) -> Manifest:
    """The sample with more issues: those that it has, then the next in the order of the draw.

    The issues may be those of a population that was fetched again; what was drawn stays, present
    in it or not, and new issues take the place in the order that the seed gives them.

    Args:
        manifest: the sample as it is.
        issues: the issues that its filter selects now, in any order.
        size: n as it shall be.
        reserve: how many further issues stand ready for excluded ones.
        now: time of the extension.
        fetched_at: when the population was fetched; None when that is not known.
        loaded_at: when it was loaded from files of unknown age.

    Raises:
        SampleError: the sample cannot be extended so.
    """
    if manifest.seed is None:
        raise SampleError(
            f"sample {manifest.name}: its numbers were given as a list, and without a seed "
            "nothing says which issue comes next; draw a new sample"
        )
    if size <= manifest.size or reserve < 0:
        raise SampleError(
            f"sample {manifest.name} has {manifest.size} issues; to extend it, ask for more"
        )
    strata = _population(manifest.repository, issues, manifest.by)
    order = draw_order(strata, manifest.seed, manifest.name)
    held = [issue_key(manifest.repository, number) for number in manifest.numbers]
    recorded = stratum_by_number(manifest)
    known = {key: recorded.get(number_of(key), WHOLE) for key in held}
    drawn = _take(order, {**strata, **known}, size, reserve, held)
    return sealed(
        structs.replace(
            manifest,
            numbers=_numbers(drawn.taken),
            drawn_at=now,
            population_size=len(order),
            population_digest=population_digest(order),
            population_fetched_at=fetched_at,
            population_loaded_at=loaded_at,
            reserve=_numbers(drawn.reserve),
            allocation=drawn.allocation if manifest.by else {},
            strata=_by_stratum(drawn, {**strata, **known}) if manifest.by else {},
            earlier=(*manifest.earlier, stage_of(manifest)),
        )
    )


def listed(
    name: str,
    repository: str,
    numbers: Sequence[int],
    source: str,
    now: datetime,
    *,
    population_size: int | None = None,
    where: str = "",
    label: str = "",
) -> Manifest:
    """A sample whose numbers somebody gives, such as one that another tool drew.

    Raises:
        SampleError: the list is empty, or a number is twice in it or below 1.
        InputError: the name cannot be a file name.
    """
    checked_name(name, "sample")
    if not numbers:
        raise SampleError(f"{source}: there is no number in it")
    seen: set[int] = set()
    for number in numbers:
        if number < 1 or number in seen:
            reason = "stands in it twice" if number in seen else "is no issue's number"
            raise SampleError(f"{source}: {number} {reason}")
        seen.add(number)
    if population_size is not None and population_size < len(numbers):
        raise SampleError(
            f"{source}: {len(numbers)} issues cannot come from a population of {population_size}"
        )
    return sealed(
        Manifest(
            name=name,
            repository=repository,
            numbers=tuple(numbers),
            drawn_at=now,
            population_size=population_size,
            where=where,
            label=label,
            source=source,
        )
    )


def _population(repository: str, issues: Iterable[Issue], by: Stratum | None) -> dict[str, str]:
    """The stratum of every issue by key, with the repository spelled as given."""
    strata: dict[str, str] = {}
    for key, stratum in strata_of(issues, by).items():
        if key.rpartition("#")[0].casefold() != repository.casefold():
            raise SampleError(
                f"{key} is not of {repository}: a sample is of one repository; "
                f"add repo:{repository} to the filter"
            )
        strata[issue_key(repository, number_of(key))] = stratum
    if not strata:
        raise SampleError(
            f"the filter selects no issue of {repository}; widen it, or fetch the population"
        )
    return strata


def _take(
    order: Sequence[str],
    strata: Mapping[str, str],
    size: int,
    reserve: int,
    held: Sequence[str] = (),
) -> _Draw:
    """Take the first of every stratum behind those that are held already."""
    queues: dict[str, list[str]] = {}
    for key in held:
        queues.setdefault(strata[key], []).append(key)
    at_least = {name: len(keys) for name, keys in queues.items()}
    is_held = set(held)
    for key in order:
        if key not in is_held:
            queues.setdefault(strata[key], []).append(key)
    allocation = allocate({name: len(queues[name]) for name in sorted(queues)}, size, at_least)
    total = sum(allocation.values())
    taken, ready = set(held), set()
    for name, share in allocation.items():
        taken.update(queues[name][:share])
        # Rounded up, so that every stratum that was drawn from has somebody to step in.
        ready.update(queues[name][share : share - (-reserve * share // total)])
    added = [key for key in order if key in taken and key not in is_held]
    return _Draw([*held, *added], [key for key in order if key in ready], allocation)


def _by_stratum(drawn: _Draw, strata: Mapping[str, str]) -> dict[str, tuple[int, ...]]:
    numbers: dict[str, list[int]] = {}
    for key in (*drawn.taken, *drawn.reserve):
        numbers.setdefault(strata[key], []).append(number_of(key))
    return {name: tuple(numbers[name]) for name in sorted(numbers)}


def _numbers(keys: Iterable[str]) -> tuple[int, ...]:
    return tuple(number_of(key) for key in keys)
