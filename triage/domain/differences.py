"""What a verification finds: differences between a record and what was recomputed."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

SHOWN = 10
"""How many issues a sentence names before it only counts them."""


class Finding(StrEnum):
    """What kind of difference was found."""

    EDITED = "edited"
    """The manifest is not what was written."""
    ORDER = "order"
    """The numbers do not stand in the order that seed and name give them."""
    DRAW = "draw"
    """Repeating the draw gives other issues."""
    POPULATION = "population"
    """The filter selects other issues than at the draw."""
    GONE = "gone"
    """A drawn issue is no longer among those that the filter selects."""
    COPY = "copy"
    """The copies of the sampled issues are not those of the manifest's numbers."""


class Difference(Struct, frozen=True, kw_only=True):
    """One difference between a record and what was recomputed."""

    finding: Finding
    text: str
    """What differs, in one sentence."""
    numbers: tuple[int, ...] = ()
    """The issues that it is about."""
    is_error: bool = True
    """Whether the sample is in doubt; a population that lives on is no fault of the draw."""


def compared(
    record: str, recorded: Sequence[int], source: str, expected: Sequence[int], finding: Finding
) -> Iterator[Difference]:
    """What a record has too little, too much, or at the wrong place.

    Args:
        record: what is checked, for the sentence.
        recorded: its numbers.
        source: what it is checked against, for the sentence.
        expected: the numbers of that.
        finding: what kind of difference it is when there is one.
    """
    missing = tuple(sorted(set(expected).difference(recorded)))
    extra = tuple(sorted(set(recorded).difference(expected)))
    if missing:
        text = f"{record}: {named(missing)} missing, which {source} gives"
        yield Difference(finding=finding, text=text, numbers=missing)
    if extra:
        text = f"{record}: {named(extra)} given, which {source} does not give"
        yield Difference(finding=finding, text=text, numbers=extra)
    if not missing and not extra:
        yield from _misplaced(record, recorded, source, expected, finding)


def named(numbers: Sequence[int]) -> str:
    """Issue numbers as a sentence gives them: the first few, and how many more."""
    shown = ", ".join(f"#{number}" for number in numbers[:SHOWN])
    rest = len(numbers) - SHOWN
    return f"{shown} and {rest:,} more" if rest > 0 else shown


def _misplaced(
    record: str, recorded: Sequence[int], source: str, expected: Sequence[int], finding: Finding
) -> Iterator[Difference]:
    pairs = enumerate(zip(recorded, expected, strict=False), start=1)
    for place, (number, wanted) in pairs:
        if number != wanted:
            text = f"{record}: place {place} has #{number}, where {source} gives #{wanted}"
            yield Difference(finding=finding, text=text, numbers=(number, wanted))
            return
    if len(recorded) > len(expected):
        text = f"{record}: {named(recorded[len(expected) :])} given twice"
        numbers = tuple(recorded[len(expected) :])
        yield Difference(finding=finding, text=text, numbers=numbers)
