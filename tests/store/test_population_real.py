"""The population holds real issues, and answers about them as Python does."""

from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec
import pytest

from store.population import Population
from tests.shared_data import shared
from triage.domain.filter_match import Candidate, matches
from triage.domain.filter_parser import parse
from triage.domain.github_json import decode_comment, decode_issue
from triage.domain.issue import Conversation, Issue
from triage.domain.strata import Stratum

NOW = datetime(2026, 7, 9, tzinfo=UTC)
VLLM = "vllm-project/vllm"
TLS = "tlswg/tls13-spec"

FILTERS = (
    'label:"feature request"',
    '-label:"feature request" state:open',
    'label:"feature request" state:closed created:>=2024-01-01 comments:>5',
    "author-association:NONE reactions:>=3",
    '"kv cache" -quantization',
    "speculative OR lora OR 量化",
    "cuda error in:title",
    "no:label closed:2024..2025-03",
    '"handshake message" state:closed',
    "repo:tlswg/tls13-spec number:1200..1300",
    "🚀pitch",
)


def real_issues(path: str) -> list[Issue]:
    found = [decode_issue(line) for line in shared(path).read_bytes().splitlines()]
    return [issue for issue in found if issue is not None]


@pytest.fixture(scope="module")
def issues() -> list[Issue]:
    return (
        real_issues("data/vllm/issues.jsonl")
        + real_issues("data/vllm/issues-other-labels.jsonl")
        + real_issues("data/tls13/issues.jsonl")
    )


@pytest.fixture(scope="module")
def population(
    issues: list[Issue], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Population]:
    path = tmp_path_factory.mktemp("real") / "issues.db"
    with Population.open(path, create=True) as opened:
        assert opened.save_issues(issues, NOW).new == len(issues)
        yield opened


def test_real_issues_come_back(population: Population, issues: list[Issue]) -> None:
    assert {issue.key: issue for issue in population.issues()} == {
        issue.key: issue for issue in issues
    }
    assert population.count() == 193 + 537 + 446
    assert population.repositories() == [TLS, VLLM]
    assert population.save_issues(issues, NOW).unchanged == len(issues)


def test_sql_and_python_agree_on_real_issues(population: Population, issues: list[Issue]) -> None:
    candidates = [Candidate(issue) for issue in issues]
    for text in FILTERS:
        where = parse(text)
        expected = {each.issue.key for each in candidates if matches(where, each)}
        assert expected, text
        assert set(population.keys(where)) == expected, text


def test_real_label_is_counted(population: Population) -> None:
    where = parse(f'repo:{VLLM} label:"FEATURE REQUEST"')
    assert population.count(where) == 193
    assert population.breakdown(Stratum.LABEL, where)["feature request"] == 193


def test_real_conversation_comes_back(population: Population) -> None:
    rows = shared("data/tls13/comments.jsonl").read_bytes().splitlines()
    by_number: dict[int, list[bytes]] = {}
    for row in rows:
        address = str(msgspec.json.decode(row)["issue_url"])
        by_number.setdefault(int(address.rpartition("/")[2]), []).append(row)
    numbers = [issue.number for issue in population.facts(parse(f"repo:{TLS}"))]
    number = max(numbers, key=lambda each: len(by_number.get(each, [])))
    comments = tuple(decode_comment(row) for row in by_number[number])
    conversation = Conversation(fetched_at=NOW, comments=comments)
    population.save_conversation(TLS, number, conversation)
    assert len(comments) > 10
    assert population.conversation(TLS, number) == conversation
