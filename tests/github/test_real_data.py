"""Recorded issues served by a fake GitHub over a real connection arrive exactly."""

import random
from collections import defaultdict
from collections.abc import Iterator
from threading import Event

import pytest

from store.population_fetching import FetchedPopulation
from tests.github.fake_server import TLS13, fake_github, recorded
from tests.github.stub import Watcher
from tests.memory_population import in_memory
from triage.domain.issue import Conversation
from triage.github.address import read_api_address
from triage.github.fetch import FetchJob, Outcome, fetch_population, open_client
from triage.github.token import Token


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with fake_github() as found:
        yield found


@pytest.fixture
def population() -> Iterator[FetchedPopulation]:
    with in_memory(FetchedPopulation) as opened:
        yield opened


def fetched(
    address: str, population: FetchedPopulation, job: FetchJob, token: str | None = None
) -> Outcome:
    found = Token(token, "a test") if token else None
    client = open_client(read_api_address(address), found, Watcher(), Event())
    try:
        return fetch_population(job, population, client)
    finally:
        client.close()


def require_exact(population: FetchedPopulation) -> None:
    rows = {row["number"]: row for row in recorded("issues.jsonl") if not row.get("pull_request")}
    issues = list(population.issues())
    assert [issue.number for issue in issues] == sorted(rows)
    for issue in issues:
        row = rows[issue.number]
        assert (issue.title, issue.body) == (row["title"], row["body"] or "")
        assert (issue.state, len(issue.labels)) == (row["state"], len(row["labels"]))


def words_of(conversation: Conversation | None) -> list[str]:
    assert conversation is not None
    return sorted(comment.body for comment in conversation.comments)


def test_whole_list_and_a_sample_arrive_by_rest(
    address: str, population: FetchedPopulation
) -> None:
    numbers = [row["number"] for row in recorded("issues.jsonl") if not row.get("pull_request")]
    sample = tuple(random.Random(1).sample(numbers, 30))
    outcome = fetched(address, population, FetchJob(repository=TLS13, numbers=sample))
    require_exact(population)
    assert (outcome.issues, outcome.pull_requests) == (446, 998)
    assert outcome.conversations == 30
    assert outcome.requests <= 1 + 15 + 30
    again = fetched(address, population, FetchJob(repository=TLS13, numbers=sample))
    assert (again.new, again.changed, again.conversations, again.issues) == (0, 0, 0, 446)
    assert again.requests == 2


def test_every_conversation_arrives_by_graphql(address: str, population: FetchedPopulation) -> None:
    job = FetchJob(repository=TLS13, all_details=True)
    outcome = fetched(address, population, job, "ghp_test1")
    if outcome.requests > 100:
        pytest.skip("the fake GitHub has no GraphQL here")
    require_exact(population)
    comments = defaultdict(list)
    for row in recorded("comments.jsonl"):
        comments[int(row["issue_url"].rpartition("/")[2])].append(row["body"])
    for issue in population.facts():
        conversation = population.conversation(TLS13, issue.number)
        assert words_of(conversation) == sorted(comments[issue.number])
    assert outcome.requests <= 1 + 15 + 14


def test_faults_and_a_rename_lose_nothing(population: FetchedPopulation) -> None:
    with fake_github("--faults=flaky,renamed:4") as flaky:
        outcome = fetched(flaky, population, FetchJob(repository=TLS13))
    require_exact(population)
    assert (outcome.issues, outcome.pull_requests) == (446, 998)
