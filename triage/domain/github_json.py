"""GitHub's REST objects, decoded into domain values.

GitHub adds fields and enum values at any time and leaves fields out in others; only what an
issue cannot be without (number, title, creation time) is required. Everything else may be absent
or null, but not of another type: a label that cannot be read would silently leave the population.
"""

import json
import math
import re
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta, Struct

from triage.domain.errors import InputError
from triage.domain.issue import Comment, Event, Issue, Reference

_PLACE = re.compile(r" - at `\$\.?(.*)`\Z")
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
_REPOSITORY = re.compile(r"/repos/([^/]+/[^/]+)(?:/|$)|github\.com/([^/]+/[^/]+)/(?:issues|pull)/")

_Object = TypeVar("_Object")
_Number = Annotated[int, Meta(ge=1, le=2**31 - 1)]
_Count = Annotated[int, Meta(ge=0, le=2**31 - 1)]


class _User(Struct):
    login: str | None = None
    type: str | None = None

    @property
    def is_bot(self) -> bool:
        return self.type == "Bot" or (self.login or "").endswith("[bot]")


class _Named(Struct):
    name: str | None = None
    title: str | None = None


class _Reactions(Struct):
    total_count: _Count | None = None


class _Row(Struct):
    number: _Number
    title: str
    created_at: datetime
    body: str | None = None
    state: str | None = None
    state_reason: str | None = None
    labels: list[str | _Named | None] | None = None
    user: _User | None = None
    author_association: str | None = None
    updated_at: datetime | None = None
    closed_at: datetime | None = None
    closed_by: _User | None = None
    comments: _Count | None = None
    reactions: _Reactions | None = None
    locked: bool | None = None
    milestone: _Named | None = None
    assignees: list[_User] | None = None
    html_url: str | None = None
    repository_url: str | None = None
    url: str | None = None
    pull_request: dict[str, Any] | None = None


class _CommentRow(Struct):
    created_at: datetime
    id: int | None = None
    node_id: str | None = None
    body: str | None = None
    user: _User | None = None
    author_association: str | None = None
    updated_at: datetime | None = None
    html_url: str | None = None
    issue_url: str | None = None


class _SourceIssue(Struct):
    number: int | None = None
    title: str | None = None
    state: str | None = None
    repository_url: str | None = None
    html_url: str | None = None
    pull_request: dict[str, Any] | None = None


class _Source(Struct):
    issue: _SourceIssue | None = None


class _Rename(Struct, rename={"before": "from", "after": "to"}):
    before: str | None = None
    after: str | None = None


class _EventRow(Struct):
    event: str
    created_at: datetime | None = None
    id: int | None = None
    node_id: str | None = None
    actor: _User | None = None
    label: _Named | None = None
    rename: _Rename | None = None
    state_reason: str | None = None
    commit_id: str | None = None
    source: _Source | None = None


def decode_issue(row: bytes | str, repository: str | None = None) -> Issue | None:
    """One REST issue object; None when it is a pull request, by its field or its page.

    Args:
        row: the JSON text of one object.
        repository: `owner/name` to use when the object does not name its own.

    Raises:
        InputError: it is not such an object, with the reason.
    """
    decoded = _decoded(_ROW, row, "an issue as GitHub's REST interface gives it")
    if decoded.pull_request is not None or "/pull/" in (decoded.html_url or ""):
        return None
    home = repository_in(decoded.repository_url, decoded.html_url, decoded.url) or repository
    if home is None:
        raise InputError("the row does not say which repository it belongs to")
    return _issue(decoded, home)


def decode_comment(row: bytes | str) -> Comment:
    """One REST comment object.

    Raises:
        InputError: it is not such an object, with the reason.
    """
    decoded = _decoded(_COMMENT, row, "a comment as GitHub's REST interface gives it")
    author = _login(decoded.user)
    identity = decoded.id or decoded.node_id or f"{author}@{decoded.created_at.isoformat()}"
    return Comment(
        id=str(identity),
        created_at=_utc(decoded.created_at),
        body=decoded.body or "",
        author=author,
        author_association=decoded.author_association or "NONE",
        is_bot=bool(decoded.user and decoded.user.is_bot),
        updated_at=_utc_or_none(decoded.updated_at),
        web_url=decoded.html_url or "",
    )


