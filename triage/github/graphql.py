"""Asking by GraphQL: many conversations in one request, and how many issues there are.

GraphQL fails in its own ways: it answers 200 to everything, gives part of what was asked for, and
gives up on a question that takes it too long. A fault here is told, not waited out, because the
remedy is to ask for less; an interface that does not understand the question is left for REST.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

import msgspec
from msgspec import Struct

from triage.domain.errors import GitHubError
from triage.domain.issue import Comment, Event
from triage.github.address import shown
from triage.github.answers import (
    Answer,
    LimitError,
    RefusalError,
    decoded,
    require_status,
    unreadable,
)
from triage.github.client import Client, Request
from triage.github.graphql_json import Thread, entries_of
from triage.github.limits import MAX_FAULTS, speaks_of_limit
from triage.github.queries import COUNT, conversations_query
from triage.github.repository import PAGE, Repository

T = TypeVar("T")
Variable = str | int | list[str] | None

_LIMITS = ("RATE_LIMITED", "RATE_LIMIT")
_NO_USE = ("NOT_FOUND", "FORBIDDEN", "INSUFFICIENT_SCOPES")
"""Errors about the repository as a whole that asking for less does not mend."""

_OK = frozenset({200})
_NOT_THERE = frozenset({404, 405, 501})
_BAD_TOKEN = 401


class GraphQLUnusableError(GitHubError):
    """This interface does not answer such questions; REST does."""


class Fate(StrEnum):
    """What became of one issue in an answer."""

    READ = "read"
    GONE = "gone"
    """Not in this repository any more; REST says what became of it."""
    FAILED = "failed"
    """GitHub gave up on it; ask again for less."""


class Wanted(Struct, frozen=True):
    """An issue whose timeline is asked for, from a cursor on."""

    number: int
    after: str | None = None


class Piece(Struct, frozen=True, kw_only=True):
    """A page of one issue's timeline."""

    number: int
    fate: Fate = Fate.READ
    entries: tuple[Comment | Event, ...] = ()
    after: str | None = None
    """Cursor of the next page; None when this was the last."""
    state_reason: str | None = None


class _Error(Struct):
    message: str | None = None
    type: str | None = None
    path: list[str | int] | None = None
    extensions: dict[str, msgspec.Raw] | None = None


class _Envelope(Struct):
    data: dict[str, msgspec.Raw] | None = None
    errors: list[_Error] | None = None


class _Total(Struct, rename="camel"):
    total_count: int


class _Count(Struct):
    issues: _Total


_ENVELOPE = msgspec.json.Decoder(_Envelope)
_THREADS = msgspec.json.Decoder(dict[str, Thread | None])
_COUNT = msgspec.json.Decoder(_Count)


def ask_conversations(
    client: Client, repository: Repository, wanted: Sequence[Wanted]
) -> list[Piece]:
    """A page of each timeline, in the order asked for.

    Raises:
        FaultError: GitHub gave up; ask for fewer at once.
        GraphQLUnusableError: it does not understand the question.
        GitHubError: it does not want to be asked.
    """
    variables: dict[str, Variable] = {"entries": PAGE}
    for place, each in enumerate(wanted):
        variables |= {f"n{place}": each.number, f"a{place}": each.after}

    def read(answer: Answer) -> list[Piece]:
        content, errors = _content(answer)
        threads = decoded(answer, _THREADS, content)
        not_found = {
            error.path[1]
            for error in errors
            if error.type == "NOT_FOUND" and error.path and len(error.path) == 2
        }
        return [
            _piece(each, threads.get(f"i{place}"), repository, is_gone=f"i{place}" in not_found)
            for place, each in enumerate(wanted)
        ]

    return _ask(client, repository, conversations_query(len(wanted)), variables, read)


def count_issues(client: Client, repository: Repository, label: str | None) -> int:
    """How many issues the repository has, or how many with a label.

    Raises:
        GraphQLUnusableError: the interface does not answer such questions.
        GitHubError: it does not want to be asked.
    """

    def read(answer: Answer) -> int:
        content, _ = _content(answer)
        return decoded(answer, _COUNT, content).issues.total_count

    variables = {"labels": [label] if label else None}
    return _ask(client, repository, COUNT, variables, read, max_faults=MAX_FAULTS)


def _ask(
    client: Client,
    repository: Repository,
    query: str,
    variables: Mapping[str, Variable],
    read: Callable[[Answer], T],
    max_faults: int = 1,
) -> T:
    owner, _, name = repository.name_now.partition("/")
    question = {"query": query, "variables": {"owner": owner, "name": name, **variables}}
    request = Request(
        client.address.graphql,
        {"Content-Type": "application/json"},
        msgspec.json.encode(question),
    )
    return client.ask(request, read, max_faults)


def _content(answer: Answer) -> tuple[bytes, list[_Error]]:
    """What the answer says about the repository, and what it could not say."""
    if answer.status in _NOT_THERE:
        raise GraphQLUnusableError(f"GitHub has no GraphQL at {shown(answer.address)}")
    _require_answer(answer)
    envelope = decoded(answer, _ENVELOPE)
    errors = envelope.errors or []
    content = bytes((envelope.data or {}).get("repository") or b"null")
    is_empty = content == b"null"
    if any(_is_limit(error, is_empty=is_empty) for error in errors):
        raise LimitError(answer)
    if is_empty:
        raise _failure(answer, errors)
    return content, errors


def _require_answer(answer: Answer) -> None:
    """Let an answer pass; one that refuses the question, and not the token, is left for REST."""
    try:
        require_status(answer, _OK)
    except RefusalError as refusal:
        if refusal.status == _BAD_TOKEN:
            raise
        raise GraphQLUnusableError(str(refusal)) from refusal


def _is_limit(error: _Error, *, is_empty: bool) -> bool:
    """Whether an error says "too many"; the secondary limit says so in words only."""
    return error.type in _LIMITS or (is_empty and speaks_of_limit(error.message or ""))


def _failure(answer: Answer, errors: Sequence[_Error]) -> GitHubError:
    message = (errors[0].message or "") if errors else "neither data nor errors"
    for error in errors:
        is_invalid = error.type is None and "code" in (error.extensions or {})
        if is_invalid or error.type in _NO_USE:
            return GraphQLUnusableError(f"GitHub's GraphQL says: {shown(error.message or '')}")
    return unreadable(answer, message)


def _piece(
    wanted: Wanted, thread: Thread | None, repository: Repository, *, is_gone: bool
) -> Piece:
    number = wanted.number
    if thread is None or thread.timeline_items is None:
        return Piece(number=number, fate=Fate.GONE if is_gone else Fate.FAILED)
    if thread.number != number or not repository.has_name(
        thread.repository.name_with_owner, thread.repository.database_id
    ):
        return Piece(number=number, fate=Fate.GONE)
    page = thread.timeline_items.page_info
    return Piece(
        number=number,
        entries=tuple(entries_of(thread)),
        after=page.end_cursor if page.has_next_page else None,
        state_reason=thread.state_reason,
    )
