"""A conversation by REST: the whole timeline, each entry once, and never from elsewhere."""

from collections.abc import Callable

import httpx
import pytest

from tests.github.stub import ID, REPOSITORY, ROOT, Row, client_of, comment_entry
from triage.domain.errors import GitHubError
from triage.domain.issue import Conversation
from triage.github.answers import FaultError
from triage.github.conversations import fetch_conversation
from triage.github.repository import Repository

HUB = Repository(name=REPOSITORY, name_now=REPOSITORY, id=ID)


def read(answer: Callable[[httpx.Request], httpx.Response]) -> Conversation | None:
    return fetch_conversation(client_of(answer), HUB, 7)


def closed(node: str) -> Row:
    return {"event": "closed", "node_id": node, "created_at": "2025-01-01T00:00:00Z"}


def paged(*pages: list[Row]) -> Callable[[httpx.Request], httpx.Response]:
    def answer(request: httpx.Request) -> httpx.Response:
        page = int(request.url.params.get("page", 1))
        following = f'<{ROOT}{request.url.path}?page={page + 1}>; rel="next"'
        headers = {"Link": following} if page < len(pages) else {}
        return httpx.Response(200, json=pages[page - 1], headers=headers)

    return answer


def test_every_page_is_read_and_every_entry_kept_once() -> None:
    first = [comment_entry(1), closed("a")]
    conversation = read(paged(first, [closed("a"), comment_entry(1), comment_entry(2)]))
    assert conversation
    assert [comment.id for comment in conversation.comments] == ["1", "2"]
    assert [event.id for event in conversation.events] == ["a"]


def test_entries_without_a_kind_or_a_time_are_left_out() -> None:
    conversation = read(
        paged([{"event": "committed", "sha": "abc"}, {"event": None}, {}, closed("a")])
    )
    assert conversation
    assert len(conversation.events) == 1


@pytest.mark.parametrize("status", [301, 404, 410, 451])
def test_issue_that_is_not_at_its_place_has_none(status: int) -> None:
    headers = {"location": "https://evil.example/issues/1/timeline"}
    assert read(lambda _: httpx.Response(status, headers=headers)) is None


def test_next_page_elsewhere_is_refused() -> None:
    headers = {"Link": '<https://evil.example/x>; rel="next"'}
    with pytest.raises(GitHubError, match="does not follow"):
        read(lambda _: httpx.Response(200, json=[], headers=headers))


def test_pages_in_a_circle_end() -> None:
    headers = {"Link": f'<{ROOT}/repos/{REPOSITORY}/issues/7/timeline?per_page=100>; rel="next"'}
    with pytest.raises(GitHubError, match="in a circle"):
        read(lambda _: httpx.Response(200, json=[], headers=headers))


@pytest.mark.parametrize("content", [b"<html>", b'{"message": "?"}', b'[{"event": 3}]', b"[3]"])
def test_answer_that_is_no_timeline_is_a_fault(content: bytes) -> None:
    with pytest.raises(FaultError, match="cannot be read"):
        read(lambda _: httpx.Response(200, content=content))


def test_half_characters_in_a_comment_are_replaced() -> None:
    row = (
        b'[{"event": "commented", "id": 1, "body": "a\\udc00b",'
        b' "created_at": "2025-01-01T00:00:00Z"}]'
    )
    conversation = read(lambda _: httpx.Response(200, content=row))
    assert conversation
    assert conversation.comments[0].body == "a\ufffdb"
