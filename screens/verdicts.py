"""What a rater said of the duplicates of an issue: no screen in it.

A verdict is a part of a coding and is read from either side of its pair.
"""

from collections.abc import Iterable, Mapping

from msgspec import structs

from screens.session import Session
from triage.analysis.duplicate_groups import DuplicateGroup, duplicate_groups
from triage.domain.coding import Likeness, Verdicts
from triage.domain.history import Change
from triage.domain.issue import issue_key, number_of

GLYPHS: Mapping[Likeness | None, str] = {
    Likeness.SAME: "=",
    Likeness.RELATED: "~",
    Likeness.DIFFERENT: "≠",
    None: "·",
}
"""One cell for each verdict, and for none."""


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
