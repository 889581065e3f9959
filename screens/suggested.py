"""What a rater sees of the duplicates of one issue, and what they said of them: no screen in it.

Suggestions and facts come from elsewhere; a verdict is a part of a coding and is read from either
side of its pair.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct, structs

from screens.session import Session
from triage.analysis.duplicate_groups import DuplicateGroup, duplicate_groups
from triage.analysis.duplicates import Index
from triage.analysis.reasons import Suggestion
from triage.analysis.stated import StatedDuplicate, stated_duplicates
from triage.domain.coding import Likeness, Verdicts
from triage.domain.history import Change
from triage.domain.issue import Issue, SampledIssue, issue_key, number_of

MOST_SUGGESTED = 10
"""Suggestions that are found for an issue; a strip shows the first of them."""

MOST_CODED = 5
"""Issues alike and coded already that are found."""

GLYPHS: Mapping[Likeness | None, str] = {
    Likeness.SAME: "=",
    Likeness.RELATED: "~",
    Likeness.DIFFERENT: "≠",
    None: "·",
}
"""One cell for each verdict, and for none."""


class Suggested(Struct, frozen=True):
    """The likely and the stated duplicates of an issue."""

    issue: str
    stated: tuple[StatedDuplicate, ...]
    suggestions: tuple[Suggestion, ...]


def suggested_for(sampled: SampledIssue, index: Index) -> Suggested:
    """What an index suggests for an issue, and what people stated."""
    return Suggested(
        sampled.issue.key,
        stated_duplicates(sampled.issue, sampled.conversation),
        tuple(index.suggest(_asked(sampled, index), MOST_SUGGESTED)),
    )


def coded_alike(sampled: SampledIssue, index: Index, coded: Iterable[int]) -> list[Suggestion]:
    """The issues most like one among those that the rater coded already."""
    return index.suggest(_asked(sampled, index), MOST_CODED, coded)


def coded_numbers(session: Session, repository: str) -> list[int]:
    """The issues of a repository of which the rater answered a question."""
    return [
        number_of(key)
        for key, coding in session.store.codings().items()
        if key.rpartition("#")[0] == repository and coding.is_started(session.codebook)
    ]


def verdict_between(session: Session, issue: str, number: int) -> Likeness | None:
    """What the rater said of an issue and another of its repository, from whichever side."""
    given = session.coding(issue).verdicts.pairs.get(number)
    if given is None:
        other = session.coding(issue_key(issue.rpartition("#")[0], number))
        given = other.verdicts.pairs.get(number_of(issue))
    return given


def judge_pair(session: Session, issue: str, number: int, likeness: Likeness) -> None:
    """Save a verdict on an issue and another.

    A verdict that the other issue holds already is changed there, so that a pair never has two.

    Raises:
        StoreError: it could not be saved.
    """
    sides = (issue, number), (issue_key(issue.rpartition("#")[0], number), number_of(issue))
    held = [side for side in sides if side[1] in session.coding(side[0]).verdicts.pairs]
    for key, other in held or sides[:1]:
        verdicts = session.coding(key).verdicts
        pairs = {**verdicts.pairs, other: likeness}
        session.judge(key, structs.replace(verdicts, pairs=pairs))


def judged_numbers(issue: str, changes: Iterable[Change]) -> set[int]:
    """The issues that form a pair with one and are judged otherwise after some changes."""
    numbers = set()
    for change in changes:
        if isinstance(change.before, Verdicts) and isinstance(change.after, Verdicts):
            changed = change.before.pairs.items() ^ change.after.pairs.items()
            others = {number for number, _ in changed}
            if change.issue == issue:
                numbers |= others
            elif number_of(issue) in others:
                numbers.add(number_of(change.issue))
    return numbers


def group_of(session: Session, issue: str) -> DuplicateGroup | None:
    """The group of duplicates that the rater's verdicts put an issue into; None when there is none.

    Verdicts hold numbers, so only issues of one repository are ever joined.
    """
    home, number = issue.rpartition("#")[0], number_of(issue)
    verdicts = {
        number_of(key): coding.verdicts
        for key, coding in session.store.codings().items()
        if key.rpartition("#")[0] == home
    }
    return next((each for each in duplicate_groups(verdicts) if number in each.numbers), None)


def _asked(sampled: SampledIssue, index: Index) -> int | Issue:
    number = sampled.issue.number
    return number if number in index else structs.replace(sampled.issue, body=sampled.words)
