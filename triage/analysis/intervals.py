"""Bootstrap intervals over issues: how much a coefficient depends on which issues were read.

Issues with two or more codings are drawn anew, with replacement, as many as there are, and the
coefficient is computed again; the interval holds the middle 95 % of the results. Resamples in
which it is not defined are dropped and counted. The draws use only the generator's `random`,
whose sequence Python promises never to change, so that a seed gives the same interval anywhere.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from random import Random

from msgspec import Struct

from triage.analysis.proportions import LEVEL, check_level
from triage.analysis.unit_sums import Packing
from triage.domain.errors import InputError

Watch = Callable[[int, int], None]
"""Told resamples done and wanted while the work goes on; what it raises ends the work."""

Statistic = Callable[[Sequence[int]], Sequence[float | None]]
"""Several coefficients from the summed counts of a resample; None where not defined."""

TOO_FEW_UNITS = "fewer than two issues have two codings: there is nothing to draw anew"
NEVER_DEFINED = "the coefficient was not defined in any resample"

_DRAWS_AT_ONCE = 500_000
"""Draws between two calls of a watch, about 0.1 s, and bytes of memory."""


class Resampled(Struct, frozen=True):
    """A percentile interval from resamples, and what it was made of."""

    low: float | None
    """None when no interval is defined; `reason` tells why."""
    high: float | None
    resamples: int
    undefined: int
    """How many of the resamples left the coefficient undefined and were dropped."""
    reason: str = ""


def unwatched(done: int, wanted: int) -> None:
    """The watch of somebody who does not care."""


def bootstrap(
    units: Sequence[Sequence[int]],
    statistic: Statistic,
    width: int,
    seed: int,
    resamples: int,
    watch: Watch = unwatched,
    level: float = LEVEL,
) -> list[Resampled]:
    """Percentile intervals for the coefficients of a statistic.

    Args:
        units: per unit, its counts as a flat list; sums of these are what the statistic reads.
        statistic: computes the coefficients.
        width: how many coefficients it computes.
        seed: of the draws.
        resamples: how many times to draw; 2,000 are usual.
        watch: called now and then.
        level: of the intervals.

    Returns:
        One interval per coefficient; all without ends when there are fewer than two units to draw.

    Raises:
        InputError: the number of resamples is below 1, or the level not between 0 and 1.
    """
    check_level(level)
    if resamples < 1:
        raise InputError(f"{resamples} resamples give no interval: ask for 1,000 or more.")
    if len(units) < 2:
        return [Resampled(None, None, 0, 0, TOO_FEW_UNITS)] * width
    drawn = [statistic(sums) for sums in resampled_sums(units, seed, resamples, watch)]
    return [percentile_interval(values, level) for values in zip(*drawn, strict=True)]


def resampled_sums(
    units: Sequence[Sequence[int]], seed: int, resamples: int, watch: Watch = unwatched
) -> Iterator[tuple[int, ...]]:
    """The summed counts of one resample after the other; stop reading to stop the work.

    Many resamples are summed at once: how often each of them drew a unit is one packed integer,
    and a count is the sum of these integers over the units that have it.
    """
    n = len(units)
    kinds: dict[tuple[int, ...], list[int]] = {}
    for place, unit in enumerate(units):
        kinds.setdefault(tuple(unit), []).append(place)
    largest = n * max(map(max, kinds))
    done = 0
    watch(done, resamples)
    for drawn in _batches(seed, n, resamples):
        packing = Packing(len(drawn) // n, largest)
        totals = [0] * len(units[0])
        for kind, places in kinds.items():
            times = sum(packing.pack_bytes(drawn[place::n]) for place in places)
            for field, count in enumerate(kind):
                if count:
                    totals[field] += count * times
        yield from zip(*map(packing.unpack, totals), strict=True)
        done += packing.fields
        watch(done, resamples)


def percentile_interval(values: Sequence[float | None], level: float = LEVEL) -> Resampled:
    """The middle part of the defined values, with linear interpolation between them."""
    defined = sorted(value for value in values if value is not None)
    undefined = len(values) - len(defined)
    if not defined:
        return Resampled(None, None, len(values), undefined, NEVER_DEFINED)
    tail = (1 - level) / 2
    low, high = _quantile(defined, tail), _quantile(defined, 1 - tail)
    return Resampled(low, high, len(values), undefined)


def _batches(seed: int, n: int, resamples: int) -> Iterable[bytes]:
    """How often each of n units was drawn in each resample, many resamples at a time.

    Draws depend on nothing but seed and n, so those of one question serve the next as well.
    """
    if n * resamples <= _DRAWS_AT_ONCE:
        return [_drawn_at_once(seed, n, resamples)]
    # Statistics, not secrets: what counts is that anybody can draw the same again.
    draw = Random(seed).random  # noqa: S311
    at_once = max(1, _DRAWS_AT_ONCE // n)
    sizes = (min(at_once, resamples - done) for done in range(0, resamples, at_once))
    return (b"".join(_times_drawn(draw, n) for _ in range(size)) for size in sizes)


@lru_cache(maxsize=4)
def _drawn_at_once(seed: int, n: int, resamples: int) -> bytes:
    draw = Random(seed).random  # noqa: S311
    return b"".join(_times_drawn(draw, n) for _ in range(resamples))


def _times_drawn(draw: Callable[[], float], n: int) -> bytearray:
    """How often each of n units was drawn in a resample; never near the 255 that a byte holds."""
    times = bytearray(n)
    for place in [int(draw() * n) for _ in range(n)]:
        times[place] += 1
    return times


def _quantile(ordered: Sequence[float], share: float) -> float:
    position = (len(ordered) - 1) * share
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (position - below)
