"""A sample: which issues of a population are read, drawn so that a stranger can draw it again.

The population is ordered by the SHA-256 of `seed/sample name/owner/name#number`, and the first n
are taken. The order does not depend on how the issues were fetched; the first n stay when n
grows; the ones behind them are the reserve that steps in for excluded issues. The manifest says
all of that, is written once, and carries a digest of itself.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from hashlib import sha256

import msgspec
from msgspec import Struct, structs

from triage.domain.issue import issue_key
from triage.domain.strata import WHOLE, Stratum


class Stage(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a draw was before it was extended."""

    size: int
    """n of then: the first so many numbers of the manifest."""
    drawn_at: datetime
    population_size: int | None = None
    population_digest: str = ""
    population_fetched_at: datetime | None = None
    population_loaded_at: datetime | None = None
    allocation: dict[str, int] = {}


class Manifest(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The frozen record of a draw."""

    name: str
    repository: str
    numbers: tuple[int, ...]
    """The drawn issues in drawn order."""
    drawn_at: datetime
    population_size: int | None = None
    """N, the number of issues that the filter selects; None when unknown."""
    population_digest: str = ""
    """Digest of the ordered population's keys."""
    population_fetched_at: datetime | None = None
    """When GitHub said so; None when that is not known."""
    population_loaded_at: datetime | None = None
    """When it was loaded from files of unknown age; None when it was not."""
    where: str = ""
    """The filter that selects the population; empty selects every issue."""
    seed: str | None = None
    """None when the numbers were given as a list."""
    reserve: tuple[int, ...] = ()
    """The issues that step in for excluded ones, in order."""
    by: Stratum | None = None
    """What the sample is stratified by, if anything."""
    allocation: dict[str, int] = {}
    """Sample size per stratum."""
    strata: dict[str, tuple[int, ...]] = {}
    """Drawn and reserve issues per stratum; an excluded issue is replaced from its own."""
    earlier: tuple[Stage, ...] = ()
    """What the draw was before each extension, oldest first."""
    raters: tuple[str, ...] = ()
    """Who codes it, when the issues are divided among raters; empty when everybody codes all."""
    overlap: str = ""
    """Share of the issues that all raters code, as a decimal number from 0 to 1."""
    label: str = ""
    """The label that defines the population, for the report's words."""
    source: str = ""
    """Where a list of numbers came from."""
    digest: str = ""
    """Digest of everything above: who edits the manifest breaks it."""

    @property
    def size(self) -> int:
        """n, the number of drawn issues."""
        return len(self.numbers)


def draw_key(seed: str, name: str, key: str) -> str:
    """The position of an issue in the order of a draw, as hex digits."""
    return sha256(f"{seed}/{name}/{key}".encode()).hexdigest()


def draw_order(keys: Iterable[str], seed: str, name: str) -> list[str]:
    """Issue keys in the order of the draw, whatever order they come in."""
    return sorted(keys, key=lambda key: (draw_key(seed, name, key), key))


def draw_places(manifest: Manifest, numbers: Iterable[int], seed: str) -> dict[int, str]:
    """The position of issues of a manifest's repository in the order that a seed gives."""
    return {
        number: draw_key(seed, manifest.name, issue_key(manifest.repository, number))
        for number in numbers
    }


def population_digest(ordered_keys: Iterable[str]) -> str:
    """Digest of an ordered population."""
    digest = sha256()
    for key in ordered_keys:
        digest.update(key.encode() + b"\n")
    return digest.hexdigest()


class Snapshot(Struct, frozen=True, kw_only=True):
    """A state of a sample's issues: they change only by a refresh, and each state has a name."""

    name: str
    """Taken from their content: the same issues have the same name everywhere."""
    at: datetime
    """When GitHub said so: the fetch before the draw, or the refresh that led here."""
    refreshes: int = 0
    """How many refreshes led here."""
    is_dated: bool = True
    """False when `at` is only the time at which files of unknown age were loaded."""


def sealed(manifest: Manifest) -> Manifest:
    """The manifest with the digest of itself."""
    return structs.replace(manifest, digest=_digest(manifest))


def is_sealed(manifest: Manifest) -> bool:
    """Whether the manifest is what it was when its digest was taken."""
    return manifest.digest == _digest(manifest)


def stage_of(manifest: Manifest) -> Stage:
    """What an extension of the manifest records about it."""
    return Stage(
        size=manifest.size,
        drawn_at=manifest.drawn_at,
        population_size=manifest.population_size,
        population_digest=manifest.population_digest,
        population_fetched_at=manifest.population_fetched_at,
        population_loaded_at=manifest.population_loaded_at,
        allocation=manifest.allocation,
    )


def stages(manifest: Manifest) -> dict[str, int]:
    """By issue key, drawn ones and reserve: how often the sample was extended before it came in."""
    sizes = [stage.size for stage in manifest.earlier]
    return {
        issue_key(manifest.repository, number): sum(size <= place for size in sizes)
        for place, number in enumerate((*manifest.numbers, *manifest.reserve))
    }


def active_numbers(manifest: Manifest, excluded: Collection[int]) -> tuple[int, ...]:
    """The issues to code: the drawn ones that are not excluded, and as many from the reserve.

    Replacements stand at the end in the order of the reserve, each from the stratum of an
    excluded issue, so that a further exclusion moves nobody. When the reserve is used up the
    sample is that much smaller.

    Args:
        manifest: the sample.
        excluded: numbers of issues that somebody took out of scope.
    """
    kept = [number for number in manifest.numbers if number not in excluded]
    strata = stratum_by_number(manifest)
    wanted: dict[str, int] = {}
    for number in set(excluded).intersection(manifest.numbers):
        stratum = strata.get(number, WHOLE)
        wanted[stratum] = wanted.get(stratum, 0) + 1
    for number in manifest.reserve:
        stratum = strata.get(number, WHOLE)
        if number not in excluded and wanted.get(stratum, 0):
            wanted[stratum] -= 1
            kept.append(number)
    return tuple(kept)


def stratum_by_number(manifest: Manifest) -> Mapping[int, str]:
    """The stratum of every drawn and reserve issue; empty when the sample has none."""
    return {number: name for name, numbers in manifest.strata.items() for number in numbers}


def _digest(manifest: Manifest) -> str:
    unsealed = structs.replace(manifest, digest="")
    return sha256(msgspec.json.encode(unsealed, order="sorted")).hexdigest()