def decode_event(row: bytes | str) -> Event | None:
    """One REST timeline object; None for comments and entries without a time.

    Raises:
        InputError: it is not such an object, with the reason.
    """
    decoded = _decoded(_EVENT, row, "a timeline entry as GitHub gives it")
    if decoded.event == "commented" or decoded.created_at is None:
        return None
    at = _utc(decoded.created_at)
    reference = _reference(decoded.source)
    identity = decoded.node_id or decoded.id or event_id(decoded.event, at, reference)
    return Event(
        id=str(identity),
        kind=decoded.event,
        created_at=at,
        actor=_login(decoded.actor),
        is_bot=bool(decoded.actor and decoded.actor.is_bot),
        label=decoded.label.name if decoded.label else None,
        reason=decoded.state_reason,
        before=decoded.rename.before if decoded.rename else None,
        after=decoded.rename.after if decoded.rename else None,
        commit=decoded.commit_id,
        reference=reference,
    )


def event_id(kind: str, at: datetime, reference: Reference | None) -> str:
    """The id of a timeline entry to which GitHub's REST interface gives none.

    Cross-references have none, and a list of issues in one comment makes several in one second;
    so what they point to belongs to the id.
    """
    target = f"@{reference.repository}#{reference.number}" if reference else ""
    return f"{kind}@{at.isoformat()}{target}"


def repository_in(*addresses: str | None) -> str | None:
    """`owner/name` from the first address that names a repository."""
    for address in addresses:
        if address and (match := _REPOSITORY.search(address)):
            return match[1] or match[2]
    return None


def _decoded(decoder: msgspec.json.Decoder[_Object], row: bytes | str, what: str) -> _Object:
    try:
        return decoder.decode(row)
    except (msgspec.MsgspecError, RecursionError) as error:
        if (mended := _as_python_writes(row)) is not None:
            return _decoded(decoder, mended, what)
        raise InputError(f"not {what}: {_reason(str(error))}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8 text: {error.reason} at byte {error.start}") from error


def _as_python_writes(row: bytes | str) -> bytes | None:
    """What a row says that is JSON only to Python, in plain JSON; None when it is no other text.

    Scripts write NaN where a table had a gap, 3.0 for a count beside a gap, and half a character
    where they cut a text.
    """
    try:
        mended = json.dumps(_plain(json.loads(row))).encode()
    except (ValueError, RecursionError):
        return None
    return None if mended == row else mended


def _plain(value: object) -> object:
    match value:
        case str():
            return value.translate(_SURROGATES)
        case float() if not math.isfinite(value):
            return None
        case float() if value.is_integer():
            return int(value)
        case list():
            return [_plain(each) for each in value]
        case dict():
            return {_plain(name): _plain(each) for name, each in value.items()}
        case _:
            return value


def _reason(message: str) -> str:
    """The decoder's words, with the place in front as people write it."""
    place = _PLACE.search(message)
    return f"{place[1]}: {message[: place.start()]}" if place and place[1] else message


def _issue(row: _Row, repository: str) -> Issue:
    labels = (label.name if isinstance(label, _Named) else label for label in row.labels or ())
    return Issue(
        repository=repository,
        number=row.number,
        title=row.title,
        created_at=_utc(row.created_at),
        body=row.body or "",
        state=(row.state or ("closed" if row.closed_at else "open")).lower(),
        state_reason=row.state_reason,
        labels=tuple(label for label in labels if label),
        author=_login(row.user),
        author_association=row.author_association or "NONE",
        updated_at=_utc_or_none(row.updated_at),
        closed_at=_utc_or_none(row.closed_at),
        closed_by=_login(row.closed_by),
        comment_count=row.comments or 0,
        reactions=(row.reactions.total_count or 0) if row.reactions else 0,
        locked=bool(row.locked),
        milestone=row.milestone.title if row.milestone else None,
        assignees=tuple(user.login for user in row.assignees or () if user.login),
        web_url=row.html_url or "",
    )


def _reference(source: _Source | None) -> Reference | None:
    found = source.issue if source else None
    if found is None or found.number is None:
        return None
    return Reference(
        repository=repository_in(found.repository_url, found.html_url) or "",
        number=found.number,
        title=found.title or "",
        is_pull_request=found.pull_request is not None,
        merged=bool(found.pull_request and found.pull_request.get("merged_at")),
        state=found.state or "",
    )


def _login(user: _User | None) -> str | None:
    return user.login if user else None


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise InputError(f"no such time: {moment.isoformat()}") from error


def _utc_or_none(moment: datetime | None) -> datetime | None:
    return _utc(moment) if moment else None


_ROW = msgspec.json.Decoder(_Row)
_COMMENT = msgspec.json.Decoder(_CommentRow)
_EVENT = msgspec.json.Decoder(_EventRow)
