"""Duplicates that people already stated, as facts beside the suggestions.

Somebody stated a duplicate when they wrote "Duplicate of #12", when GitHub's own mark or closing
reason says so, or when an issue carries a duplicate label and somebody named one other issue.
Quoted text, code, negations and guesses ("maybe a dup of #12?") state nothing.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from msgspec import Struct, structs

from triage.domain.issue import Comment, Conversation, Event, Issue, issue_key

_HOME = r"[\w.-]{1,39}/[\w.-]{1,100}"
"""`owner/name`; the bounds are GitHub's, and keep long hostile texts from costing time."""

_TARGET = (
    rf"(?:(?P<home>{_HOME})?\#(?P<number>[1-9]\d{{0,9}})|(?:https?://)?(?:www\.)?github\.com/"
    rf"(?P<site>{_HOME})/issues/(?P<link>[1-9]\d{{0,9}}))\b"
)
_GAP = r"[\s:*_]{0,4}"
_STATEMENT = re.compile(
    rf"\bdup(?:e|licate[sd]?)?s?\b{_GAP}(?:(?:issue|bug)s?\b{_GAP})?(?:(?:of|with|to|by)\b)?"
    rf"{_GAP}(?:(?:issue|bug)\b)?{_GAP}\(?(?:\[[^\]\n]{{0,200}}\]\()?\[?(?P<first>{_TARGET})"
    rf"(?P<more>(?:\]\([^)\s]{{0,200}}\))?(?:(?:\s?,\s?|\sand\s|\s?&\s?)(?:{_HOME})?\#\d{{1,10}}\b)*)",
    re.IGNORECASE,
)
_ISSUE = re.compile(rf"(?<![\w/&]){_TARGET}", re.IGNORECASE)
_DOUBT = re.compile(
    r"\b(?:not|no|never|neither|nor|without|cannot|unlikely|isn't|wasn't|don't|doesn't|isnt|dont"
    r"|possibl[ey]|maybe|perhaps|might|may|could|probabl[ey]|likely|potential(?:ly)?|seems?"
    r"|appears?|looks?|suspect|think|guess|believe|wonder|unsure|sure if|whether|if|would"
    r"|similar|related|almost|near)\b|\w+n't\b|\?",
    re.IGNORECASE,
)
_SENTENCE = 200
"""Characters on either side of a statement that are looked at for doubt."""

