"""Whether a filter selects an issue: the plain meaning of the language, in Python.

The app asks this about the issues of a sample, of which it knows the codings; about a whole
population the store asks SQL, which must answer the same. Where several raters' codings are
looked at, a word about codings holds when it holds for any of them.
"""

from collections.abc import Callable, Sequence
from functools import cached_property

from triage.domain.codebook import Codebook
from triage.domain.coding import Coding
from triage.domain.filter_codings import coding_meets
from triage.domain.filter_ranges import holds, interval, microseconds
from triage.domain.filter_words import ABOUT_CODINGS
from triage.domain.filters import (
    Choice,
    Comparison,
    Either,
    Every,
    Expression,
    Filter,
    Phrase,
    Place,
    Without,
)
from triage.domain.issue import Issue
from triage.domain.words import occurs, searchable

_NO_CODEBOOK = Codebook(name="")


class Candidate:
    """An issue with all that a filter may ask about it.

    It keeps the searchable form of its text, so that filtering the same candidates at the next
    key of a person who types does not read the bodies again.
    """

    def __init__(
        self,
        issue: Issue,
        codings: Sequence[Coding] = (),
        codebook: Codebook = _NO_CODEBOOK,
        standing: str = "present",
        *,
        is_changed: bool | None = None,
    ) -> None:
        """Bring together what is known.

        Args:
            issue: the issue with its body.
            codings: of this issue, by the raters that the filter means (`Filter.rater`).
            codebook: the questions that a complete coding answers.
            standing: what became of the issue.
            is_changed: whether it is not any more what it was when it was coded; None when only
                its body can tell.
        """
        self.issue = issue
        self.codings = codings or (Coding(issue=issue.key),)
        self.codebook = codebook
        self.standing = standing
        self.is_changed = is_changed

    @cached_property
    def texts(self) -> dict[Place, str]:
        """The searchable text by place."""
        return {
            Place.TITLE: searchable(self.issue.title),
            Place.BODY: searchable(self.issue.body),
        }

    @cached_property
    def _body_digest(self) -> str:
        return self.issue.body_digest

    def has_changed_since(self, coding: Coding) -> bool:
        """Whether the issue is not any more what it was when it was coded."""
        if self.is_changed is not None:
            return self.is_changed
        return coding.body_digest not in ("", self._body_digest)


def matches(where: Filter, candidate: Candidate) -> bool:
    """Whether a filter selects an issue."""
    return _meets(where.expression, candidate, where.places)


def _meets(part: Expression, candidate: Candidate, places: Sequence[Place]) -> bool:
    match part:
        case Phrase(text=text):
            words = searchable(text)
            return any(occurs(words, candidate.texts[place]) for place in places)
        case Choice(word=word, values=values):
            return any(_is_chosen(word, value, candidate) for value in values)
        case Comparison():
            return _lies_in(part, candidate)
        case Without(part=inside):
            return not _meets(inside, candidate, places)
        case Every(parts=parts):
            return all(_meets(each, candidate, places) for each in parts)
        case Either(parts=parts):
            return any(_meets(each, candidate, places) for each in parts)


def _lies_in(comparison: Comparison, candidate: Candidate) -> bool:
    bounds = interval(comparison)
    if comparison.word == "confidence":
        return any(holds(coding.marks.confidence, bounds) for coding in candidate.codings)
    return holds(_NUMBERS[comparison.word](candidate.issue), bounds)


def _is_chosen(word: str, value: str, candidate: Candidate) -> bool:
    if word in ABOUT_CODINGS:
        return any(
            coding_meets(
                word,
                value,
                coding,
                candidate.codebook,
                is_changed=word == "changed" and candidate.has_changed_since(coding),
            )
            for coding in candidate.codings
        )
    if word in _NAMES:
        return any(value.casefold() == name.casefold() for name in _NAMES[word](candidate))
    return _has_fact(word, value, candidate)


def _has_fact(word: str, value: str, candidate: Candidate) -> bool:
    match word:
        case "no":
            return _has_none(value, candidate)
        case "locked":
            return candidate.issue.locked == (value == "yes")
        case "stale":
            return candidate.issue.is_stale == (value == "yes")
        case _:
            return True


def _has_none(value: str, candidate: Candidate) -> bool:
    if value == "confidence":
        return any(coding.marks.confidence is None for coding in candidate.codings)
    return not _NAMES[value](candidate)


def _known(name: str | None) -> tuple[str, ...]:
    return () if name is None else (name,)


_NAMES: dict[str, Callable[[Candidate], tuple[str, ...]]] = {
    "label": lambda candidate: candidate.issue.labels,
    "assignee": lambda candidate: candidate.issue.assignees,
    "milestone": lambda candidate: _known(candidate.issue.milestone),
    "state": lambda candidate: (candidate.issue.state,),
    "reason": lambda candidate: _known(candidate.issue.state_reason),
    "author": lambda candidate: _known(candidate.issue.author),
    "author-association": lambda candidate: (candidate.issue.author_association,),
    "repo": lambda candidate: (candidate.issue.repository,),
    "standing": lambda candidate: (candidate.standing,),
}
"""Names that an issue has, by the word that asks for one of them."""

_NUMBERS: dict[str, Callable[[Issue], int | None]] = {
    "number": lambda issue: issue.number,
    "comments": lambda issue: issue.comment_count,
    "reactions": lambda issue: issue.reactions,
    "created": lambda issue: microseconds(issue.created_at),
    "updated": lambda issue: microseconds(issue.updated_at) if issue.updated_at else None,
    "closed": lambda issue: microseconds(issue.closed_at) if issue.closed_at else None,
}
"""Numbers that an issue has, by the word that asks for a range of them."""
