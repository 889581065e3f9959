"""The client asks again when that may help, stops when it does not, and keeps the token at home."""

import gzip
from collections.abc import Iterator
from threading import Event

import httpx
import msgspec
import pytest

from tests.github.stub import ROOT, StillClock, Watcher, client_of
from triage.domain.errors import GitHubError
from triage.github import reception
from triage.github.answers import (
    Answer,
    FaultError,
    LimitError,
    NoConnectionError,
    RefusalError,
    SlowError,
    TooLargeError,
    decoded,
)
from triage.github.client import Request
from triage.github.limits import MAX_FAULTS, MAX_REFUSALS
from triage.github.patience import FetchStopped

OK = httpx.Response(200, text="[]")


class Script:
    """Gives answers in order, the last one for ever."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.answers = list(answers)
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(
            answer.status_code, headers=answer.headers, stream=httpx.ByteStream(answer.content)
        )


def words(answer: Answer) -> str:
    return answer.content.decode()


def test_request_says_who_asks_and_carries_the_token() -> None:
    script = Script(OK)
    client_of(script, token="ghp_x").get("/x", words)
    headers = script.requests[0].headers
    assert headers["authorization"] == "Bearer ghp_x"
    assert headers["user-agent"].startswith("triage-workstation/")
    assert headers["accept"] == "application/vnd.github+json"
    assert headers["x-github-api-version"] == "2022-11-28"


def test_without_a_token_nothing_is_sent_in_its_place() -> None:
    script = Script(OK)
    client_of(script).get("/x", words)
    assert "authorization" not in script.requests[0].headers


@pytest.mark.parametrize(
    "fault",
    [
        httpx.Response(502, text="Server Error"),
        httpx.Response(500),
        httpx.Response(408),
        httpx.ReadError("reset"),
        httpx.RemoteProtocolError("peer closed connection without sending complete message body"),
        httpx.ConnectError("refused"),
        httpx.DecodingError("not gzip"),
    ],
)
def test_passing_fault_is_asked_again_after_a_moment(fault: httpx.Response | Exception) -> None:
    clock, script = StillClock(), Script(fault, fault, OK)
    assert client_of(script, clock=clock).get("/x", words) == "[]"
    assert len(script.requests) == 3
    assert 0.25 <= sum(clock.slept) <= 0.75


def test_lasting_fault_ends_with_the_address_and_the_first_words() -> None:
    clock, script = StillClock(), Script(httpx.Response(502, text="<html>Bad \x1b[31mGateway"))
    with pytest.raises(FaultError, match=r"https://api\.example/x: 502 “<html>Bad ␛\[31mGateway”"):
        client_of(script, clock=clock).get("/x", words)
    assert len(script.requests) == MAX_FAULTS
    assert sum(clock.slept) < 10


def test_no_connection_says_where_to() -> None:
    with pytest.raises(FaultError, match=r"no connection to https://api\.example: refused"):
        client_of(Script(httpx.ConnectError("refused"))).get("/x", words)


def test_connection_is_tried_for_again_whatever_is_asked() -> None:
    script = Script(httpx.ConnectError("refused"))
    with pytest.raises(NoConnectionError):
        client_of(script).ask(Request(f"{ROOT}/x"), words, max_faults=1)
    assert len(script.requests) == MAX_FAULTS


def test_answer_nested_without_end_cannot_be_read() -> None:
    script = Script(httpx.Response(200, text="[" * 100_000))
    decoder = msgspec.json.Decoder(list[msgspec.Raw])
    with pytest.raises(FaultError, match="cannot be read"):
        client_of(script).get("/x", lambda answer: decoded(answer, decoder))


def test_slow_answer_is_asked_for_only_once_more() -> None:
    script = Script(httpx.ReadTimeout("slow"))
    with pytest.raises(SlowError, match="did not come in good time"):
        client_of(script).get("/x", words)
    assert len(script.requests) == 2


def test_unreadable_answer_counts_as_a_fault() -> None:
    def read(answer: Answer) -> str:
        if answer.content == b"[]":
            return "read"
        raise FaultError("unreadable")

    assert client_of(Script(httpx.Response(200, text="<html>"), OK)).get("/x", read) == "read"


def test_limit_is_waited_out_with_a_countdown() -> None:
    clock, watcher = StillClock(), Watcher()
    limit = httpx.Response(403, headers={"retry-after": "3"}, text="secondary rate limit")
    client = client_of(Script(limit, OK), clock=clock, watcher=watcher)
    assert client.get("/x", words) == "[]"
    assert clock.slept == [1, 1, 1]
    waits = [tally.waiting for tally in watcher.tallies if tally.waiting]
    assert waits == [3, 2, 1]


def test_limit_without_end_is_given_up() -> None:
    clock = StillClock()
    past = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1"}
    script = Script(httpx.Response(403, headers=past, text="API rate limit exceeded"))
    with pytest.raises(LimitError, match="again and again"):
        client_of(script, clock=clock).get("/x", words)
    assert len(script.requests) == MAX_REFUSALS + 1
    assert sum(clock.slept) == 2**MAX_REFUSALS - 1


@pytest.mark.parametrize(
    ("status", "words_of_error"),
    [
        (401, "does not accept the token"),
        (403, "forbids"),
        (404, "not found"),
        (410, "deleted"),
        (422, "as expected"),
        (204, "as expected"),
    ],
)
def test_refusal_stops_at_once_with_githubs_words(status: int, words_of_error: str) -> None:
    script = Script(httpx.Response(status, json={"message": "Because \x9b1m."}))
    with pytest.raises(RefusalError, match=words_of_error) as caught:
        client_of(script, token="ghp_secret").get("/x", words)
    assert len(script.requests) == 1
    assert "“Because \\x9b1m.”" in str(caught.value)
    assert "https://api.example/x" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_redirect_on_the_same_interface_is_followed() -> None:
    moved = httpx.Response(301, headers={"location": "/repositories/7"})
    script = Script(moved, OK)
    client_of(script, token="ghp_x").get("/repos/a/b", words)
    assert [str(request.url) for request in script.requests] == [
        f"{ROOT}/repos/a/b",
        f"{ROOT}/repositories/7",
    ]


@pytest.mark.parametrize(
    "location",
    [
        "https://evil.example/x",
        "http://api.example/x",
        "https://api.example:444/x",
        "//evil.example/x",
        "https://api.example@evil.example/x",
        "\\\\evil.example",
        "http://[::1",
    ],
)
def test_redirect_elsewhere_is_refused_and_never_asked(location: str) -> None:
    script = Script(httpx.Response(302, headers={"location": location}), OK)
    try:
        client_of(script, token="ghp_x").get("/x", words)
    except GitHubError as error:
        assert "ghp_x" not in str(error)  # noqa: PT017 - refused or not, the host is what counts
    assert {request.url.host for request in script.requests} == {"api.example"}
    assert {request.url.scheme for request in script.requests} == {"https"}


def test_redirects_in_a_circle_end() -> None:
    script = Script(httpx.Response(301, headers={"location": "/x"}))
    with pytest.raises(GitHubError, match="in a circle"):
        client_of(script).get("/x", words)
    assert len(script.requests) <= 5


def test_redirect_is_left_to_the_caller_when_asked() -> None:
    script = Script(httpx.Response(301, headers={"location": "https://evil.example"}))
    status = client_of(script).get(
        "/x", lambda answer: answer.status, expected=frozenset({301}), follow=False
    )
    assert status == 301


def test_address_of_another_host_is_never_asked() -> None:
    script = Script(OK)
    with pytest.raises(GitHubError, match="does not follow"):
        client_of(script, token="ghp_x").get("https://evil.example/x", words)
    assert script.requests == []


def test_too_large_answer_is_dropped_while_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reception, "MAX_BYTES", 1000)
    taken = 0

    class Endless(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            nonlocal taken
            for _ in range(10_000):
                taken += 1
                yield b"x" * 100

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=Endless())

    with pytest.raises(TooLargeError, match="larger than"):
        client_of(answer).get("/x", words)
    assert taken < 20


def test_answer_that_unpacks_without_measure_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reception, "MAX_BYTES", 100_000)
    bomb = gzip.compress(b"0" * 2_000_000)

    def answer(request: httpx.Request) -> httpx.Response:
        headers = {"content-encoding": "gzip"}
        return httpx.Response(200, stream=httpx.ByteStream(bomb), headers=headers)

    with pytest.raises(TooLargeError):
        client_of(answer).get("/x", words)


def test_answer_that_never_ends_is_given_up_with_its_first_words() -> None:
    release = Event()

    class Running(StillClock):
        def monotonic(self) -> float:
            self.slept.append(20)
            return super().monotonic()

    class Stuck(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            yield b"[ begin"
            release.wait(30)

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=Stuck())

    try:
        with pytest.raises(SlowError, match=r"begins with “\[ begin”"):
            client_of(answer, clock=Running()).get("/x", words)
    finally:
        release.set()


def test_stop_is_heard_while_an_answer_is_awaited() -> None:
    stop, release = Event(), Event()

    def answer(request: httpx.Request) -> httpx.Response:
        stop.set()
        release.wait(30)
        return OK

    try:
        with pytest.raises(FetchStopped):
            client_of(answer, stop=stop).get("/x", words)
    finally:
        release.set()


def test_requests_and_what_is_left_are_counted() -> None:
    watcher = Watcher()
    left = {"x-ratelimit-remaining": "58", "x-ratelimit-limit": "60"}
    client = client_of(Script(httpx.Response(200, headers=left)), watcher=watcher)
    client.get("/x", words)
    client.get("/y", words)
    last = watcher.tallies[-1]
    assert (last.requests, last.left, last.allowed) == (2, 58, 60)
