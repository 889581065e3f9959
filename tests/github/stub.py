"""A GitHub of a few issues for tests: an httpx transport, a clock that never waits, a watcher."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from threading import Event

import httpx
import msgspec

from triage.github.address import ApiAddress
from triage.github.client import Client
from triage.github.fetch import open_client
from triage.github.progress import Tally
from triage.github.token import Token

ROOT = "https://api.example"
REPOSITORY = "octo/hub"
ID = 77
START = datetime(2025, 8, 1, tzinfo=UTC)

Row = dict[str, object]
Answer = httpx.Response | Exception


class StillClock:
    """A clock that moves only when somebody sleeps."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def now(self) -> datetime:
        return START + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        return sum(self.slept)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


class Watcher:
    """Keeps what a fetch tells."""

    def __init__(self) -> None:
        self.tallies: list[Tally] = []
        self.notes: list[str] = []

    def show(self, tally: Tally) -> None:
        self.tallies.append(tally)

    def note(self, text: str) -> None:
        self.notes.append(text)


class StubGitHub:
    """Answers like GitHub for one repository; `before` may answer first."""

    def __init__(self, rows: Iterable[Row] = (), page: int = 3) -> None:
        self.rows = list(rows)
        self.page = page
        self.timelines: dict[int, list[Row]] = {}
        self.gone: dict[int, httpx.Response] = {}
        self.labels = ["bug"]
        self.name_now = REPOSITORY
        self.requests: list[httpx.Request] = []
        self.before: Callable[[httpx.Request], Answer | None] = lambda _: None

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.before(request) or self._answer(request)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def paths(self) -> list[str]:
        """What was asked, in order, without the query."""
        return [request.url.path for request in self.requests]

    def _answer(self, request: httpx.Request) -> httpx.Response:
        parts = request.url.path.strip("/").split("/")
        parts = parts[3:] if parts[0] == "repos" else parts[2:]
        if request.method == "POST":
            return httpx.Response(404, json={"message": "Not Found"})
        match parts:
            case []:
                return httpx.Response(200, json={"full_name": self.name_now, "id": ID})
            case ["labels", name]:
                return httpx.Response(200 if name in self.labels else 404, json={"name": name})
            case ["issues"]:
                return self._list(request.url.params)
            case ["issues", number, *rest] if int(number) in self.gone:
                return self.gone[int(number)] if not rest else httpx.Response(404, json={})
            case ["issues", number, "timeline"]:
                return httpx.Response(200, json=self.timelines.get(int(number), []))
            case ["issues", number]:
                found = [row for row in self.rows if row["number"] == int(number)]
                return httpx.Response(200, json=found[0]) if found else httpx.Response(404, json={})
            case _:
                return httpx.Response(404, json={"message": "Not Found"})

    def _list(self, query: httpx.QueryParams) -> httpx.Response:
        rows = [row for row in self.rows if row["number"] not in self.gone]
        if since := query.get("since"):
            rows = [row for row in rows if str(row["updated_at"]) >= since]
        if label := query.get("labels"):
            rows = [row for row in rows if {"name": label} in _list_of(row["labels"])]
        after = int(query.get("after", 0))
        rest = [row for row in rows if _int(row["number"]) > after]
        shown, left = rest[: self.page], rest[self.page :]
        following = query.set("after", str(shown[-1]["number"])) if left else None
        link = f'<{ROOT}/repositories/{ID}/issues?{following}>; rel="next"'
        return httpx.Response(200, json=shown, headers={"Link": link} if left else {})


def issue_row(number: int, **changes: object) -> Row:
    """An issue as REST gives it."""
    moment = START - timedelta(days=1000 - number)
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    row: Row = {
        "number": number,
        "title": f"Issue {number}",
        "body": f"Body {number}",
        "state": "open",
        "labels": [{"name": "bug"}],
        "user": {"login": "ada", "type": "User"},
        "comments": 0,
        "created_at": stamp,
        "updated_at": stamp,
        "html_url": f"https://github.com/{REPOSITORY}/issues/{number}",
        "repository_url": f"{ROOT}/repos/{REPOSITORY}",
    }
    return row | changes


def pull_row(number: int) -> Row:
    """A pull request as REST's issues list gives it."""
    return issue_row(number, pull_request={"url": f"{ROOT}/repos/{REPOSITORY}/pulls/{number}"})


def comment_entry(number: int, body: str = "words") -> Row:
    """A comment as REST's timeline gives it."""
    return {
        "event": "commented",
        "id": number,
        "node_id": f"IC_{number}",
        "body": body,
        "user": {"login": "ada", "type": "User"},
        "created_at": "2024-01-02T00:00:00Z",
        "updated_at": "2024-01-02T00:00:00Z",
    }


def client_of(
    answer: Callable[[httpx.Request], httpx.Response],
    *,
    token: str | None = None,
    clock: StillClock | None = None,
    watcher: Watcher | None = None,
    stop: Event | None = None,
) -> Client:
    """A client whose network is a function."""
    return open_client(
        ApiAddress(ROOT),
        Token(token, "a test") if token else None,
        watcher or Watcher(),
        stop or Event(),
        clock=clock or StillClock(),
        transport=httpx.MockTransport(answer),
    )


def decoded(request: httpx.Request) -> dict[str, object]:
    """The JSON that a request carries."""
    return msgspec.json.decode(request.content, type=dict[str, object])


def _list_of(value: object) -> list[object]:
    assert isinstance(value, list)
    return value


def _int(value: object) -> int:
    assert isinstance(value, int)
    return value
