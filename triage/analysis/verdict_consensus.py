"""The verdicts of a consensus: what raters judged alike, and what somebody decided, pair by pair.

A pair's verdict is kept with one of its issues, the earlier one if it is in the sample. What the
raters who judged a pair say alike is taken over when they are two, or when the sample gives the
issue to one rater alone. A pair that was decided keeps its decision.
"""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from triage.analysis.answers import CodingsByRater
from triage.analysis.duplicate_groups import Pair
from triage.analysis.verdict_agreement import holding, verdicts_of
from triage.domain.assignment import assigned_raters
from triage.domain.coding import VERDICTS, Likeness, Verdicts
from triage.domain.issue import issue_key
from triage.domain.sample import Manifest

Said = TypeVar("Said")


def pair_part(other: int) -> str:
    """What stands for the verdict on an issue and another where a part of a coding is named."""
    return f"{VERDICTS}#{other}"


def other_in(part: str) -> int | None:
    """The number of the other issue in such a name; None when it names something else."""
    name, _, other = part.partition("#")
    return int(other) if name == VERDICTS and other else None


def undisputed_verdicts(manifest: Manifest, codings: CodingsByRater) -> dict[str, Verdicts]:
    """What needs no decision about duplicates, by the key of the issue that keeps it."""
    numbers = (*manifest.numbers, *manifest.reserve)
    keys = {number: issue_key(manifest.repository, number) for number in numbers}
    said: dict[Pair, list[Likeness]] = {}
    for own in codings.values():
        for pair, likeness in verdicts_of(own, tuple(keys.values())).items():
            said.setdefault(holding(pair, keys), []).append(likeness)
    pairs: dict[int, dict[int, Likeness]] = {}
    for (number, other), verdicts in sorted(said.items()):
        if common := _common(verdicts, is_shared=_is_shared(manifest, number)):
            pairs.setdefault(number, {})[other] = common
    found = {}
    for number, key in keys.items():
        named = [
            coding.verdicts.canonical
            for own in codings.values()
            if (coding := own.get(key)) is not None and coding.verdicts.canonical is not None
        ]
        canonical = _common(named, is_shared=_is_shared(manifest, number))
        found[key] = Verdicts(pairs=pairs.get(number, {}), canonical=canonical)
    return found


def with_decided(undisputed: Verdicts, now: Verdicts, decided: Iterable[int]) -> Verdicts:
    """What needs no decision, and the verdicts on pairs that were decided as they are now.

    Args:
        undisputed: what needs no decision about an issue.
        now: what the consensus says.
        decided: numbers of the issues with which its pairs were decided.
    """
    kept = {other: now.pairs[other] for other in decided if other in now.pairs}
    pairs = {**undisputed.pairs, **kept}
    return Verdicts(pairs=dict(sorted(pairs.items())), canonical=undisputed.canonical)


def _is_shared(manifest: Manifest, number: int) -> bool:
    """Whether more than one rater reads an issue."""
    return not manifest.raters or len(assigned_raters(manifest, number)) != 1


def _common(said: Sequence[Said], *, is_shared: bool) -> Said | None:
    """What all say, if they are enough."""
    enough = 2 if is_shared else 1
    return said[0] if len(said) >= enough and len(set(said)) == 1 else None
