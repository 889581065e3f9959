"""Whether a sample is what its manifest claims, recomputed from the raw facts.

Three witnesses are heard: the manifest itself, by its digest and by the order that its seed gives
to its own numbers; the population, when there is one, by repeating the draw; and the copies of
the sampled issues, of which there is one for every number.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from triage.domain.differences import Difference, Finding, compared, named
from triage.domain.issue import Issue
from triage.domain.redrawing import against_population
from triage.domain.sample import Manifest, draw_places, is_sealed, stratum_by_number
from triage.domain.strata import WHOLE


def verify(
    manifest: Manifest,
    population: Iterable[Issue] | None = None,
    copied: Sequence[int] | None = None,
    standing: Mapping[int, str] | None = None,
) -> list[Difference]:
    """What differs between a manifest and what can be recomputed.

    Args:
        manifest: the manifest as read.
        population: the issues that its filter selects now, in any order; None when there is no
            population to look at.
        copied: numbers of the sampled issues in the workspace, in their order; None when they
            are not looked at.
        standing: what is known to have become of issues, by number: deleted, private, …

    Returns:
        The differences, errors first; empty when there are none.
    """
    found = [*_edited(manifest), *_disordered(manifest)]
    if population is not None:
        found += against_population(manifest, list(population), standing or {})
    if copied is not None:
        expected = (*manifest.numbers, *manifest.reserve)
        found += compared("the copies", copied, "the manifest", expected, Finding.COPY)
    return sorted(found, key=lambda difference: not difference.is_error)


def _edited(manifest: Manifest) -> Iterator[Difference]:
    if not is_sealed(manifest):
        text = "the manifest was edited after it was written: its digest does not fit"
        yield Difference(finding=Finding.EDITED, text=text)
    times = Counter((*manifest.numbers, *manifest.reserve))
    twice = tuple(number for number, count in times.items() if count > 1)
    if twice:
        text = f"the manifest has {named(twice)} twice"
        yield Difference(finding=Finding.EDITED, text=text, numbers=twice)


def _disordered(manifest: Manifest) -> Iterator[Difference]:
    """Each stage and the reserve rise in the order of the draw, whatever the population is."""
    if manifest.seed is None:
        return
    ends = [*(stage.size for stage in manifest.earlier), manifest.size]
    stages = [manifest.numbers[start:end] for start, end in pairwise([0, *ends])]
    place = draw_places(manifest, (*manifest.numbers, *manifest.reserve), manifest.seed)
    for numbers in (*stages, manifest.reserve):
        yield from _falls(manifest, numbers, place)
    yield from _too_early(manifest, stages[-1], place)


def _falls(
    manifest: Manifest, numbers: Sequence[int], place: Mapping[int, str]
) -> Iterator[Difference]:
    falls = [(one, other) for one, other in pairwise(numbers) if place[one] > place[other]]
    if len(falls) > max(1, len(numbers) // 4):
        yield Difference(
            finding=Finding.ORDER,
            text=(
                f"seed {manifest.seed!r} and name {manifest.name!r} give the numbers another "
                "order: the seed or the name is not that of the draw"
            ),
        )
    elif falls:
        one, other = falls[0]
        text = f"#{one} stands before #{other}, but the seed gives the opposite order"
        yield Difference(finding=Finding.ORDER, text=text, numbers=(one, other))


def _too_early(
    manifest: Manifest, stage: Sequence[int], place: Mapping[int, str]
) -> Iterator[Difference]:
    """In a stratum, nothing of the reserve comes before what was drawn."""
    strata = stratum_by_number(manifest)
    last = {strata.get(number, WHOLE): number for number in sorted(stage, key=place.__getitem__)}
    for number in manifest.reserve:
        drawn = last.get(strata.get(number, WHOLE), number)
        if place[number] < place[drawn]:
            text = f"#{number} is in the reserve, but the seed puts it before #{drawn}"
            yield Difference(finding=Finding.ORDER, text=text, numbers=(number, drawn))
            return
