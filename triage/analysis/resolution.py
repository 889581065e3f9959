"""How an issue went: facts from its conversation, for the header above the evidence.

Only what GitHub states is a fact here. A pull request counts as what closed the issue when the
closing itself names it; one that was merely mentioned and merged before is a hint, and kept apart.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from triage.domain.issue import (
    STALE_LABEL,
    Comment,
    Conversation,
    Event,
    Issue,
    Reference,
    SampledIssue,
)


class Closing(Struct, frozen=True, kw_only=True):
    """The last closing of an issue that is closed."""

    at: datetime | None
    """None when GitHub does not say."""
    actor: str | None = None
    """Login name; None when GitHub does not say."""
    by_bot: bool = False
    reason: str | None = None
    """completed, not_planned, duplicate, …, or None."""
    pull_request: Reference | None = None
    """The pull request that the closing names."""
    commit: str | None = None
    merged_before: tuple[Reference, ...] = ()
    """Merged pull requests that mentioned the issue before the closing: hints, not facts."""


class Resolution(Struct, frozen=True, kw_only=True):
    """How one issue went."""

    age: timedelta
    """From creation to the moment of looking."""
    time_to_close: timedelta | None = None
    """From creation to the last closing; None while open, or when the dates do not allow it."""
    closing: Closing | None = None
    """None while open."""
    reopened: int = 0
    """How often it was reopened."""
    stale_since: datetime | None = None
    """When it got the stale label that it still has."""
    duplicate_of: Reference | None = None
    """The issue that it was marked a duplicate of."""
    last_activity: datetime
    """The latest creation, comment, event, closing or update, by anybody."""
    last_by_people: datetime | None = None
    """The latest of people; None when the conversation was not fetched."""
    comments_by_people: int | None = None
    """None when the conversation was not fetched; so are the next three."""
    comments_by_bots: int | None = None
    hidden_comments: int | None = None
    commenters: int | None = None
    """People other than the author who commented."""


def resolution(sampled: SampledIssue, as_of: datetime) -> Resolution:
    """How an issue went, as far as was fetched.

    Args:
        sampled: the issue, with its conversation where there is one.
        as_of: the moment of looking, from which the age counts.
    """
    issue = sampled.issue
    conversation = sampled.conversation or Conversation(fetched_at=as_of)
    events, comments = conversation.events, conversation.comments
    people = [comment for comment in comments if not comment.is_bot]
    is_fetched = sampled.conversation is not None
    authors = {comment.author for comment in people} - {issue.author, None}
    return Resolution(
        age=as_of - issue.created_at,
        time_to_close=None if issue.is_open else issue.time_to_close,
        closing=None if issue.is_open else _closing(issue, events),
        reopened=sum(event.kind == "reopened" for event in events),
        stale_since=_stale_since(issue, events),
        duplicate_of=_duplicate_of(events),
        last_activity=_latest(issue, comments, events, with_bots=True)
        if is_fetched
        else _latest_stated(issue),
        last_by_people=_latest(issue, comments, events, with_bots=False) if is_fetched else None,
        comments_by_people=len(people) if is_fetched else None,
        comments_by_bots=len(comments) - len(people) if is_fetched else None,
        hidden_comments=sum(c.hidden is not None for c in comments) if is_fetched else None,
        commenters=len(authors) if is_fetched else None,
    )


def closing_in_words(closing: Closing) -> str:
    """The closing as a clause: `closed as not planned by a bot, github-actions[bot]`.

    A date that is not known is said; one that is, is for the caller to say.
    """
    words = "closed"
    if closing.reason:
        words += f" as {closing.reason.replace('_', ' ')}"
    if closing.actor:
        words += f" by a bot, {closing.actor}" if closing.by_bot else f" by {closing.actor}"
    if closing.pull_request:
        words += f", with {_pull_request(closing.pull_request)}"
    elif closing.commit:
        words += f", with commit {closing.commit[:10]}"
    if closing.at is None:
        words += ", date unknown"
    if closing.merged_before:
        hints = ", ".join(f"#{each.number}" for each in closing.merged_before)
        words += f"; merged before and mentioning it: {hints}"
    return words


def _closing(issue: Issue, events: Sequence[Event]) -> Closing:
    closings = [event for event in events if event.kind == "closed"]
    last = closings[-1] if closings else None
    at = issue.closed_at or (last.created_at if last else None)
    if last is None:
        actor = issue.closed_by
        return Closing(
            at=at,
            actor=actor,
            by_bot=(actor or "").endswith("[bot]"),
            reason=issue.state_reason,
            merged_before=_merged_before(events, at, None),
        )
    named = last.reference if last.reference and last.reference.is_pull_request else None
    return Closing(
        at=at,
        actor=last.actor or issue.closed_by,
        by_bot=last.is_bot,
        reason=issue.state_reason or last.reason,
        pull_request=named,
        commit=last.commit,
        merged_before=_merged_before(events, at, named),
    )


def _merged_before(
    events: Iterable[Event], at: datetime | None, named: Reference | None
) -> tuple[Reference, ...]:
    if at is None:
        return ()
    found = {
        (event.reference.repository, event.reference.number): event.reference
        for event in events
        if event.reference
        and event.kind in ("cross-referenced", "connected")
        and event.reference.is_pull_request
        and event.reference.merged
        and event.created_at <= at
    }
    if named:
        found.pop((named.repository, named.number), None)
    return tuple(found.values())


def _stale_since(issue: Issue, events: Iterable[Event]) -> datetime | None:
    if not issue.is_stale:
        return None
    labelled = (
        event.created_at
        for event in events
        if event.kind == "labeled" and (event.label or "").casefold() == STALE_LABEL
    )
    return max(labelled, default=None)


def _duplicate_of(events: Sequence[Event]) -> Reference | None:
    marked: Reference | None = None
    for event in events:
        if event.kind == "marked_as_duplicate":
            marked = event.reference
        elif event.kind == "unmarked_as_duplicate":
            marked = None
    return marked


def _latest(
    issue: Issue, comments: Iterable[Comment], events: Iterable[Event], *, with_bots: bool
) -> datetime:
    moments = [issue.created_at]
    moments += [entry.created_at for entry in comments if with_bots or not entry.is_bot]
    moments += [entry.created_at for entry in events if with_bots or not entry.is_bot]
    closed_by_bot = (issue.closed_by or "").endswith("[bot]")
    if issue.closed_at and (with_bots or (issue.closed_by and not closed_by_bot)):
        moments.append(issue.closed_at)
    return max(moments)


def _latest_stated(issue: Issue) -> datetime:
    """The latest moment that the issue itself names, whoever it was."""
    return max(filter(None, (issue.created_at, issue.closed_at, issue.updated_at)))


def _pull_request(reference: Reference) -> str:
    state = ", merged" if reference.merged else ""
    return f"pull request #{reference.number} {reference.title}".strip() + state
