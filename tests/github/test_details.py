"""Many conversations: in bulk where there is GraphQL, by REST for what is left."""

from collections.abc import Iterator

import httpx
import pytest

from store.population_fetching import FetchedPopulation
from tests.github.stub import (
    ID,
    REPOSITORY,
    StillClock,
    StubGitHub,
    Watcher,
    client_of,
    decoded,
    issue_row,
)
from tests.memory_population import in_memory
from triage.domain.errors import GitHubError
from triage.github.fetch import FetchJob, Outcome, fetch_population

Json = dict[str, object]

EVERYTHING = FetchJob(repository=REPOSITORY, all_details=True)


class GraphQLStub(StubGitHub):
    """Answers GraphQL too: every issue has one comment; `spoil` may answer first."""

    def __init__(self, issues: int) -> None:
        super().__init__([issue_row(number) for number in range(1, issues + 1)], page=100)
        self.questions: list[list[int]] = []
        self.counted = issues
        self.before = self._answer_graphql
        self.broken: set[int] = set()
        self.largest = 100
        self.status = 200

    def _answer_graphql(self, request: httpx.Request) -> httpx.Response | None:
        if request.method != "POST":
            return None
        if self.status != 200:
            return httpx.Response(self.status, json={"message": "no"})
        variables = decoded(request)["variables"]
        assert isinstance(variables, dict)
        if "labels" in variables:
            count = {"issues": {"totalCount": self.counted}}
            return httpx.Response(200, json={"data": {"repository": count}})
        numbers = [value for name, value in variables.items() if name[0] == "n" and name != "name"]
        self.questions.append(numbers)
        if len(numbers) > self.largest or self.broken & set(numbers):
            return httpx.Response(502, text="<html>")
        threads = {f"i{place}": _thread(number) for place, number in enumerate(numbers)}
        return httpx.Response(200, json={"data": {"repository": threads}})


def _thread(number: int) -> Json:
    comment = {"__typename": "IssueComment", "id": f"IC{number}", "body": f"to {number}",
               "createdAt": "2025-01-01T00:00:00Z"}  # fmt: skip
    return {
        "number": number,
        "repository": {"databaseId": ID, "nameWithOwner": REPOSITORY},
        "timelineItems": {"pageInfo": {"hasNextPage": False}, "nodes": [comment]},
    }


@pytest.fixture
def population() -> Iterator[FetchedPopulation]:
    with in_memory(FetchedPopulation) as opened:
        yield opened


def fetched(
    github: StubGitHub,
    population: FetchedPopulation,
    job: FetchJob = EVERYTHING,
    watcher: Watcher | None = None,
) -> Outcome:
    client = client_of(github, token="ghp_x", clock=StillClock(), watcher=watcher)
    return fetch_population(job, population, client)


def by_graphql(population: FetchedPopulation) -> list[int]:
    """Issues whose conversation is the one that GraphQL gives here."""
    found = ((n, population.conversation(REPOSITORY, n)) for n in range(1, 100))
    return [number for number, conversation in found if conversation and conversation.comments]


def test_conversations_come_in_bulk(population: FetchedPopulation) -> None:
    github = GraphQLStub(70)
    outcome = fetched(github, population)
    assert sorted(map(len, github.questions)) == [6, 32, 32]
    assert by_graphql(population) == list(range(1, 71))
    assert (outcome.conversations, outcome.requests) == (70, 2 + 3)


def test_large_questions_that_fail_are_made_smaller(population: FetchedPopulation) -> None:
    github = GraphQLStub(70)
    github.largest = 9
    fetched(github, population)
    assert by_graphql(population) == list(range(1, 71))


def test_issue_that_spoils_every_question_is_asked_for_by_rest(
    population: FetchedPopulation,
) -> None:
    github = GraphQLStub(40)
    github.broken = {13}
    fetched(github, population)
    assert by_graphql(population) == [number for number in range(1, 41) if number != 13]
    assert population.conversation(REPOSITORY, 13) is not None


@pytest.mark.parametrize("status", [404, 501, 502])
def test_without_graphql_everything_comes_by_rest(
    population: FetchedPopulation, status: int
) -> None:
    github, watcher = GraphQLStub(5), Watcher()
    github.status = status
    assert fetched(github, population, watcher=watcher).conversations == 5
    assert sum(path.endswith("/timeline") for path in github.paths()) == 5
    assert any("by REST" in note for note in watcher.notes)


def test_token_that_expires_stops_at_once_and_keeps_what_came(
    population: FetchedPopulation,
) -> None:
    github = GraphQLStub(5)
    github.status = 401
    with pytest.raises(GitHubError, match="does not accept the token"):
        fetched(github, population)
    assert population.count() == 5


def test_count_that_differs_makes_a_full_pass_once(population: FetchedPopulation) -> None:
    github = GraphQLStub(6)
    listing = FetchJob(repository=REPOSITORY)
    fetched(github, population, listing)
    github.gone = {4: httpx.Response(410)}
    github.counted = 5
    outcome = fetched(github, population, listing)
    assert outcome.vanished == {"deleted": 1}
    assert outcome.issues == 5


def test_count_that_never_fits_is_remembered(population: FetchedPopulation) -> None:
    github = GraphQLStub(6)
    github.counted = 8
    listing = FetchJob(repository=REPOSITORY)
    requests = [fetched(github, population, listing).requests for _ in range(4)]
    assert requests[2:] == [3, 3]
    assert requests[1] > 3
