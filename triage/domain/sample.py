"""A sample: which issues of a population are read, drawn so that a stranger can draw it again.

The population is ordered by the SHA-256 of `seed/sample name/owner/name#number`, and the first n
are taken. The order does not depend on how the issues were fetched; the first n stay when n
grows; the ones behind them are the reserve that steps in for excluded issues.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from msgspec import Struct


class Stratum(StrEnum):
    """What a population can be divided by, so that each part gets its share of the sample."""

    LABEL = "label"
    STATE = "state"
    YEAR = "year"
    """Year of creation (UTC)."""
    AUTHOR_ASSOCIATION = "author-association"


class Exclusion(Struct, frozen=True, kw_only=True):
    """An issue of the sample that is out of scope, and why."""

    number: int
    reason: str
    rater: str
    at: datetime


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
    where: str = ""
    """The filter that selects the population; empty selects every issue."""
    seed: str | None = None
    """None when the numbers were given as a list."""
    reserve: tuple[int, ...] = ()
    by: str = ""
    """What the sample is stratified by: label, state, year, author-association, or nothing."""
    allocation: dict[str, int] = {}
    """Sample size per stratum."""
    label: str = ""
    """The label that defines the population, for the report's words."""
    source: str = ""
    """Where a list of numbers came from."""

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


def population_digest(ordered_keys: Iterable[str]) -> str:
    """Digest of an ordered population."""
    digest = sha256()
    for key in ordered_keys:
        digest.update(key.encode() + b"\n")
    return digest.hexdigest()
