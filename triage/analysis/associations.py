"""Codes that go together: of two questions, one code each.

Many pairs are compared, so some will stand out by chance. Each association says among how many
pairs it was found, and whether it also holds at the level that is corrected for so many
comparisons (Bonferroni: 5 % divided by their number).
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from triage.analysis.differences import Difference, difference
from triage.analysis.proportions import LEVEL
from triage.domain.codebook import Code, Codebook, Kind, Question
from triage.domain.coding import Coding

SMALLEST_GROUP = 5
"""Codes are compared when at least so many issues have the first one, and so many have not."""


class CodedGroup(Struct, frozen=True):
    """A code with the issues that have it, among those that are coded for its question."""

    question: Question
    code: Code
    carriers: frozenset[str]
    coded: frozenset[str]

    @property
    def name(self) -> str:
        """The label in quotes; of a checklist that the item is provided."""
        provided = " provided" if self.question.kind is Kind.CHECKLIST else ""
        return f"“{self.code.label}”{provided}"


class Association(Struct, frozen=True, kw_only=True):
    """How much more, or less, often issues with one code have another."""

    first: CodedGroup
    second: CodedGroup
    with_first: tuple[int, int]
    """k of n: issues with both codes among those with the first."""
    without_first: tuple[int, int]
    """k of n: issues with the second code among those without the first."""
    difference: Difference
    """Of the two shares."""
    compared: int
    """Among how many pairs of codes it was found."""
    holds_corrected: bool
    """Whether the interval excludes 0 also at the level corrected for so many comparisons."""


def associations(
    codebook: Codebook, codings: Mapping[str, Coding], issues: Sequence[str]
) -> list[Association]:
    """The pairs of codes whose difference excludes 0, those that hold corrected first.

    Args:
        codebook: whose codes are compared, each with those of the later questions.
        codings: by issue key.
        issues: keys of the issues in scope.
    """
    own = {key: codings[key] for key in issues if key in codings}
    groups = [group for question in codebook for group in _groups(question, own)]
    pairs = [
        compared
        for first, second in combinations(groups, 2)
        if first.question is not second.question
        and (compared := _compared(first, second)) is not None
    ]
    strict = 1 - (1 - LEVEL) / max(1, len(pairs))
    found = [
        Association(
            first=first,
            second=second,
            with_first=own_share,
            without_first=rest_share,
            difference=plain,
            compared=len(pairs),
            holds_corrected=difference(*own_share, *rest_share, level=strict).excludes_zero,
        )
        for first, second, own_share, rest_share in pairs
        if (plain := difference(*own_share, *rest_share)).excludes_zero
    ]
    return sorted(found, key=lambda each: (not each.holds_corrected, -abs(each.difference.value)))


_Pair = tuple[CodedGroup, CodedGroup, tuple[int, int], tuple[int, int]]


def _groups(question: Question, codings: Mapping[str, Coding]) -> Iterator[CodedGroup]:
    answers = {key: coding.answer(question.id) for key, coding in codings.items()}
    coded = frozenset(key for key, answer in answers.items() if answer.is_given)
    for code in question.codes:
        carriers = frozenset(key for key in coded if code.id in answers[key].codes)
        yield CodedGroup(question, code, carriers, coded)


def _compared(first: CodedGroup, second: CodedGroup) -> _Pair | None:
    """The counts with and without the first code; None where a group is too small."""
    both_coded = first.coded & second.coded
    carriers = first.carriers & both_coded
    rest = both_coded - carriers
    if min(len(carriers), len(rest)) < SMALLEST_GROUP:
        return None
    with_first = (len(carriers & second.carriers), len(carriers))
    return first, second, with_first, (len(rest & second.carriers), len(rest))
