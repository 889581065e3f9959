"""Repeating the draw of a manifest on the population as it is now, and telling what differs.

When the population is the one of the draw, the numbers must come out the same. When it was
fetched again and has changed, the draw cannot be repeated; then what can still be said is said:
which drawn issues are gone, and who was passed over. That is no error of the draw.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import structs

from triage.domain.differences import Difference, Finding, compared, named
from triage.domain.drawing import Request, draw, extend
from triage.domain.issue import Issue, issue_key
from triage.domain.sample import (
    Manifest,
    draw_order,
    draw_places,
    population_digest,
    stratum_by_number,
)
from triage.domain.strata import WHOLE


def against_population(
    manifest: Manifest, issues: Sequence[Issue], standing: Mapping[int, str]
) -> Iterator[Difference]:
    """What differs between a manifest and the issues that its filter selects now.

    Args:
        manifest: the manifest as read.
        issues: the issues, in any order; bodies are not looked at.
        standing: what is known to have become of issues, by number.
    """
    present = {issue.number for issue in issues}
    yield from _gone(manifest, present, standing)
    if manifest.seed is None:
        if manifest.population_size not in (None, len(present)):
            yield _other_population(manifest, len(present))
        return
    keys = [issue_key(manifest.repository, number) for number in present]
    digest = population_digest(draw_order(keys, manifest.seed, manifest.name))
    if digest == manifest.population_digest:
        yield from _against_redraw(manifest, _redrawn(manifest, issues, digest))
    else:
        yield _other_population(manifest, len(present))
        yield from _passed_over(manifest, issues, manifest.seed)


def _gone(
    manifest: Manifest, present: set[int], standing: Mapping[int, str]
) -> Iterator[Difference]:
    gone = tuple(number for number in manifest.numbers if number not in present)
    if gone:
        fates = sorted({standing.get(number, "no longer selected") for number in gone})
        yield Difference(
            finding=Finding.GONE,
            text=f"{named(gone)} drawn, but not in the population now ({', '.join(fates)})",
            numbers=gone,
            is_error=False,
        )


def _other_population(manifest: Manifest, size: int) -> Difference:
    before = manifest.population_size
    then = "unknown" if before is None else f"{before:,}"
    return Difference(
        finding=Finding.POPULATION,
        text=(
            f"the population is another one than at the draw (N was {then}, is {size:,}), "
            "so the draw cannot be repeated"
        ),
        is_error=False,
    )


def _passed_over(manifest: Manifest, issues: Iterable[Issue], seed: str) -> Iterator[Difference]:
    """Who existed at the fetch and would be drawn today, of a sample without strata."""
    fetched_at = manifest.population_fetched_at
    if fetched_at is None or manifest.by or manifest.earlier:
        return
    older = [issue.number for issue in issues if issue.created_at < fetched_at]
    place = draw_places(manifest, (*older, *manifest.numbers), seed)
    last = max(place[number] for number in manifest.numbers)
    drawn = set(manifest.numbers)
    passed = tuple(sorted(each for each in older if each not in drawn and place[each] < last))
    if passed:
        yield Difference(
            finding=Finding.POPULATION,
            text=(
                f"{named(passed)} existed at the draw and would be drawn today: either the filter "
                "did not select them then, or they were left out"
            ),
            numbers=passed,
            is_error=False,
        )


def _redrawn(manifest: Manifest, issues: Sequence[Issue], digest: str) -> Manifest:
    """The manifest as the population gives it, with all that is left as its reserve."""
    everybody = 2 * len(issues)
    if not manifest.earlier:
        request = Request(
            name=manifest.name,
            repository=manifest.repository,
            size=manifest.size,
            seed=manifest.seed,
            by=manifest.by,
            reserve=everybody,
        )
        return draw(request, issues, manifest.drawn_at)
    before = _before(manifest)
    if before.population_digest == digest:
        before = _redrawn(before, issues, digest)
    return extend(before, issues, manifest.size, everybody, manifest.drawn_at)


def _before(manifest: Manifest) -> Manifest:
    """The manifest before its last extension, as far as it is recorded."""
    *earlier, stage = manifest.earlier
    numbers = manifest.numbers[: stage.size]
    held = set(numbers)
    return structs.replace(
        manifest,
        numbers=numbers,
        reserve=(),
        strata={
            name: tuple(number for number in some if number in held)
            for name, some in manifest.strata.items()
        },
        population_digest=stage.population_digest,
        allocation=stage.allocation,
        earlier=tuple(earlier),
    )


def _against_redraw(manifest: Manifest, redrawn: Manifest) -> Iterator[Difference]:
    if manifest.allocation != redrawn.allocation:
        text = f"the strata are given {manifest.allocation}, their shares are {redrawn.allocation}"
        yield Difference(finding=Finding.DRAW, text=text)
    yield from compared(
        "the sample", manifest.numbers, "repeating the draw", redrawn.numbers, Finding.DRAW
    )
    strata = stratum_by_number(redrawn)
    for stratum in dict.fromkeys(strata.get(number, WHOLE) for number in manifest.reserve):
        ready = [each for each in manifest.reserve if strata.get(each, WHOLE) == stratum]
        expected = [each for each in redrawn.reserve if strata.get(each, WHOLE) == stratum]
        yield from compared(
            "the reserve",
            ready,
            "repeating the draw",
            expected[: len(ready)],
            Finding.DRAW,
        )
