"""A population while it is fetched: pages with their notes, and what is still missing."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec import structs

from store.population_fetching import FetchedPopulation
from tests.domain.populations import REPOSITORY, population
from triage.domain.errors import InputError
from triage.domain.issue import Comment, Conversation

NOW = datetime(2025, 8, 1, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def fetched(tmp_path: Path) -> Iterator[FetchedPopulation]:
    with FetchedPopulation.open(tmp_path / "issues.db", create=True) as opened:
        yield opened


def test_page_and_notes_are_saved_as_one(fetched: FetchedPopulation) -> None:
    count = fetched.save_page(population(5), NOW, {"cursor": "a"}, unlabelled=[2, 3])
    assert (count.new, count.changed, count.unchanged) == (5, 0, 0)
    assert fetched.state("cursor") == "a"
    assert fetched.fetched_at() == NOW
    assert fetched.standing(REPOSITORY, 2) == "unlabelled"
    broken = structs.replace(population(1)[0], body="\ud800")
    with pytest.raises(InputError):
        fetched.save_page([*population(6), broken], LATER, {"cursor": "b"})
    assert fetched.state("cursor") == "a"
    assert fetched.count() == 5


def test_known_numbers_are_told_from_unknown(fetched: FetchedPopulation) -> None:
    fetched.save_page(population(5), NOW, {})
    assert fetched.known(REPOSITORY, [1, 5, 6]) == {1, 5}
    assert fetched.known("octo/other", [1]) == set()


def test_present_issues_are_counted_by_label(fetched: FetchedPopulation) -> None:
    fetched.save_page(population(8), NOW, {}, unlabelled=[4])
    assert fetched.count_present(REPOSITORY, None) == 7
    assert fetched.count_present(REPOSITORY, "Stale") == 1


def test_issues_that_a_fetch_did_not_see_are_listed(fetched: FetchedPopulation) -> None:
    fetched.save_page(population(5), NOW, {})
    fetched.save_page(population(3), LATER, {})
    assert fetched.unseen(REPOSITORY, LATER, None) == [4, 5]
    assert fetched.unseen(REPOSITORY, LATER, "stale") == [4]
    assert fetched.unseen(REPOSITORY, NOW, None) == []


def test_conversation_is_due_until_it_is_as_new_as_its_issue(fetched: FetchedPopulation) -> None:
    issues = [structs.replace(issue, updated_at=NOW) for issue in population(4)]
    fetched.save_page(issues, NOW, {})
    fetched.mark(REPOSITORY, 4, "deleted")
    assert fetched.due(REPOSITORY, None, 0, 10) == [1, 2, 3]
    comment = Comment(id="1", created_at=NOW, body="hi")
    conversation = Conversation(fetched_at=NOW, comments=(comment,))
    fetched.save_conversations(REPOSITORY, {1: conversation, 2: conversation, 99: conversation})
    assert fetched.conversation(REPOSITORY, 1) == conversation
    assert fetched.due(REPOSITORY, None, 0, 10) == [3]
    assert fetched.count_due(REPOSITORY, None) == 1
    fetched.save_page([structs.replace(issues[0], updated_at=LATER)], LATER, {})
    assert fetched.due(REPOSITORY, None, 0, 10) == [1, 3]
    assert fetched.due(REPOSITORY, None, 1, 10) == [3]
    assert fetched.due(REPOSITORY, None, 0, 1) == [1]
    assert fetched.due(REPOSITORY, [1, 2], 0, 10) == [1]
    assert fetched.count_due(REPOSITORY, [1, 2]) == 1


def test_conversation_saved_alone_is_up_to_date_too(fetched: FetchedPopulation) -> None:
    fetched.save_page(population(1), NOW, {})
    fetched.save_conversation(REPOSITORY, 1, Conversation(fetched_at=NOW))
    assert fetched.count_due(REPOSITORY, None) == 0
