from hypothesis import given
from hypothesis import strategies as st

from tests.samples import CODEBOOK
from triage.domain.coding import NO_ANSWER, Answer, Coding, Quote, accept_none, choose, clear

SINGLE, MULTI, CHECKLIST = CODEBOOK.questions


def test_single_choice_replaces_the_code() -> None:
    answer = choose(choose(NO_ANSWER, SINGLE, "speed"), SINGLE, "api")
    assert answer.codes == ("api",)


def test_single_choice_keeps_the_code_on_a_second_press() -> None:
    assert choose(choose(NO_ANSWER, SINGLE, "speed"), SINGLE, "speed").codes == ("speed",)


def test_multi_choice_keeps_the_order_of_the_codebook() -> None:
    assert choose(choose(NO_ANSWER, MULTI, "gap"), MULTI, "scale").codes == ("scale", "gap")


def test_multi_choice_takes_a_code_back() -> None:
    assert not choose(choose(NO_ANSWER, MULTI, "gap"), MULTI, "gap").is_given


def test_checklist_goes_from_provided_to_missing_to_neither() -> None:
    standings = []
    answer = NO_ANSWER
    for _ in range(3):
        answer = choose(answer, CHECKLIST, "cost")
        standings.append((answer.codes, answer.missing))
    assert standings == [(("cost",), ()), ((), ("cost",)), ((), ())]


def test_accepting_nothing_is_an_answer_where_that_is_allowed() -> None:
    assert accept_none(NO_ANSWER, MULTI).none_apply
    assert accept_none(NO_ANSWER, CHECKLIST).is_given
    assert not accept_none(NO_ANSWER, SINGLE).is_given


def test_a_code_takes_none_applies_back() -> None:
    assert not choose(accept_none(NO_ANSWER, MULTI), MULTI, "gap").none_apply


def test_quotes_leave_with_their_code() -> None:
    quote = Quote(source="body", start=0, end=3, text="cat", digest="d", code="gap")
    answer = Answer(codes=("gap", "scale"), quotes=(quote,))
    assert choose(answer, MULTI, "scale").quotes == (quote,)
    assert choose(answer, MULTI, "gap").quotes == ()


def test_clearing_keeps_the_memo() -> None:
    assert clear(Answer(codes=("gap",), memo="why")) == Answer(memo="why")


def test_a_memo_alone_is_no_answer() -> None:
    assert not Answer(memo="why").is_given


def test_an_empty_answer_leaves_no_trace_in_the_coding() -> None:
    coding = Coding(issue="octo/cats#1")
    given = coding.with_part("RQ1", Answer(codes=("speed",)))
    assert given.with_part("RQ1", NO_ANSWER) == coding


@given(st.lists(st.sampled_from(["use-case", "cost"]), max_size=12))
def test_checklist_items_are_never_both_provided_and_missing(presses: list[str]) -> None:
    answer = NO_ANSWER
    for code in presses:
        answer = choose(answer, CHECKLIST, code)
        assert not set(answer.codes) & set(answer.missing)
