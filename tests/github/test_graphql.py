"""GraphQL: valid questions, the same values as REST, and answers that are only partly there."""

import gzip
from datetime import UTC, datetime

import httpx
import msgspec
import pytest

from tests.github.stub import ID, REPOSITORY, StillClock, client_of, decoded
from tests.shared_data import shared
from triage.domain.errors import GitHubError
from triage.domain.github_json import decode_comment, decode_event
from triage.domain.issue import Comment, Event
from triage.github.answers import FaultError
from triage.github.graphql import (
    Fate,
    GraphQLUnusableError,
    Piece,
    Wanted,
    ask_conversations,
    count_issues,
)
from triage.github.graphql_json import Thread, entries_of, with_duplicate
from triage.github.queries import COUNT, conversations_query
from triage.github.repository import Repository

HUB = Repository(name=REPOSITORY, name_now=REPOSITORY, id=ID)
AT = "2025-01-02T03:04:05Z"
MOMENT = datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)
ADA = {"__typename": "User", "login": "ada"}

Json = dict[str, object]


def thread(number: int, *nodes: Json | None, after: str | None = None, **more: object) -> Json:
    return {
        "number": number,
        "stateReason": None,
        "repository": {"databaseId": ID, "nameWithOwner": REPOSITORY},
        "timelineItems": {
            "pageInfo": {"hasNextPage": after is not None, "endCursor": after},
            "nodes": list(nodes),
        },
        **more,
    }


def asked(answer: object, *wanted: Wanted, status: int = 200) -> list[Piece]:
    client = client_of(lambda _: httpx.Response(status, json=answer), token="ghp_x")
    return ask_conversations(client, HUB, wanted or (Wanted(1),))


def entries(*nodes: Json) -> list[Comment | Event]:
    return entries_of(msgspec.convert(thread(1, *nodes), Thread))


def test_every_question_is_valid_against_githubs_schema() -> None:
    graphql = pytest.importorskip("graphql")
    text = gzip.decompress(shared("data/github/schema.graphql.gz").read_bytes()).decode()
    schema = graphql.build_schema(text, assume_valid=True, assume_valid_sdl=True)
    for query in (COUNT, conversations_query(1), conversations_query(32)):
        assert graphql.validate(schema, graphql.parse(query)) == []


def test_question_carries_numbers_and_cursors_as_variables() -> None:
    requests: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return httpx.Response(200, json={"data": {"repository": {}}})

    client = client_of(answer, token="ghp_x")
    ask_conversations(client, HUB, [Wanted(4), Wanted(7, "Y3Vy")])
    assert requests[0].method == "POST"
    assert requests[0].url == "https://api.example/graphql"
    assert decoded(requests[0])["variables"] == {
        "owner": "octo", "name": "hub", "entries": 100,
        "n0": 4, "a0": None, "n1": 7, "a1": "Y3Vy",
    }  # fmt: skip


def test_pieces_come_in_the_order_asked_with_their_cursors() -> None:
    answer = {"data": {"repository": {"i0": thread(4, after="next"), "i1": thread(7)}}}
    first, second = asked(answer, Wanted(4), Wanted(7))
    assert (first.number, first.after, first.fate) == (4, "next", Fate.READ)
    assert (second.number, second.after) == (7, None)


def test_comment_is_the_one_that_rest_gives() -> None:
    node = {
        "__typename": "IssueComment", "id": "IC_1", "fullDatabaseId": "3000000001", "body": "words",
        "createdAt": AT, "updatedAt": AT, "url": "https://github.com/c", "isMinimized": False,
        "minimizedReason": None, "authorAssociation": "MEMBER",
        "author": {"__typename": "Bot", "login": "github-actions"},
    }  # fmt: skip
    row = {
        "event": "commented", "id": 3000000001, "node_id": "IC_1", "body": "words",
        "created_at": AT, "updated_at": AT, "html_url": "https://github.com/c",
        "author_association": "MEMBER", "user": {"login": "github-actions[bot]", "type": "Bot"},
    }  # fmt: skip
    assert entries(node) == [decode_comment(msgspec.json.encode(row))]


