"""GraphQL's timeline entries, decoded into the same values as REST's.

Ids, words and logins are REST's: a quote that was bound to an entry holds whichever interface
fetched it. So a comment has its number, any other entry its node id, and a bot its `[bot]`.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from msgspec import Struct, field, structs

from triage.domain.github_json import event_id
from triage.domain.issue import Comment, Event, Reference

_KINDS = {"RenamedTitleEvent": "renamed", "CrossReferencedEvent": "cross-referenced"}
"""Words of REST that are not the type's name in small letters."""

_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


class _Who(Struct):
    login: str
    type: str = field(name="__typename", default="")

    @property
    def is_bot(self) -> bool:
        return self.type == "Bot" or self.login.endswith("[bot]")

    @property
    def rest_login(self) -> str:
        return f"{self.login.removesuffix('[bot]')}[bot]" if self.is_bot else self.login


class _Named(Struct):
    name: str


class _Commit(Struct):
    oid: str


class _Home(Struct, rename="camel"):
    name_with_owner: str
    database_id: int | None = None


class _Subject(Struct, rename="camel"):
    """An issue, a pull request or a commit; its type says which fields it has."""

    type: str = field(name="__typename", default="")
    number: int | None = None
    title: str = ""
    issue_state: str = ""
    pull_state: str = ""
    merged: bool = False
    repository: _Home | None = None
    oid: str | None = None


class Node(Struct, rename="camel"):
    """One timeline entry as GraphQL gives it."""

    type: str = field(name="__typename", default="")
    id: str = ""
    created_at: datetime | None = None
    actor: _Who | None = None
    author: _Who | None = None
    full_database_id: str | int | None = None
    body: str | None = None
    updated_at: datetime | None = None
    url: str | None = None
    author_association: str | None = None
    is_minimized: bool | None = None
    minimized_reason: str | None = None
    state_reason: str | None = None
    closer: _Subject | None = None
    label: _Named | None = None
    previous_title: str | None = None
    current_title: str | None = None
    commit: _Commit | None = None
    other: _Subject | None = None
    duplicated: _Subject | None = None


class _PageInfo(Struct, rename="camel"):
    has_next_page: bool = False
    end_cursor: str | None = None


class _Items(Struct, rename="camel"):
    page_info: _PageInfo
    nodes: list[Node | None] | None = None


class Thread(Struct, rename="camel"):
    """One issue of an answer, with a page of its timeline."""

    number: int
    repository: _Home
    timeline_items: _Items | None = None
    state_reason: str | None = None


def entries_of(thread: Thread) -> list[Comment | Event]:
    """The entries on the page, in order; unknown kinds, which have no time, are left out."""
    nodes = thread.timeline_items.nodes if thread.timeline_items else None
    return [_entry(node, node.created_at) for node in nodes or () if node and node.created_at]


def with_duplicate(
    entries: Sequence[Comment | Event], state_reason: str | None
) -> list[Comment | Event]:
    """A whole timeline, its last closing as a duplicate when the issue says so.

    An issue can be asked for the reason `duplicate`; a closing cannot, and says `not_planned`.
    """
    changed = list(entries)
    if state_reason != "DUPLICATE":
        return changed
    for place in reversed(range(len(changed))):
        entry = changed[place]
        if isinstance(entry, Event) and entry.kind == "closed":
            changed[place] = structs.replace(entry, reason="duplicate")
            break
    return changed


def _entry(node: Node, created_at: datetime) -> Comment | Event:
    at = created_at.astimezone(UTC)
    return _comment(node, at) if node.type == "IssueComment" else _event(node, at)


def _comment(node: Node, at: datetime) -> Comment:
    author = node.author
    return Comment(
        id=str(node.full_database_id or node.id),
        created_at=at,
        body=node.body or "",
        author=author.rest_login if author else None,
        author_association=node.author_association or "NONE",
        is_bot=bool(author and author.is_bot),
        updated_at=node.updated_at.astimezone(UTC) if node.updated_at else None,
        hidden=(node.minimized_reason or "hidden").lower() if node.is_minimized else None,
        web_url=node.url or "",
    )


def _event(node: Node, at: datetime) -> Event:
    kind = _KINDS.get(node.type) or _CAPITAL.sub("_", node.type.removesuffix("Event")).lower()
    reference = _reference(node.closer or node.other or node.duplicated)
    has_own_id = node.id and kind != "cross-referenced"
    commit = node.commit.oid if node.commit else node.closer.oid if node.closer else None
    return Event(
        id=node.id if has_own_id else event_id(kind, at, reference),
        kind=kind,
        created_at=at,
        actor=node.actor.rest_login if node.actor else None,
        is_bot=bool(node.actor and node.actor.is_bot),
        label=node.label.name if node.label else None,
        reason=node.state_reason.lower() if node.state_reason else None,
        before=node.previous_title,
        after=node.current_title,
        commit=commit,
        reference=reference,
    )


def _reference(subject: _Subject | None) -> Reference | None:
    if subject is None or subject.number is None:
        return None
    return Reference(
        repository=subject.repository.name_with_owner if subject.repository else "",
        number=subject.number,
        title=subject.title,
        is_pull_request=subject.type == "PullRequest",
        merged=subject.merged,
        state="closed" if subject.merged else (subject.issue_state or subject.pull_state).lower(),
    )
