import pytest

from screens.session import Session
from tests.memory_store import MemoryStore
from tests.samples import CODEBOOK, Clock, by_key, manifest, sampled
from triage.domain.coding import Marks
from triage.domain.errors import StoreError
from triage.domain.wording import undone_in_words

RQ1, RQ2, RQ3 = CODEBOOK.questions


def session_over(store: MemoryStore, count: int = 3) -> Session:
    return Session(store, CODEBOOK, by_key(sampled(count)), manifest(count), Clock())


def test_choosing_saves_before_it_shows() -> None:
    store = MemoryStore()
    session = session_over(store)
    session.choose("octo/cats#1", RQ1, "speed")
    assert store.codings()["octo/cats#1"].answer("RQ1").codes == ("speed",)
    assert session.summary().questions[0].n == 1


def test_a_failed_save_leaves_no_trace() -> None:
    store = MemoryStore()
    session = session_over(store)
    store.failing = True
    with pytest.raises(StoreError):
        session.choose("octo/cats#1", RQ1, "speed")
    store.failing = False
    assert session.summary().questions[0].n == 0
    assert not session.undo()
    session.choose("octo/cats#1", RQ1, "api")
    assert [change.step for change in store.history()] == [1]


def test_pressing_the_same_code_again_saves_nothing() -> None:
    session = session_over(MemoryStore())
    session.choose("octo/cats#1", RQ1, "speed")
    session.choose("octo/cats#1", RQ1, "speed")
    assert len(session.store.history()) == 1


def test_undo_works_in_the_next_sitting_and_says_what_it_took_back() -> None:
    store = MemoryStore()
    session_over(store).choose("octo/cats#1", RQ1, "speed")
    undone = session_over(store).undo()
    assert undone_in_words(undone, CODEBOOK) == "#1 RQ1: nothing → Speed"
    assert not store.codings()["octo/cats#1"].answers


def test_repeat_gives_the_codes_but_not_the_words() -> None:
    session = session_over(MemoryStore())
    session.choose("octo/cats#1", RQ1, "speed")
    session.accept("octo/cats#1", RQ2)
    session.write_memo("octo/cats#1", RQ1, "faster")
    session.repeat("octo/cats#1", "octo/cats#2")
    repeated = session.coding("octo/cats#2")
    assert repeated.answer("RQ1").codes == ("speed",)
    assert repeated.answer("RQ1").memo == ""
    assert repeated.answer("RQ2").none_apply
    session.undo()
    assert not session.coding("octo/cats#2").answers


def test_excluded_issues_leave_the_base() -> None:
    session = session_over(MemoryStore())
    session.choose("octo/cats#1", RQ1, "speed")
    session.choose("octo/cats#2", RQ1, "api")
    session.mark("octo/cats#2", Marks(excluded="not about cats"))
    summary = session.summary()
    assert (summary.excluded, summary.in_scope, summary.questions[0].n) == (1, 2, 1)
    session.undo()
    assert session.summary().questions[0].n == 2


def test_history_carries_edition_and_digest_of_what_was_read() -> None:
    session = session_over(MemoryStore())
    session.choose("octo/cats#1", RQ1, "speed")
    (change,) = session.store.history()
    assert change.edition == CODEBOOK.edition
    assert change.body_digest == session.issues["octo/cats#1"].issue.body_digest
