import json

import pytest

from triage.domain.errors import InputError
from triage.domain.github_json import decode_comment, decode_event, decode_issue, repository_in


def row(**fields: object) -> str:
    base = {
        "number": 7,
        "title": "Purr",
        "created_at": "2025-01-02T03:04:05Z",
        "repository_url": "https://api.github.com/repos/octo/cats",
    }
    return json.dumps(base | fields)


def test_issue_survives_null_user_and_body_and_string_labels() -> None:
    issue = decode_issue(row(user=None, body=None, labels=["bug", {"name": "stale"}, {"id": 1}]))
    assert issue is not None
    assert (issue.author, issue.body, issue.labels) == (None, "", ("bug", "stale"))
    assert issue.is_stale


def test_issue_carries_states_that_nobody_knows_yet() -> None:
    issue = decode_issue(row(state="hibernating", state_reason="asleep", unheard_of={"a": [1]}))
    assert issue is not None
    assert (issue.state, issue.state_reason) == ("hibernating", "asleep")


def test_pull_requests_are_not_issues() -> None:
    assert decode_issue(row(pull_request={"merged_at": None})) is None
    assert decode_issue(row(pull_request=None)) is not None


def test_an_issue_on_the_page_of_a_pull_request_is_one() -> None:
    assert decode_issue(row(html_url="https://github.com/octo/cats/pull/7")) is None
    assert decode_issue(row(html_url="https://github.com/octo/cats/issues/7")) is not None


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"state": "OPEN"}, "open"),
        ({"state": "Closed"}, "closed"),
        ({"state": None}, "open"),
        ({"state": None, "closed_at": "2025-02-01T00:00:00Z"}, "closed"),
    ],
)
def test_state_is_read_in_any_case_and_follows_from_the_closing(
    fields: dict[str, object], state: str
) -> None:
    issue = decode_issue(row(**fields))
    assert issue is not None
    assert issue.state == state


def test_what_only_python_writes_as_json_is_read() -> None:
    issue = decode_issue(
        row(number=7.0, comments=3.0, body=float("nan"), title="cut \ud83d", reactions=None)
    )
    assert issue is not None
    assert (issue.number, issue.comment_count, issue.body) == (7, 3, "")
    assert issue.title == "cut \ufffd"


def test_reason_begins_with_the_field_that_is_wrong() -> None:
    with pytest.raises(InputError, match=r": labels\[1\]: Expected"):
        decode_issue(row(labels=["bug", 3]))


def test_times_are_in_utc() -> None:
    issue = decode_issue(row(created_at="2025-01-02T03:04:05+02:00"))
    assert issue is not None
    assert issue.created_at.isoformat() == "2025-01-02T01:04:05+00:00"


@pytest.mark.parametrize("text", ["", "[]", "{", '{"number": "x"}', '"\\ud800"', "null"])
def test_what_is_no_issue_is_an_input_error(text: str) -> None:
    with pytest.raises(InputError, match="not an issue"):
        decode_issue(text)


def test_bytes_that_are_no_text_are_an_input_error() -> None:
    with pytest.raises(InputError):
        decode_issue(b'{"number": 1, "title": "\xff"}')


def test_an_issue_without_a_repository_takes_the_one_given() -> None:
    text = row(repository_url=None)
    with pytest.raises(InputError, match="repository"):
        decode_issue(text)
    issue = decode_issue(text, "octo/dogs")
    assert issue is not None
    assert issue.key == "octo/dogs#7"


def test_comment_is_known_by_author_and_time_when_it_has_no_id() -> None:
    text = '{"created_at": "2025-01-02T03:04:05Z", "user": {"login": "cat[bot]"}, "body": null}'
    comment = decode_comment(text)
    assert comment.id.startswith("cat[bot]@2025-01-02")
    assert comment.is_bot


def test_event_keeps_what_closed_it() -> None:
    source = {
        "issue": {
            "number": 9,
            "title": "Fix",
            "html_url": "https://github.com/octo/cats/pull/9",
            "pull_request": {"merged_at": "2025-01-02T03:04:05Z"},
        }
    }
    text = {"event": "cross-referenced", "created_at": "2025-01-02T03:04:05Z", "source": source}
    event = decode_event(json.dumps(text))
    assert event is not None
    assert event.reference is not None
    assert (event.reference.number, event.reference.merged) == (9, True)


def test_a_comment_in_the_timeline_is_no_event() -> None:
    assert decode_event('{"event": "commented", "created_at": "2025-01-02T03:04:05Z"}') is None


def test_repository_is_read_from_api_and_web_addresses() -> None:
    assert repository_in(None, "https://ghe.example/api/v3/repos/a/b/issues/1") == "a/b"
    assert repository_in("https://github.com/a/b/issues/1") == "a/b"
    assert repository_in("https://example.com") is None
