"""Blind rounds: who may see what, and the proof of what was sealed."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.samples import NOON
from triage.domain.coding import Answer, Coding, Likeness, Verdicts
from triage.domain.errors import BlindRoundError, InputError
from triage.domain.history import Change, changes_to, replay
from triage.domain.past import Past, past_of
from triage.domain.rounds import (
    Deed,
    RoundEntry,
    check_sight,
    codings_digest,
    round_state,
    seal_entry,
    seal_problem,
    sealed_codings,
)

KEYS = ("octo/cats#1", "octo/cats#2")
BOTH: dict[str, datetime | None] = {"ada": NOON, "bob": NOON}


def coded(*codes: str) -> list[Change]:
    """A history that gives the first issue one code after the other."""
    history: list[Change] = []
    for step, code in enumerate(codes, 1):
        coding = Coding(issue=KEYS[0], answers={"RQ1": Answer(codes=(code,))})
        history += changes_to([coding], replay(history), step=step, at=NOON, reason="")
    return history


def past(history: Sequence[Change], *cuts: int) -> Past:
    return past_of(history, replay(history), KEYS, cuts)


def seal(rater: str, seconds: int = 0) -> RoundEntry:
    at = NOON + timedelta(seconds=seconds)
    return seal_entry(rater, "main", past(coded("speed")), KEYS, at=at, edition="1-0")


def override(rater: str, seconds: int) -> RoundEntry:
    at = NOON + timedelta(seconds=seconds)
    return RoundEntry(at=at, sample="main", rater=rater, deed=Deed.UNBLINDED, reason="to train")


def test_verdicts_on_duplicates_are_sealed_whatever_their_order() -> None:
    pairs = {10: Likeness.SAME, 9: Likeness.RELATED}
    one, other = (
        {KEYS[0]: Coding(issue=KEYS[0], verdicts=Verdicts(pairs=dict(ordered)))}
        for ordered in (pairs.items(), reversed(pairs.items()))
    )
    assert codings_digest(one, KEYS) == codings_digest(other, KEYS) != codings_digest({}, KEYS)


def test_one_rater_alone_is_in_no_round() -> None:
    state = round_state("main", {"ada": NOON}, [])
    assert not state.is_open
    check_sight(state, "ada", ["ada"])


def test_two_raters_are_blind_until_both_have_sealed() -> None:
    state = round_state("main", BOTH, [seal("ada")])
    with pytest.raises(BlindRoundError, match="Not sealed yet: bob"):
        check_sight(state, "ada", ["ada", "bob"])
    check_sight(round_state("main", BOTH, [seal("ada"), seal("bob")]), "ada", ["bob"])


def test_raters_always_see_their_own() -> None:
    check_sight(round_state("main", BOTH, []), "bob", ["bob"])


def test_a_second_coding_is_the_same_person() -> None:
    state = round_state("main", BOTH, [])
    check_sight(state, "ada", ["ada", "ada.again"])
    check_sight(state, "ada.again", ["ada"])
    with pytest.raises(BlindRoundError):
        check_sight(state, "bob", ["ada.again"])


def test_a_seal_of_another_sample_opens_nothing() -> None:
    entries = [seal("ada"), seal("bob")]
    assert round_state("other", BOTH, entries).is_open


def test_an_override_opens_the_sample_and_ends_blindness() -> None:
    early = round_state("main", BOTH, [override("ada", 0), seal("ada", 1)])
    assert not early.is_open
    assert not early.was_blind
    late = round_state("main", BOTH, [seal("ada"), seal("bob"), override("bob", 9)])
    assert late.was_blind


def test_who_may_have_seen_others_cannot_seal_anew_when_somebody_joins() -> None:
    first = [seal("ada", 1), seal("bob", 2)]
    three = {**BOTH, "cyd": NOON + timedelta(seconds=3)}
    anew = seal("ada", 4)
    state = round_state("main", three, [*first, anew, seal("cyd", 5)])
    assert state.is_sealed
    assert state.seals["ada"] == first[0]
    assert round_state("main", three, [*first, anew]).final == {"ada", "bob"}


def test_until_the_last_has_sealed_a_seal_can_be_set_anew() -> None:
    anew = seal("ada", 2)
    state = round_state("main", BOTH, [seal("ada", 1), anew])
    assert (state.seals["ada"], state.final) == (anew, frozenset())


def test_somebody_who_is_to_code_is_waited_for() -> None:
    state = round_state("main", {**BOTH, "cyd": None}, [seal("ada"), seal("bob")])
    assert state.is_open
    assert state.unsealed == ("cyd",)


def test_issues_by_which_a_sample_grows_are_sealed_by_themselves() -> None:
    history = coded("speed")
    first = [seal("ada", 1), seal("bob", 2)]
    grown = round_state("main", BOTH, first, stage=1)
    assert grown.is_open
    assert grown.earlier == {"ada": (first[0],), "bob": (first[1],)}

    changed = Coding(issue=KEYS[0], answers={"RQ1": Answer(codes=("api",))})
    new = Coding(issue=KEYS[1], answers={"RQ1": Answer(codes=("device",))})
    history += changes_to([changed, new], replay(history), step=2, at=NOON, reason="")
    second = seal_entry("ada", "main", past(history), KEYS, at=NOON, edition="1-0", stage=1)
    said = sealed_codings([first[0], second], past(history, 1), {KEYS[0]: 0, KEYS[1]: 1})
    assert [coding.answer("RQ1").codes for coding in said.values()] == [("speed",), ("device",)]


def test_what_was_sealed_as_not_coded_stays_a_gap_in_the_next_stage() -> None:
    history = coded("speed")
    late = Coding(issue=KEYS[1], answers={"RQ1": Answer(codes=("device",))})
    later = [*history, *changes_to([late], replay(history), step=2, at=NOON, reason="")]
    second = seal_entry("ada", "main", past(later), KEYS, at=NOON, edition="1-0", stage=1)
    assert list(sealed_codings([seal("ada"), second], past(later, 1), dict.fromkeys(KEYS, 0))) == [
        KEYS[0]
    ]


def test_a_seal_is_proved_although_the_sample_has_grown_by_an_issue_coded_before() -> None:
    history = changes_to(
        [Coding(issue=key, answers={"RQ1": Answer(codes=("speed",))}) for key in KEYS],
        {},
        step=1,
        at=NOON,
        reason="",
    )
    entry = seal_entry("ada", "main", past(history), KEYS[:1], at=NOON, edition="1-0")
    assert seal_problem(entry, history, KEYS) == ""


def test_what_was_sealed_can_be_proved_after_later_changes() -> None:
    history = coded("speed", "device")
    entry = seal_entry("ada", "main", past(history), KEYS, at=NOON, edition="1-0")
    later = coded("speed", "device", "api")
    assert seal_problem(entry, later, KEYS) == ""
    said = sealed_codings([entry], past(later, 2), dict.fromkeys(KEYS, 0))
    assert said[KEYS[0]].answer("RQ1").codes == ("device",)


def test_a_history_that_was_rewritten_does_not_pass() -> None:
    entry = seal_entry("ada", "main", past(coded("speed", "device")), KEYS, at=NOON, edition="1-0")
    assert "digest" in seal_problem(entry, coded("speed", "api"), KEYS)
    assert "2 changes were sealed" in seal_problem(entry, coded("device"), KEYS)


def test_nothing_cannot_be_sealed() -> None:
    with pytest.raises(InputError, match="nothing to seal"):
        seal_entry("ada", "main", past(coded("speed")), ["octo/cats#9"], at=NOON, edition="1-0")


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(["speed", "device", "api"]), min_size=1), st.randoms())
def test_the_digest_does_not_depend_on_the_order_of_issues(
    codes: list[str], random: Random
) -> None:
    codings = {
        f"octo/cats#{number}": Coding(
            issue=f"octo/cats#{number}", answers={"RQ1": Answer(codes=(code,))}
        )
        for number, code in enumerate(codes)
    }
    shuffled = list(codings.items())
    random.shuffle(shuffled)
    assert codings_digest(dict(shuffled), list(codings)) == codings_digest(codings, list(codings))
