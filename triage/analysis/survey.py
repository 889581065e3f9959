"""What somebody sees of a population before they draw from it, and what they wish to be drawn."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from triage.domain.strata import Stratum


class Survey(Struct, frozen=True, kw_only=True):
    """What a filter selects of the population."""

    where: str
    """The whole filter, the workspace's label included."""
    fetched_at: datetime | None
    loaded_at: datetime | None = None
    """When the population was loaded from files of unknown age."""
    kinds: Mapping[Stratum, Mapping[str, int]]
    """Issues of each kind; an issue counts under each of its labels."""
    strata: Mapping[str, int]
    """Issues in each stratum; all in one without strata."""

    @property
    def size(self) -> int:
        """N: how many issues there are."""
        return sum(self.strata.values())


class DrawWish(Struct, frozen=True, kw_only=True):
    """What is to be drawn."""

    name: str
    size: int
    seed: str | None
    where: str = ""
    """The filter beyond the workspace's label."""
    by: Stratum | None = None
    reserve: int | None = None
    """None for as many as is usual."""