@pytest.mark.parametrize(
    ("node", "row"),
    [
        ({"__typename": "LabeledEvent", "label": {"name": "bug"}},
         {"event": "labeled", "label": {"name": "bug"}}),
        ({"__typename": "RenamedTitleEvent", "previousTitle": "a", "currentTitle": "b"},
         {"event": "renamed", "rename": {"from": "a", "to": "b"}}),
        ({"__typename": "ClosedEvent", "stateReason": "NOT_PLANNED", "closer": None},
         {"event": "closed", "state_reason": "not_planned"}),
        ({"__typename": "ClosedEvent", "closer": {"__typename": "Commit", "oid": "abc"}},
         {"event": "closed", "commit_id": "abc"}),
        ({"__typename": "ReferencedEvent", "commit": {"oid": "abc"}},
         {"event": "referenced", "commit_id": "abc"}),
        ({"__typename": "SubIssueAddedEvent"}, {"event": "sub_issue_added"}),
        ({"__typename": "MentionedEvent"}, {"event": "mentioned"}),
    ],
)  # fmt: skip
def test_event_is_the_one_that_rest_gives(node: Json, row: Json) -> None:
    common = {"id": "E_1", "createdAt": AT, "actor": ADA}
    same = {"id": 12, "node_id": "E_1", "created_at": AT, "actor": {"login": "ada"}}
    assert entries(common | node) == [decode_event(msgspec.json.encode(same | row))]


def test_cross_reference_is_the_one_that_rest_gives() -> None:
    pull = {"__typename": "PullRequest", "number": 9, "title": "Fix", "pullState": "MERGED",
            "merged": True, "repository": {"nameWithOwner": "octo/other"}}  # fmt: skip
    node: Json = {"__typename": "CrossReferencedEvent", "id": "CR_1", "createdAt": AT, "actor": ADA,
            "other": pull}  # fmt: skip
    row = {
        "event": "cross-referenced", "created_at": AT, "actor": {"login": "ada"},
        "source": {"issue": {
            "number": 9, "title": "Fix", "state": "closed",
            "repository_url": "https://api.github.com/repos/octo/other",
            "pull_request": {"merged_at": AT},
        }},
    }  # fmt: skip
    assert entries(node) == [decode_event(msgspec.json.encode(row))]


def test_closing_pull_request_is_kept() -> None:
    pull = {"__typename": "PullRequest", "number": 9, "title": "Fix", "pullState": "MERGED",
            "merged": True, "repository": {"nameWithOwner": REPOSITORY}}  # fmt: skip
    (event,) = entries(
        {"__typename": "ClosedEvent", "id": "C", "createdAt": AT, "actor": None, "closer": pull}
    )
    assert isinstance(event, Event)
    assert event.reference
    assert (event.reference.number, event.reference.merged) == (9, True)
    assert event.actor is None


def test_hidden_comment_says_why() -> None:
    node = {"__typename": "IssueComment", "id": "IC", "createdAt": AT, "body": "",
            "isMinimized": True, "minimizedReason": "OUTDATED", "author": None}  # fmt: skip
    (comment,) = entries(node)
    assert isinstance(comment, Comment)
    assert (comment.hidden, comment.author, comment.id) == ("outdated", None, "IC")


def test_entries_of_unknown_kinds_are_left_out() -> None:
    answer = {"data": {"repository": {"i0": thread(1, None, {"__typename": "TomorrowsEvent"})}}}
    (piece,) = asked(answer)
    assert piece.entries == ()


def test_closing_as_a_duplicate_is_told_by_the_issue() -> None:
    def closed(reason: str) -> Event:
        return Event(id=reason, kind="closed", created_at=MOMENT, reason=reason)

    timeline = [closed("completed"), closed("not_planned")]
    changed = with_duplicate(timeline, "DUPLICATE")
    assert [getattr(event, "reason", "") for event in changed] == ["completed", "duplicate"]
    assert with_duplicate(timeline, "NOT_PLANNED") == timeline


def test_issue_that_is_not_there_is_gone_and_one_that_failed_is_not() -> None:
    answer = {
        "data": {"repository": {"i0": None, "i1": None, "i2": thread(3, timelineItems=None)}},
        "errors": [
            {"type": "NOT_FOUND", "path": ["repository", "i0"], "message": "Could not resolve"},
            {"path": ["repository", "i1"], "message": "Something went wrong"},
        ],
    }
    fates = [piece.fate for piece in asked(answer, Wanted(1), Wanted(2), Wanted(3))]
    assert fates == [Fate.GONE, Fate.FAILED, Fate.FAILED]