_SENTENCE_END = re.compile(r"[.!;](?=\s)|\n")
_FENCE = re.compile(r"^(```|~~~).*?(?:^\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_UNSAID = re.compile(r"<!--.*?(?:-->|\Z)|^[ \t]*>[^\n]*|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_DUPLICATE_LABEL = re.compile(r"\bdup(?:e|licate[sd]?)?s?\b", re.IGNORECASE)
_REASON = "duplicate"


class StatedDuplicate(Struct, frozen=True, kw_only=True):
    """Somebody's statement that an issue is a duplicate."""

    of: str | None
    """`owner/name#number` of the other issue; None when nobody said which."""
    source: str
    """Where it stands: `body`, `comment:ID`, `event:ID`, or `facts` for GitHub's closing reason or
    a label of the issue itself."""
    words: str
    """What was said there: text from outside."""
    by: str | None = None
    """Login name, as far as it is known."""
    at: datetime | None = None


def stated_duplicates(
    issue: Issue, conversation: Conversation | None = None
) -> tuple[StatedDuplicate, ...]:
    """Every other issue that this one was said to be a duplicate of, oldest statement first.

    Of several statements about one issue the first counts. That the issue is a duplicate without
    a word of which (closing reason or label alone) is stated only when nothing better is.
    """
    comments = conversation.comments if conversation else ()
    events = conversation.events if conversation else ()
    statements = [*_in_texts(issue, comments), *_in_events(events)]
    if not statements:
        statements = list(_in_facts(issue, comments, events))
    statements.sort(key=lambda said: (said.at is None, said.at or issue.created_at))
    first: dict[str | None, StatedDuplicate] = {}
    for said in statements:
        if said.of != issue.key:
            first.setdefault(said.of, said)
    if len(first) > 1:
        first.pop(None, None)
    return tuple(first.values())


def duplicates_stated_in(text: str, repository: str) -> list[tuple[str, str]]:
    """Keys of the issues that a text states to be duplicates, each with the words that say so.

    Args:
        text: a body or comment.
        repository: `owner/name` that a bare `#12` belongs to.
    """
    said = _UNSAID.sub(" ", _FENCE.sub(" ", text))
    found: list[tuple[str, str]] = []
    for match in _STATEMENT.finditer(said):
        if not _is_doubted(said, match):
            words = " ".join(match[0].split())
            keys = _keys_in(f"{match['first']} {match['more']}", repository)
            found += ((key, words) for key in keys)
    return found


def _is_doubted(text: str, match: re.Match[str]) -> bool:
    """Whether the sentence round a statement denies it, guesses or asks."""
    nearby = text[max(0, match.start() - _SENTENCE) : match.start()]
    before = _SENTENCE_END.split(nearby)[-1]
    after = _SENTENCE_END.split(text[match.end() : match.end() + _SENTENCE], maxsplit=1)[0]
    return bool(_DOUBT.search(before) or "?" in after)


def _keys_in(text: str, repository: str) -> list[str]:
    keys = []
    for match in _ISSUE.finditer(text):
        home = match["home"] or match["site"] or repository
        home = repository if home.casefold() == repository.casefold() else home
        keys.append(issue_key(home, int(match["number"] or match["link"])))
    return list(dict.fromkeys(keys))


def _in_texts(issue: Issue, comments: Iterable[Comment]) -> Iterator[StatedDuplicate]:
    for key, words in duplicates_stated_in(issue.body, issue.repository):
        yield StatedDuplicate(
            of=key, source="body", words=words, by=issue.author, at=issue.created_at
        )
    for comment in comments:
        for key, words in duplicates_stated_in(comment.body, issue.repository):
            yield _from_comment(comment, key, words)


def _from_comment(comment: Comment, key: str, words: str) -> StatedDuplicate:
    return StatedDuplicate(
        of=key,
        source=f"comment:{comment.id}",
        words=words,
        by=comment.author,
        at=comment.created_at,
    )


def _in_events(events: Iterable[Event]) -> Iterator[StatedDuplicate]:
    """GitHub's own marks, as far as they were not taken back."""
    marked: list[StatedDuplicate] = []
    for event in sorted(events, key=lambda event: event.created_at):
        of = _target(event)
        if event.kind == "marked_as_duplicate":
            marked.append(_from_event(event, of))
        elif event.kind == "unmarked_as_duplicate":
            marked = [said for said in marked if of is not None and said.of != of]
    yield from marked


def _from_event(event: Event, of: str | None) -> StatedDuplicate:
    words = event.kind.replace("_", " ")
    return StatedDuplicate(
        of=of, source=f"event:{event.id}", words=words, by=event.actor, at=event.created_at
    )


def _target(event: Event) -> str | None:
    other = event.reference
    return issue_key(other.repository, other.number) if other else None


def _in_facts(
    issue: Issue, comments: Iterable[Comment], events: Iterable[Event]
) -> Iterator[StatedDuplicate]:
    """What the closing reason or a label says, with the one issue that a comment names."""
    labels = [label for label in issue.labels if _DUPLICATE_LABEL.search(label)]
    closings = [each for each in events if each.kind == "closed" and each.reason == _REASON]
    if issue.state_reason == _REASON and closings:
        stated = _from_event(closings[-1], None)
        stated = structs.replace(stated, words="closed as duplicate")
    elif issue.state_reason == _REASON:
        stated = StatedDuplicate(
            of=None,
            source="facts",
            words="closed as duplicate",
            by=issue.closed_by,
            at=issue.closed_at,
        )
    elif labels:
        stated = StatedDuplicate(of=None, source="facts", words=f"label {labels[0]}")
    else:
        return
    yield structs.replace(stated, of=_named(issue, comments))


def _named(issue: Issue, comments: Iterable[Comment]) -> str | None:
    """The other issue that the last comment naming just one names; None when none does."""
    texts = [comment.body for comment in comments if not comment.is_bot]
    for text in reversed([issue.body, *texts]):
        said = _UNSAID.sub(" ", _FENCE.sub(" ", text))
        keys = [key for key in _keys_in(said, issue.repository) if key != issue.key]
        if len(keys) == 1:
            return keys[0]
    return None
