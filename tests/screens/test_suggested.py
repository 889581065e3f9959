import pytest

from screens.duplicate_entries import CODED, LIKELY, STATED, entries_of
from screens.session import Session
from screens.suggested import Suggested, coded_alike, suggested_for
from screens.verdicts import coded_numbers, group_of, judge_pair, verdict_between
from tests.memory_store import MemoryStore
from tests.samples import CODEBOOK, Clock, by_key, issue, manifest
from triage.analysis.duplicates import Index
from triage.domain.coding import Answer, Likeness, Marks
from triage.domain.errors import StoreError
from triage.domain.issue import SampledIssue

TITLES = ("Scheduler crash on empty batch", "Empty batch crash", "Crash of the batch", "Dark theme")
ISSUES = [SampledIssue(issue=issue(n, title=title)) for n, title in enumerate(TITLES, 1)]
INDEX = Index.build([each.issue for each in ISSUES])
ONE, TWO, THREE, FOUR = (each.issue.key for each in ISSUES)
FOUR_ISSUE = issue(99, title=TITLES[3])
RQ1 = CODEBOOK.questions[0]


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def session(store: MemoryStore) -> Session:
    return Session(store, CODEBOOK, by_key(ISSUES), manifest(4), Clock())


def test_a_verdict_is_seen_from_both_sides_and_held_on_one(session: Session) -> None:
    judge_pair(session, ONE, 2, Likeness.SAME)
    assert verdict_between(session, TWO, 1) is Likeness.SAME
    judge_pair(session, TWO, 1, Likeness.RELATED)
    assert verdict_between(session, ONE, 2) is Likeness.RELATED
    assert not session.coding(TWO).verdicts.pairs


def test_a_verdict_is_undone_and_redone(session: Session) -> None:
    judge_pair(session, ONE, 2, Likeness.SAME)
    session.undo()
    assert verdict_between(session, ONE, 2) is None
    session.redo()
    assert verdict_between(session, ONE, 2) is Likeness.SAME


def test_a_verdict_that_is_not_saved_is_not_shown(session: Session, store: MemoryStore) -> None:
    store.failing = True
    with pytest.raises(StoreError):
        judge_pair(session, ONE, 2, Likeness.SAME)
    assert verdict_between(session, ONE, 2) is None


def test_a_group_reaches_over_several_verdicts(session: Session) -> None:
    assert group_of(session, ONE) is None
    judge_pair(session, ONE, 2, Likeness.SAME)
    judge_pair(session, TWO, 3, Likeness.SAME)
    group = group_of(session, THREE)
    assert group is not None
    assert group.numbers == (1, 2, 3)


def test_a_group_is_coded_in_one_step_and_keeps_what_was_answered(session: Session) -> None:
    session.choose(ONE, RQ1, "speed")
    session.write_memo(ONE, RQ1, "mine")
    session.choose(TWO, RQ1, "api")
    session.mark(FOUR, Marks(excluded="not about cats"))
    session.settle_group(ONE, [ONE, TWO, THREE, FOUR], 2)
    assert session.coding(TWO).answer("RQ1").codes == ("api",)
    assert session.coding(THREE).answer("RQ1") == Answer(codes=("speed",))
    assert not session.coding(FOUR).answers
    assert {session.coding(key).verdicts.canonical for key in (ONE, TWO, THREE, FOUR)} == {2}
    session.undo()
    assert not session.coding(THREE).answers
    assert session.coding(ONE).verdicts.canonical is None


def test_the_chosen_issue_stands_for_the_group(session: Session) -> None:
    judge_pair(session, THREE, 1, Likeness.SAME)
    session.settle_group(THREE, [THREE], 3)
    group = group_of(session, ONE)
    assert group is not None
    assert group.canonical == 3


def test_an_issue_outside_the_index_is_asked_by_its_text() -> None:
    alien = SampledIssue(issue=issue(99, title="An empty batch"))
    assert suggested_for(alien, INDEX).suggestions[0].number == 2


def test_issues_alike_are_those_that_were_coded(session: Session) -> None:
    session.choose(THREE, RQ1, "speed")
    session.mark(TWO, Marks(flagged=True))
    coded = coded_numbers(session, "octo/cats")
    assert coded == [3]
    assert [each.number for each in coded_alike(ISSUES[0], INDEX, coded)] == [3]


def test_the_list_keeps_facts_apart_and_shows_the_codes(session: Session) -> None:
    session.choose(THREE, RQ1, "speed")
    session.choose(FOUR, RQ1, "api")
    said = SampledIssue(issue=issue(1, title=TITLES[0], body="Duplicate of #2, octo/dogs#7"))
    suggested = suggested_for(said, INDEX)
    alike = INDEX.suggest(FOUR_ISSUE, among=[4])
    entries = entries_of(suggested, alike, session, shows_codes=True)
    assert [(each.section, each.number) for each in entries] == [
        (STATED, 2),
        (STATED, None),
        (LIKELY, 3),
        (CODED, 4),
    ]
    assert entries[0].title == TITLES[1]
    assert entries[2].reasons.endswith("coded RQ1 Speed")
    assert entries[3].reasons.endswith("coded RQ1 API")


def test_a_blind_round_shows_no_codes(session: Session) -> None:
    session.choose(TWO, RQ1, "speed")
    suggested = suggested_for(ISSUES[0], INDEX)
    alike = INDEX.suggest(FOUR_ISSUE, among=[4])
    entries = entries_of(suggested, alike, session, shows_codes=False)
    assert {each.section for each in entries} == {LIKELY}
    assert not any("coded" in each.reasons for each in entries)


def test_an_issue_like_no_other_has_an_empty_list(session: Session) -> None:
    assert entries_of(Suggested(ONE, (), ()), [], session, shows_codes=True) == []
