"""What is asked of a history once it was let go: the same as replaying it would give."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.samples import NOON
from triage.domain.coding import Answer, Coding, Quote
from triage.domain.history import Change, replay
from triage.domain.past import NO_PAST, past_of

ISSUES = ("octo/cats#1", "octo/cats#2", "octo/cats#3")
SAMPLE = ISSUES[:2]
QUOTE = Quote(source="body", start=0, end=4, text="slow", digest="0", code="speed")


@st.composite
def histories(draw: st.DrawFn) -> list[Change]:
    """Changes of any issue at times that may go back, with memos and quotes."""
    places = draw(st.lists(st.tuples(st.sampled_from(ISSUES), st.integers(0, 99)), max_size=12))
    return [
        Change(
            step=step,
            at=NOON + timedelta(minutes=minutes),
            issue=issue,
            part="RQ1",
            before=Answer(),
            after=Answer(codes=("speed",), memo=f"memo {minutes}", quotes=(QUOTE,)),
        )
        for step, (issue, minutes) in enumerate(places, 1)
    ]


@given(histories(), st.sets(st.integers(0, 12)))
def test_every_cut_is_what_replaying_so_much_gives(history: list[Change], asked: set[int]) -> None:
    cuts = {each for each in asked if each < len(history)}
    past = past_of(iter(history), replay(history), SAMPLE, cuts)
    assert past.changes == len(history)
    for cut in (*cuts, 0, len(history)):
        assert past.after(cut) == replay(history[:cut])


@given(histories())
def test_times_are_the_first_on_the_sample_and_the_latest_of_all(history: list[Change]) -> None:
    past = past_of(history, replay(history), SAMPLE)
    assert past.begun == next((each.at for each in history if each.issue in SAMPLE), None)
    assert past.last == max((each.at for each in history), default=None)
    assert (NO_PAST.begun, NO_PAST.last, NO_PAST.after(0)) == (None, None, {})


@given(histories())
def test_codes_alone_lack_memos_and_quotes_and_nothing_else(history: list[Change]) -> None:
    half = len(history) // 2
    bare = past_of(history, replay(history), SAMPLE, {half}).codes_alone()
    for cut in (half, len(history)):
        assert bare.after(cut) == {
            issue: Coding(issue=issue, answers={"RQ1": Answer(codes=("speed",))})
            for issue in replay(history[:cut])
        }
    answers = [coding.answers["RQ1"] for coding in bare.now.values()]
    assert all(answer is answers[0] for answer in answers)
