"""Passes over the issues list: which one comes next, and how an unfinished one goes on.

A pass is *full* (every issue of the population) or a *refresh* (what was updated since the
watermark). The watermark is the earlier of two moments: when the last pass began, by GitHub's
clock, and the latest update that it saw. Whatever changes after that has a later update, so
asking from there on, with an overlap, misses nothing; what comes twice is recognised.
"""

from datetime import UTC, datetime, timedelta
from enum import StrEnum

import msgspec
from msgspec import Struct, structs

OVERLAP = timedelta(minutes=10)
"""How far a refresh reaches back behind the watermark."""

FULL_AFTER = timedelta(days=30)
"""Age of the last full pass at which the next one over a label is full again."""

_BEFORE_GITHUB = datetime(2008, 1, 1, tzinfo=UTC)
"""GitHub answers `since=1970-01-01` with nothing; before it was founded, no `since` is needed."""


class Kind(StrEnum):
    """What a pass reads."""

    FULL = "full"
    REFRESH = "refresh"


class Pass(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A pass that has begun, and how far it is."""

    kind: Kind
    root: str
    """The interface that its addresses belong to."""
    begun_at: datetime
    """By this machine's clock: an issue fetched before was not seen in this pass."""
    since: datetime | None = None
    """Only what was updated then or later."""
    is_on_request: bool = False
    """Whether the user named `since`."""
    server_began_at: datetime | None = None
    newest: datetime | None = None
    """Latest update of any row so far."""
    next: str | None = None
    """Address of the next page; None before the first."""
    is_listed: bool = False
    """Whether the last page is saved."""
    pages: int = 0
    issues: int = 0
    pull_requests: int = 0


class Past(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What finished passes leave behind."""

    watermark: datetime
    full_at: datetime
    """When the last full pass began, by this machine's clock."""
    pull_requests: int = 0
    """Pull requests that the last full pass left out."""
    difference: int = 0
    """Issues that GitHub counted beyond those it listed, after the last full pass."""
    quiet_address: str = ""
    """First page of the last refresh, when it was the only one."""
    quiet_etag: str = ""


class Ledger(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything that a fetch remembers about one population."""

    unfinished: Pass | None = None
    past: Past | None = None


_LEDGER = msgspec.json.Decoder(Ledger)


def origin_key(repository: str) -> str:
    """The key under which the interface is kept that a repository was fetched from last."""
    return f"fetched from {repository.casefold()}"


def ledger_key(repository: str, label: str | None) -> str:
    """The key under which a population's ledger is kept."""
    return f"fetch {repository.casefold()} {(label or '').casefold()}"


def write_ledger(ledger: Ledger) -> str:
    """The ledger as the note that is saved with a page."""
    return msgspec.json.encode(ledger).decode()


def read_ledger(note: str | None) -> Ledger:
    """The ledger of a note; an empty one when there is none, or none that can be read."""
    if note is None:
        return Ledger()
    try:
        return _LEDGER.decode(note)
    except msgspec.MsgspecError:
        return Ledger()


def next_pass(
    ledger: Ledger,
    *,
    root: str,
    now: datetime,
    full: bool,
    since: datetime | None,
    has_label: bool,
) -> Pass:
    """The pass to make now: the unfinished one, when it is what is asked for, or a new one.

    Args:
        ledger: what is remembered.
        root: the interface that is asked now; an unfinished pass of another one is dropped.
        now: this machine's time.
        full: whether the user asked for everything.
        since: the moment that the user asked to read from.
        has_label: whether the population is made of a label. An issue that lost it long ago is
            found by a full pass more cheaply than among everything updated since.
    """
    if since is not None and since < _BEFORE_GITHUB:
        full, since = True, None
    unfinished = ledger.unfinished
    if unfinished and unfinished.root == root and _fits(unfinished, full=full, since=since):
        return unfinished
    begun = Pass(kind=Kind.FULL, root=root, begun_at=now)
    if full:
        return begun
    if since is not None:
        return structs.replace(begun, kind=Kind.REFRESH, since=since, is_on_request=True)
    past = ledger.past
    if past is None or (has_label and now - past.full_at > FULL_AFTER):
        return begun
    return structs.replace(begun, kind=Kind.REFRESH, since=past.watermark - OVERLAP)


def finished(ledger: Ledger, done: Pass) -> Ledger:
    """The ledger after a pass is finished.

    The watermark moves only if the pass leaves no gap before it: one that a user began later
    than the watermark says nothing about what lies between.
    """
    past = ledger.past
    if done.is_on_request and (past is None or (done.since and done.since > past.watermark)):
        return structs.replace(ledger, unfinished=None)
    seen = [done.newest, past.watermark if past and done.kind is Kind.REFRESH else None]
    began = done.server_began_at or done.begun_at
    watermark = min(began, max((moment for moment in seen if moment), default=began))
    if past is None or done.kind is Kind.FULL:
        full = Past(watermark=watermark, full_at=done.begun_at, pull_requests=done.pull_requests)
        return Ledger(past=full)
    return Ledger(past=structs.replace(past, watermark=watermark))


def _fits(unfinished: Pass, *, full: bool, since: datetime | None) -> bool:
    if full:
        return unfinished.kind is Kind.FULL
    if since is not None:
        return unfinished.since == since
    return not unfinished.is_on_request
