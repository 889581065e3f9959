"""What became different about an issue since somebody read it.

Two copies of the same issue are compared, the one that was read and the one that GitHub shows
now. Nothing here decides whether a coding still holds; it says what a rater should look at again.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum

from msgspec import Struct

from triage.domain.issue import Comment, Issue, SampledIssue

CONTEXT = 3
"""Unchanged lines that a diff shows around changed ones."""


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


def _standing(before: str, after: str) -> Iterator[IssueChange]:
    if before != after:
        words = "back in the list" if after == "present" else f"now {after}"
        yield IssueChange(Aspect.STANDING, words)


def _state(before: Issue, after: Issue) -> Iterator[IssueChange]:
    reason = f" as {after.state_reason.replace('_', ' ')}" if after.state_reason else ""
    if before.is_open and not after.is_open:
        yield IssueChange(Aspect.STATE, f"closed{reason}")
    elif after.is_open and not before.is_open:
        yield IssueChange(Aspect.STATE, "reopened")
    elif before.closed_at != after.closed_at:
        yield IssueChange(Aspect.STATE, f"reopened and closed again{reason}")
    elif not after.is_open and before.state_reason != after.state_reason:
        yield IssueChange(Aspect.STATE, f"now closed{reason or ' without a reason'}")


def _title(before: str, after: str) -> Iterator[IssueChange]:
    if before != after:
        yield IssueChange(Aspect.TITLE, f"title changed from “{before}” to “{after}”")


def _body(before: str, after: str) -> Iterator[IssueChange]:
    if before == after:
        return
    diff = body_diff(before, after, context=0)
    added = sum(line.mark is Mark.ADDED for line in diff)
    removed = sum(line.mark is Mark.REMOVED for line in diff)
    size = f"{_lines(added)} added, {removed} removed" if diff else "line ends only"
    yield IssueChange(Aspect.BODY, f"body edited ({size})")


def _labels(before: Issue, after: Issue) -> Iterator[IssueChange]:
    added = [label for label in after.labels if not before.has_label(label)]
    removed = [label for label in before.labels if not after.has_label(label)]
    if added:
        yield IssueChange(Aspect.LABELS, f"labelled {', '.join(added)}")
    if removed:
        yield IssueChange(Aspect.LABELS, f"no longer labelled {', '.join(removed)}")


def _comments(before: SampledIssue, after: SampledIssue) -> Iterator[IssueChange]:
    if before.conversation is None or after.conversation is None:
        more = after.issue.comment_count - before.issue.comment_count
        if more:
            words = f"{_count(more, 'new comment')}" if more > 0 else f"{-more} comments fewer"
            yield IssueChange(Aspect.COMMENTS, words)
        return
    old = {comment.id: comment for comment in before.conversation.comments}
    new = {comment.id: comment for comment in after.conversation.comments}
    added = [comment for identity, comment in new.items() if identity not in old]
    edited = sum(identity in old and old[identity].body != new[identity].body for identity in new)
    if added:
        yield IssueChange(Aspect.COMMENTS, f"{_count(len(added), 'new comment')}{_bots(added)}")
    if edited:
        yield IssueChange(Aspect.COMMENTS, f"{_count(edited, 'comment')} edited")
    if gone := len(old.keys() - new.keys()):
        yield IssueChange(Aspect.COMMENTS, f"{_count(gone, 'comment')} deleted")


def _bots(comments: Sequence[Comment]) -> str:
    bots = sum(comment.is_bot for comment in comments)
    if not bots:
        return ""
    return " by bots" if bots == len(comments) else f" ({bots} by bots)"


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")


def _lines(count: int) -> str:
    return _count(count, "line")
