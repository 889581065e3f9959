"""The issues list: one page after another, by the address that each page gives for the next.

Pull requests stand in the same list and are left out. A next page elsewhere than on the interface
is refused before the page that names it counts as read, so that a later run asks for it again.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

import msgspec
from msgspec import Struct, structs

from triage.domain.errors import GitHubError, InputError
from triage.domain.github_json import decode_issue
from triage.domain.issue import Issue
from triage.github.address import shown
from triage.github.ahead import Ahead
from triage.github.answers import Answer, decoded, unreadable
from triage.github.client import Client
from triage.github.limits import server_time
from triage.github.links import next_page
from triage.github.unicode import with_whole_characters

LARGEST_NUMBER = 2**53
"""No issue has a higher number; a store need not be able to hold one."""

_ROWS = msgspec.json.Decoder(list[msgspec.Raw])


class Page(Struct, frozen=True, kw_only=True):
    """One page of the issues list."""

    issues: tuple[Issue, ...] = ()
    pull_requests: tuple[int, ...] = ()
    """Their numbers."""
    next: str | None = None
    """Address of the next page; None on the last."""
    at: datetime
    """When GitHub gave it, by its own clock."""
    etag: str | None = None
    """With which the same page can be asked for again, free when it has not changed."""
    is_unchanged: bool = False
    """Whether GitHub said that the page is the one of the ETag given."""


def pages(client: Client, first: str, repository: str, etag: str | None = None) -> Iterator[Page]:
    """The pages of an issues list; the next is under way while one is in the caller's hands.

    Args:
        client: who asks.
        first: address of the first page, whole or below the root.
        repository: the name that issues are given, whatever the rows say.
        etag: of the first page as it was, to be told when it has not changed.

    Raises:
        GitHubError: a page cannot be had, or the pages lead in a circle.
    """
    asked = {hash(first)}
    coming: Ahead[Page] | None = Ahead(lambda: _fetch(client, first, repository, etag))
    while coming is not None:
        page = coming.answer()
        following = page.next
        is_circle = hash(following) in asked
        asked.add(hash(following))
        coming = None
        if following and not is_circle:
            coming = Ahead(partial(_fetch, client, following, repository, None))
        yield page
        if is_circle:
            raise GitHubError(
                f"GitHub's pages lead in a circle at {shown(following or '')}. What had arrived is "
                "saved: run `triage fetch --full` later."
            )


def read_issue(row: bytes, repository: str) -> Issue | int:
    """One row as an issue of a repository; its number when it is a pull request.

    Raises:
        InputError: it is neither.
    """
    try:
        issue = decode_issue(row, repository)
    except InputError:
        row = with_whole_characters(row)
        issue = decode_issue(row, repository)
    number = issue.number if issue else _NUMBER.decode(row).number
    if not 0 < number < LARGEST_NUMBER:
        raise InputError(f"{number} is not the number of an issue")
    return structs.replace(issue, repository=repository) if issue else number


class _Number(Struct):
    number: int


_NUMBER = msgspec.json.Decoder(_Number)


def _fetch(client: Client, address: str, repository: str, etag: str | None) -> Page:
    return client.get(
        address,
        lambda answer: _page(answer, repository, client),
        expected=frozenset({200, 304}) if etag else frozenset({200}),
        headers={"If-None-Match": etag} if etag else {},
    )


def _page(answer: Answer, repository: str, client: Client) -> Page:
    at = server_time(answer.headers, client.patience.clock.now())
    if answer.status == 304:
        return Page(at=at, is_unchanged=True)
    try:
        rows = [read_issue(bytes(row), repository) for row in decoded(answer, _ROWS)]
    except InputError as error:
        raise unreadable(answer, str(error)) from error
    following = next_page(answer.headers.get("link"), answer.address)
    return Page(
        issues=tuple(row for row in rows if isinstance(row, Issue)),
        pull_requests=tuple(row for row in rows if isinstance(row, int)),
        next=client.address.require(following) if following else None,
        at=at,
        etag=answer.headers.get("etag"),
    )
