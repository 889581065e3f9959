from hypothesis import given
from hypothesis import strategies as st

from tests.memory_store import MemoryStore
from tests.samples import CODEBOOK
from tests.screens.test_session import session_over
from triage.domain.history import replay


@given(st.lists(st.sampled_from("abcdurs"), max_size=40))
def test_history_always_leads_to_what_is_true_now(keys: str) -> None:
    session = session_over(MemoryStore(), 3)
    states = [dict(session.store.codings())]
    issues = list(session.issues)
    for place, key in enumerate(keys):
        issue = issues[place % len(issues)]
        match key:
            case "u":
                session.undo()
            case "r":
                session.redo()
            case "s":
                session.repeat(issues[0], issue)
            case _:
                question = CODEBOOK.questions["abcd".index(key) % 3]
                session.choose(issue, question, question.codes[0].id)
        states.append(dict(session.store.codings()))
    replayed = replay(session.store.history())
    assert replayed == dict(session.store.codings())


@given(st.integers(0, 12), st.integers(0, 12))
def test_redo_restores_what_undo_took(presses: int, undone: int) -> None:
    session = session_over(MemoryStore(), 2)
    issue = next(iter(session.issues))
    for press in range(presses):
        question = CODEBOOK.questions[press % 3]
        session.choose(issue, question, question.codes[press % 2].id)
    before = session.coding(issue).answers
    steps = sum(bool(session.undo()) for _ in range(undone))
    for _ in range(steps):
        assert session.redo()
    assert session.coding(issue).answers == before
    assert not session.redo()
