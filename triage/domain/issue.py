"""Issues, comments and timeline events, as GitHub stated them at a known time.

The values are immutable and keep GitHub's words: a state or reason that GitHub invents
tomorrow is carried along, not refused. Texts stay exactly as fetched, because their digests are
what quotes and codings refer to; making them fit for a screen is the screen's business.
"""

from datetime import datetime, timedelta
from hashlib import sha256

from msgspec import Struct

STALE_LABEL = "stale"
"""The label that bots put on threads without activity: a fact of an issue, never an outcome."""


class Issue(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """One issue of a repository; a pull request is never one."""

    repository: str
    """`owner/name`."""
    number: int
    title: str
    created_at: datetime
    body: str = ""
    state: str = "open"
    state_reason: str | None = None
    """GitHub's reason for the state: completed, not_planned, duplicate, reopened, or None."""
    labels: tuple[str, ...] = ()
    author: str | None = None
    """Login name; None when the account is unknown or gone."""
    author_association: str = "NONE"
    updated_at: datetime | None = None
    closed_at: datetime | None = None
    closed_by: str | None = None
    comment_count: int = 0
    reactions: int = 0
    """Reactions of every kind to the opening post."""
    locked: bool = False
    milestone: str | None = None
    assignees: tuple[str, ...] = ()
    web_url: str = ""
    """The page on GitHub, as GitHub gave it; read `url`, which is never empty."""

    @property
    def key(self) -> str:
        """`owner/name#number`: what codings and samples call the issue."""
        return issue_key(self.repository, self.number)

    @property
    def url(self) -> str:
        """The issue's page on GitHub."""
        return self.web_url or f"https://github.com/{self.repository}/issues/{self.number}"

    @property
    def is_open(self) -> bool:
        """Whether GitHub says open."""
        return self.state == "open"

    @property
    def is_stale(self) -> bool:
        """Whether the issue carries the stale label."""
        return self.has_label(STALE_LABEL)

    @property
    def body_digest(self) -> str:
        """Digest of the body as read; a coding keeps it."""
        return text_digest(self.body)

    @property
    def time_to_close(self) -> timedelta | None:
        """From creation to the last closing; None while open, or when it is dated before that."""
        if self.closed_at is None or self.closed_at < self.created_at:
            return None
        return self.closed_at - self.created_at

    def has_label(self, name: str) -> bool:
        """Whether the issue carries the label; GitHub compares names without case."""
        return name.casefold() in (label.casefold() for label in self.labels)


class Comment(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """One comment of a conversation."""

    id: str
    """GitHub's id, or author and time where a source has none; unique within the issue."""
    created_at: datetime
    body: str = ""
    author: str | None = None
    author_association: str = "NONE"
    is_bot: bool = False
    updated_at: datetime | None = None
    hidden: str | None = None
    """Why GitHub hides it (spam, outdated, off-topic, …), or None."""
    web_url: str = ""


class Reference(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """Another issue or pull request that an event points to."""

    repository: str
    number: int
    title: str = ""
    is_pull_request: bool = False
    merged: bool = False
    state: str = ""


class Event(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """One entry of an issue's timeline that is not a comment."""

    id: str
    kind: str
    """GitHub's word: closed, reopened, labeled, cross-referenced, renamed, …"""
    created_at: datetime
    actor: str | None = None
    is_bot: bool = False
    label: str | None = None
    reason: str | None = None
    """`state_reason` of a closing or reopening."""
    before: str | None = None
    """Old title of a rename."""
    after: str | None = None
    """New title of a rename."""
    commit: str | None = None
    reference: Reference | None = None
    """What closed it, mentioned it, or is its duplicate."""


class Conversation(Struct, frozen=True, gc=False, kw_only=True):
    """What was said and done under an issue, as fetched at a known time."""

    fetched_at: datetime
    comments: tuple[Comment, ...] = ()
    events: tuple[Event, ...] = ()


class SampledIssue(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """An issue as the raters of a sample read it; it changes only by a recorded refresh."""

    issue: Issue
    conversation: Conversation | None = None
    """None until comments and timeline have been fetched."""
    gist: str = ""
    """Somebody else's summary that stands in for a body that cannot be shipped."""
    standing: str = "present"
    """present, unlabelled, deleted, transferred or private: what became of it since the draw."""

    @property
    def words(self) -> str:
        """The body, or the gist that stands in for it."""
        return self.issue.body or self.gist


def issue_key(repository: str, number: int) -> str:
    """`owner/name#number`."""
    return f"{repository}#{number}"


def number_of(key: str) -> int:
    """The number in `owner/name#number`."""
    return int(key.rpartition("#")[2])


def text_digest(text: str) -> str:
    """First 16 hex digits of the SHA-256 of a text; lone surrogates count as they are."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
