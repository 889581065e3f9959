"""What became different about an issue since somebody read it.

Two copies of the same issue are compared, the one that was read and the one that GitHub shows
now. Nothing here decides whether a coding still holds; it says what a rater should look at again.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from difflib import SequenceMatcher
from enum import StrEnum

from msgspec import Struct

from triage.domain.issue import Comment, Conversation, Issue, SampledIssue

CONTEXT = 3
"""Unchanged lines that a diff shows around changed ones."""


class Reading(Struct, frozen=True):
    """When a rater read an issue last, and which body they saw."""

    at: datetime
    body_digest: str = ""
    """Empty when that is not known."""


class Aspect(StrEnum):
    """Which part of an issue is different."""

    STANDING = "standing"
    STATE = "state"
    TITLE = "title"
    BODY = "body"
    LABELS = "labels"
    COMMENTS = "comments"


class IssueChange(Struct, frozen=True):
    """One difference."""

    aspect: Aspect
    words: str
    """What happened, as a clause: `reopened`, `2 new comments (1 by a bot)`."""
    brief: str
    """The same in a word or two, for a list: `reopened`, `+2 comments`."""


class Mark(StrEnum):
    """What a line of a diff is."""

    SAME = " "
    ADDED = "+"
    REMOVED = "-"
    GAP = "…"
    """Stands for unchanged lines that are not shown."""


class DiffLine(Struct, frozen=True):
    """One line of a diff."""

    mark: Mark
    text: str


def changes_between(before: SampledIssue, after: SampledIssue) -> list[IssueChange]:
    """Everything that a rater should know, most important first; empty when nothing is different.

    Args:
        before: the issue as it was read.
        after: the same issue as it is now.
    """
    return [
        *_standing(before.standing, after.standing),
        *_state(before.issue, after.issue),
        *_title(before.issue.title, after.issue.title),
        *_body(before.issue.body, after.issue.body),
        *_labels(before.issue, after.issue),
        *_comments(before, after),
    ]


def body_diff(before: str, after: str, context: int = CONTEXT) -> list[DiffLine]:
    """The lines of two texts that differ, each with its neighbours; empty when none does.

    Line ends do not count: GitHub's web form writes CRLF, its other doors LF. The longest bodies
    of lines that repeat take two seconds, so this is not for an event loop.
    """
    old, new = before.splitlines(), after.splitlines()
    lines: list[DiffLine] = []
    end = 0
    for group in SequenceMatcher(None, old, new).get_grouped_opcodes(context):
        if group[0][1] > end:
            lines.append(DiffLine(Mark.GAP, f"{group[0][1] - end} lines"))
        for tag, old_start, old_end, new_start, new_end in group:
            if tag == "equal":
                lines += [DiffLine(Mark.SAME, line) for line in old[old_start:old_end]]
                continue
            lines += [DiffLine(Mark.REMOVED, line) for line in old[old_start:old_end]]
            lines += [DiffLine(Mark.ADDED, line) for line in new[new_start:new_end]]
        end = group[-1][2]
    if lines and end < len(old):
        lines.append(DiffLine(Mark.GAP, f"{len(old) - end} lines"))
    return lines


def new_comments(before: SampledIssue, after: SampledIssue) -> set[str]:
    """Ids of the comments that were not there yet; empty when that cannot be told."""
    if before.conversation is None or after.conversation is None:
        return set()
    return _by_id(after.conversation).keys() - _by_id(before.conversation).keys()


def edited_comments(before: SampledIssue, after: SampledIssue) -> list[tuple[Comment, Comment]]:
    """The comments with another text than before, each as it was and as it is."""
    if before.conversation is None or after.conversation is None:
        return []
    old, new = _by_id(before.conversation), _by_id(after.conversation)
    pairs = [(old[identity], new[identity]) for identity in new if identity in old]
    return [(earlier, later) for earlier, later in pairs if earlier.body != later.body]


def _by_id(conversation: Conversation) -> dict[str, Comment]:
    return {comment.id: comment for comment in conversation.comments}


def _standing(before: str, after: str) -> Iterator[IssueChange]:
    if before != after:
        words = "back in the list" if after == "present" else f"now {after}"
        yield IssueChange(Aspect.STANDING, words, words.removeprefix("now "))


def _state(before: Issue, after: Issue) -> Iterator[IssueChange]:
    reason = f" as {after.state_reason.replace('_', ' ')}" if after.state_reason else ""
    if before.is_open and not after.is_open:
        yield IssueChange(Aspect.STATE, f"closed{reason}", "closed")
    elif after.is_open and not before.is_open:
        yield IssueChange(Aspect.STATE, "reopened", "reopened")
    elif before.closed_at != after.closed_at:
        yield IssueChange(Aspect.STATE, f"reopened and closed again{reason}", "closed again")
    elif not after.is_open and before.state_reason != after.state_reason:
        words = f"now closed{reason or ' without a reason'}"
        yield IssueChange(Aspect.STATE, words, "closing reason")


def _title(before: str, after: str) -> Iterator[IssueChange]:
    if before != after:
        yield IssueChange(Aspect.TITLE, f"title changed from “{before}” to “{after}”", "title")


def _body(before: str, after: str) -> Iterator[IssueChange]:
    if before == after:
        return
    diff = body_diff(before, after, context=0)
    added = sum(line.mark is Mark.ADDED for line in diff)
    removed = sum(line.mark is Mark.REMOVED for line in diff)
    size = f"{_lines(added)} added, {removed} removed" if diff else "line ends only"
    yield IssueChange(Aspect.BODY, f"body edited ({size})", "body")


def _labels(before: Issue, after: Issue) -> Iterator[IssueChange]:
    added = [label for label in after.labels if not before.has_label(label)]
    removed = [label for label in before.labels if not after.has_label(label)]
    if added:
        yield IssueChange(Aspect.LABELS, f"labelled {', '.join(added)}", "labels")
    if removed:
        yield IssueChange(Aspect.LABELS, f"no longer labelled {', '.join(removed)}", "labels")


def _comments(before: SampledIssue, after: SampledIssue) -> Iterator[IssueChange]:
    if before.conversation in (None, after.conversation) or after.conversation is None:
        more = after.issue.comment_count - before.issue.comment_count
        if more:
            words = f"{_count(more, 'new comment')}" if more > 0 else f"{-more} comments fewer"
            yield IssueChange(Aspect.COMMENTS, words, f"{more:+} {_noun(more, 'comment')}")
        return
    old, new = _by_id(before.conversation), _by_id(after.conversation)
    added = [new[identity] for identity in new if identity not in old]
    edited = len(edited_comments(before, after))
    if added:
        words = f"{_count(len(added), 'new comment')}{_bots(added)}"
        yield IssueChange(Aspect.COMMENTS, words, f"+{_count(len(added), 'comment')}")
    if edited:
        words = f"{_count(edited, 'comment')} edited"
        yield IssueChange(Aspect.COMMENTS, words, words)
    if gone := len(old.keys() - new.keys()):
        words = f"{_count(gone, 'comment')} deleted"
        yield IssueChange(Aspect.COMMENTS, words, f"-{_count(gone, 'comment')}")


def _bots(comments: Sequence[Comment]) -> str:
    bots = sum(comment.is_bot for comment in comments)
    if not bots:
        return ""
    return " by bots" if bots == len(comments) else f" ({bots} by bots)"


def _count(count: int, noun: str) -> str:
    return f"{count} {_noun(count, noun)}"


def _noun(count: int, noun: str) -> str:
    return noun if abs(count) == 1 else f"{noun}s"


def _lines(count: int) -> str:
    return _count(count, "line")
