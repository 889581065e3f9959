"""The duplicates of one issue, likely and stated: no screen in it.

What finds them is imported when it is asked: the first paint does without it.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from triage.domain.issue import Issue, SampledIssue

if TYPE_CHECKING:
    from triage.analysis.duplicates import Index
    from triage.analysis.reasons import Suggestion
    from triage.analysis.stated import StatedDuplicate

MOST_SUGGESTED = 10
"""Suggestions that are found for an issue; a strip shows the first of them."""

MOST_CODED = 5
"""Issues alike and coded already that are found."""


class Suggested(Struct, frozen=True):
    """The likely and the stated duplicates of an issue."""

    issue: str
    stated: tuple["StatedDuplicate", ...]
    suggestions: tuple["Suggestion", ...]


def suggested_for(sampled: SampledIssue, index: "Index") -> Suggested:
    """What an index suggests for an issue, and what people stated."""
    from triage.analysis.stated import stated_duplicates

    return Suggested(
        sampled.issue.key,
        stated_duplicates(sampled.issue, sampled.conversation),
        tuple(index.suggest(_asked(sampled, index), MOST_SUGGESTED)),
    )


def coded_alike(sampled: SampledIssue, index: "Index", coded: Iterable[int]) -> "list[Suggestion]":
    """The issues most like one among those that the rater coded already."""
    return index.suggest(_asked(sampled, index), MOST_CODED, coded)


def _asked(sampled: SampledIssue, index: "Index") -> int | Issue:
    number = sampled.issue.number
    return number if number in index else structs.replace(sampled.issue, body=sampled.words)
