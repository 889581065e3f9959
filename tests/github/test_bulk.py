"""Bulk questions: whatever fails, every issue ends once and with its whole timeline."""

from collections.abc import Iterator
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from triage.domain.issue import Event
from triage.github.bulk import MOST_ISSUES, Bulk, Question
from triage.github.graphql import Fate, Piece, Wanted

AT = datetime(2025, 1, 1, tzinfo=UTC)


def entry(number: int, page: int) -> Event:
    return Event(id=f"{number}/{page}", kind="labeled", created_at=AT)


def piece(wanted: Wanted, pages: int = 1) -> Piece:
    page = int(wanted.after or 0)
    following = str(page + 1) if page + 1 < pages else None
    return Piece(number=wanted.number, entries=(entry(wanted.number, page),), after=following)


def answered(question: Question) -> list[Piece]:
    return [piece(wanted) for wanted in question]


def asked(bulk: Bulk) -> Question:
    question = bulk.next_question()
    assert question
    return question


def test_questions_are_as_large_as_allowed() -> None:
    bulk = Bulk(iter(range(1, 41)))
    assert [len(asked(bulk)), len(asked(bulk))] == [MOST_ISSUES, 40 - MOST_ISSUES]
    assert bulk.next_question() is None


def test_failed_question_is_put_once_more_and_then_halved() -> None:
    bulk = Bulk(iter(range(1, 101)))
    question = asked(bulk)
    bulk.fail(question)
    assert asked(bulk) == question
    bulk.fail(question)
    assert asked(bulk) == question[: MOST_ISSUES // 2]
    assert asked(bulk) == question[MOST_ISSUES // 2 :]


def test_passing_fault_does_not_shrink_questions() -> None:
    bulk = Bulk(iter(range(1, 101)))
    question = asked(bulk)
    bulk.fail(question)
    bulk.take(asked(bulk), answered(question))
    assert len(asked(bulk)) == MOST_ISSUES
    assert bulk.faults == 0


def test_questions_settle_at_what_can_be_borne() -> None:
    bulk, sizes = Bulk(iter(range(1, 2001))), []
    while question := bulk.next_question():
        sizes.append(len(question))
        if len(question) > 10:
            bulk.fail(question)
        else:
            bulk.take(question, answered(question))
    failed = sum(size > 10 for size in sizes)
    assert failed < len(sizes) / 5
    assert len(sizes) - failed < 2000 / 6


def test_issue_that_always_fails_alone_is_left_for_rest() -> None:
    bulk = Bulk(iter([5]))
    bulk.fail(asked(bulk))
    bulk.fail(asked(bulk))
    assert bulk.next_question() is None
    assert list(bulk.rest()) == [5]


def test_rest_of_a_long_timeline_travels_with_the_next_issues() -> None:
    bulk = Bulk(iter(range(1, MOST_ISSUES + 5)))
    question = asked(bulk)
    bulk.take(question, [piece(wanted, 2 if wanted.number == 3 else 1) for wanted in question])
    following = asked(bulk)
    assert following[0] == Wanted(3, "1")
    assert len(following) == 5


def test_timeline_whose_cursor_leads_nowhere_is_left_for_rest() -> None:
    bulk = Bulk(iter([1]))
    bulk.take(asked(bulk), [Piece(number=1, after="same")])
    harvest = bulk.take(asked(bulk), [Piece(number=1, after="same")])
    assert not harvest.threads
    assert list(bulk.rest()) == [1]


def test_timeline_without_end_is_left_for_rest() -> None:
    bulk, pages = Bulk(iter([1])), 0
    while question := bulk.next_question():
        pages += 1
        bulk.take(question, [Piece(number=1, after=str(pages))])
    assert pages == 500
    assert list(bulk.rest()) == [1]
    assert bulk.next_question() is None


def test_what_was_asked_and_not_answered_is_left_for_rest() -> None:
    bulk = Bulk(iter(range(1, 70)))
    first, second = asked(bulk), asked(bulk)
    bulk.take(first, answered(first))
    assert sorted(bulk.rest()) == [wanted.number for wanted in second] + list(range(65, 70))


@settings(deadline=None, max_examples=60)
@given(
    st.dictionaries(st.integers(1, 120), st.integers(1, 4), max_size=70),
    st.data(),
)
def test_every_issue_ends_exactly_once_whatever_fails(
    pages: dict[int, int], data: st.DataObject
) -> None:
    bulk = Bulk(iter(sorted(pages)))
    ended: dict[int, int] = {}
    fates = st.sampled_from([Fate.READ] * 8 + [Fate.FAILED, Fate.GONE])
    while question := bulk.next_question():
        assert len({wanted.number for wanted in question}) == len(question)
        if data.draw(st.integers(0, 4)) == 0:
            bulk.fail(question)
            continue
        pieces = []
        for wanted in question:
            fate = data.draw(fates)
            good = piece(wanted, pages[wanted.number])
            pieces.append(good if fate is Fate.READ else Piece(number=wanted.number, fate=fate))
        harvest = bulk.take(question, pieces)
        for number in [*harvest.threads, *harvest.gone]:
            ended[number] = ended.get(number, 0) + 1
        for number, entries in harvest.threads.items():
            assert [each.id for each in entries] == [
                f"{number}/{page}" for page in range(pages[number])
            ]
    for number in _drained(bulk.rest()):
        ended[number] = ended.get(number, 0) + 1
    assert ended == dict.fromkeys(pages, 1)


def _drained(numbers: Iterator[int]) -> list[int]:
    return list(numbers)
