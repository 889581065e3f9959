"""Comments and timeline of one issue by REST: the timeline alone, because comments stand in it.

So an issue of up to a hundred entries costs one request. REST does not say which comments are
hidden, nor which pull request closed an issue; GraphQL does.
"""

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from triage.domain.errors import InputError
from triage.domain.github_json import decode_comment, decode_event
from triage.domain.issue import Comment, Conversation, Event
from triage.github.address import shown
from triage.github.answers import Answer, FaultError, decoded, unreadable
from triage.github.client import Client
from triage.github.links import next_page
from triage.github.repository import PAGE, Repository
from triage.github.unicode import with_whole_characters

Entry = Comment | Event

MOST_PAGES = 500
"""Pages of one timeline, 50,000 entries: GitHub allows 2,500 comments, and more has no end."""

_ROWS = msgspec.json.Decoder(list[msgspec.Raw])
_ELSEWHERE = frozenset({301, 302, 307, 308, 404, 410, 451})


class _Kind(Struct):
    event: str | None = None


_KIND = msgspec.json.Decoder(_Kind)


class _Page(Struct, frozen=True):
    entries: tuple[Entry, ...]
    next: str | None
    is_elsewhere: bool = False


def fetch_conversation(client: Client, repository: Repository, number: int) -> Conversation | None:
    """What was said and done under an issue; None when it is not at its place any more.

    Raises:
        FaultError: the timeline cannot be had, or has no end.
        GitHubError: GitHub cannot be asked.
    """
    entries: list[Entry] = []
    asked: set[str] = set()
    address: str | None = f"{repository.issue_path(number)}/timeline?per_page={PAGE}"
    while address is not None:
        if address in asked or len(asked) == MOST_PAGES:
            raise FaultError(f"GitHub's pages lead in a circle at {shown(address)}")
        asked.add(address)
        page = client.get(
            address,
            lambda answer: _page(answer, client),
            expected=_ELSEWHERE | {200},
            follow=False,
        )
        if page.is_elsewhere:
            return None
        entries += page.entries
        address = page.next
    return as_conversation(entries, client)


def as_conversation(entries: Iterable[Entry], client: Client) -> Conversation:
    """Comments and events, each once, as fetched now."""
    comments: dict[str, Comment] = {}
    events: dict[str, Event] = {}
    for entry in entries:
        if isinstance(entry, Comment):
            comments.setdefault(entry.id, entry)
        else:
            events.setdefault(entry.id, entry)
    return Conversation(
        fetched_at=client.patience.clock.now(),
        comments=tuple(comments.values()),
        events=tuple(events.values()),
    )


def _page(answer: Answer, client: Client) -> _Page:
    if answer.status != 200:
        return _Page((), None, is_elsewhere=True)
    try:
        found = [_entry(bytes(row)) for row in decoded(answer, _ROWS)]
    except (InputError, msgspec.MsgspecError, RecursionError) as error:
        raise unreadable(answer, str(error)) from error
    following = next_page(answer.headers.get("link"), answer.address)
    return _Page(
        tuple(entry for entry in found if entry is not None),
        client.address.require(following) if following else None,
    )


def _entry(row: bytes) -> Entry | None:
    try:
        return _read_entry(row)
    except (InputError, UnicodeDecodeError, msgspec.MsgspecError, RecursionError):
        return _read_entry(with_whole_characters(row))


def _read_entry(row: bytes) -> Entry | None:
    is_comment = _KIND.decode(row).event == "commented"
    return decode_comment(row) if is_comment else decode_event(row)