def test_issue_of_another_number_or_repository_is_gone() -> None:
    elsewhere = {"databaseId": 5, "nameWithOwner": "octo/else"}
    answer = {"data": {"repository": {"i0": thread(8), "i1": thread(2, repository=elsewhere)}}}
    assert [piece.fate for piece in asked(answer, Wanted(1), Wanted(2))] == [Fate.GONE] * 2


@pytest.mark.parametrize(
    "answer",
    [
        {"errors": [{"message": "Something went wrong while executing your query."}]},
        {"data": {"repository": None}, "errors": [{"type": "INTERNAL", "message": "no"}]},
        {"data": None, "errors": [{"type": "RESOURCE_LIMITS_EXCEEDED", "message": "too much"}]},
        {"data": {}},
        [],
        "words",
    ],
)
def test_answer_without_data_is_a_fault(answer: object) -> None:
    with pytest.raises(FaultError):
        asked(answer)


@pytest.mark.parametrize("status", [502, 504])
def test_gateway_that_gives_up_is_a_fault_at_once(status: int) -> None:
    with pytest.raises(FaultError):
        asked({}, status=status)


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (200, {"errors": [{"extensions": {"code": "undefinedField"}, "message": "no such"}]}),
        (200, {"data": {"repository": None}, "errors": [{"type": "NOT_FOUND", "message": "?"}]}),
        (404, {"message": "Not Found"}),
        (403, {"message": "Resource protected by organization SAML enforcement."}),
        (307, {"message": "Moved"}),
        (501, {"message": "Not Implemented"}),
    ],
)
def test_interface_that_does_not_understand_is_left_for_rest(status: int, answer: object) -> None:
    with pytest.raises(GraphQLUnusableError):
        asked(answer, status=status)


def test_bad_token_stops_at_once() -> None:
    with pytest.raises(GitHubError, match="does not accept the token"):
        asked({"message": "Bad credentials"}, status=401)


@pytest.mark.parametrize("kind", ["RATE_LIMITED", "RATE_LIMIT"])
def test_limit_of_points_is_waited_out(kind: str) -> None:
    reset = str(int(StillClock().now().timestamp()) + 30)
    headers = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": reset}
    limit = httpx.Response(200, headers=headers, json={"errors": [{"type": kind, "message": "!"}]})
    answers = [limit, httpx.Response(200, json={"data": {"repository": {"i0": thread(1)}}})]
    clock = StillClock()
    client = client_of(lambda _: answers.pop(0), token="ghp_x", clock=clock)
    assert len(ask_conversations(client, HUB, [Wanted(1)])) == 1
    assert sum(clock.slept) == 30.5


def test_secondary_limit_is_known_by_its_words() -> None:
    limit = {"errors": [{"message": "You have exceeded a secondary rate limit."}]}
    answers = [limit, {"data": {"repository": {"i0": thread(1)}}}]
    clock = StillClock()
    client = client_of(
        lambda _: httpx.Response(200, json=answers.pop(0)), token="ghp_x", clock=clock
    )
    assert len(ask_conversations(client, HUB, [Wanted(1)])) == 1
    assert sum(clock.slept) == 60


def test_comment_of_nobody_without_words_is_kept() -> None:
    node: Json = {"__typename": "IssueComment", "id": "IC_1", "createdAt": AT}
    node |= dict.fromkeys(["author", "body", "url", "authorAssociation", "isMinimized"])
    (comment,) = entries(node)
    assert isinstance(comment, Comment)
    assert (comment.author, comment.body) == (None, "")


def test_issues_are_counted() -> None:
    answer = {"data": {"repository": {"issues": {"totalCount": 1092}}}}
    client = client_of(lambda _: httpx.Response(200, json=answer), token="ghp_x")
    assert count_issues(client, HUB, "bug") == 1092


def test_half_characters_do_not_spoil_an_answer() -> None:
    content = (
        b'{"data": {"repository": {"i0": {"number": 1, "repository": {"nameWithOwner": "octo/hub"},'
        b'"timelineItems": {"pageInfo": {}, "nodes": [{"__typename": "IssueComment", "id": "1",'
        b'"createdAt": "2025-01-02T03:04:05Z", "body": "a\\ud800"}]}}}}}'
    )
    client = client_of(lambda _: httpx.Response(200, content=content), token="ghp_x")
    (piece,) = ask_conversations(client, HUB, [Wanted(1)])
    (comment,) = piece.entries
    assert isinstance(comment, Comment)
    assert comment.body == "a\ufffd"
