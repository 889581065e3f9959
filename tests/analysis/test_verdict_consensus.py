"""Verdicts in a consensus: what fills in, what stays open, what was decided."""

from collections.abc import Mapping

from tests.samples import CODEBOOK, NOON, manifest
from tests.verdicts import KEYS, SIZE, judged
from triage.analysis.consensus import decisions, filling_changes, settling_change, with_changes
from triage.analysis.verdict_consensus import pair_part
from triage.domain.coding import VERDICTS, Coding, Likeness, Verdicts
from triage.domain.decision import AGREED, ASSIGNED, NO_LONGER_AGREED, Cause, Decision
from triage.domain.history import Change, undo_changes
from triage.domain.sample import Manifest

SAME, RELATED, DIFFERENT = Likeness.SAME, Likeness.RELATED, Likeness.DIFFERENT


def filled(
    ada: Mapping[str, Coding],
    bob: Mapping[str, Coding],
    consensus: Mapping[str, Coding] | None = None,
    history: list[Change] | None = None,
    sample: Manifest | None = None,
) -> list[Change]:
    return filling_changes(
        CODEBOOK,
        sample or manifest(SIZE),
        {"ada": ada, "bob": bob},
        consensus or {},
        decisions(history or []),
        step=1,
        at=NOON,
    )


def test_what_both_judged_alike_fills_in_with_the_earlier_issue() -> None:
    (change,) = filled(judged({2: {1: SAME}}), judged({1: {2: SAME, 3: RELATED}}))
    assert (change.issue, change.part, change.reason) == (KEYS[0], VERDICTS, AGREED)
    assert change.after == Verdicts(pairs={2: SAME})


def test_verdicts_that_differ_stay_open_and_are_taken_back() -> None:
    assert filled(judged({1: {2: SAME}}), judged({2: {1: RELATED}})) == []
    first = with_changes({}, filled(judged({1: {2: SAME}}), judged({1: {2: SAME}})))
    (change,) = filled(judged({1: {2: SAME}}), judged({1: {2: DIFFERENT}}), first)
    assert (change.after, change.reason) == (Verdicts(), NO_LONGER_AGREED)


def test_an_issue_that_both_let_stand_for_the_group_does_so_in_the_consensus() -> None:
    ada, bob = (judged({1: {2: SAME}}, {1: 2}) for _ in range(2))
    (change,) = filled(ada, bob)
    assert change.after == Verdicts(pairs={2: SAME}, canonical=2)
    (other,) = filled(ada, judged({1: {2: SAME}}, {1: 1}))
    assert other.after == Verdicts(pairs={2: SAME})


def test_a_verdict_of_a_rater_who_reads_an_issue_alone_is_taken_over() -> None:
    shared = manifest(SIZE, raters=("ada", "bob"), overlap="0")
    (change,) = filled(judged({1: {9: SAME}}), {}, sample=shared)
    assert (change.after, change.reason) == (Verdicts(pairs={9: SAME}), ASSIGNED)
    assert filled(judged({1: {2: SAME}}), judged({2: {1: DIFFERENT}}), sample=shared) == []


def test_a_decided_pair_stays_and_others_of_the_issue_still_fill_in() -> None:
    decision = Decision(by="ada", cause=Cause.SLIP, taken="bob", other=2)
    change = settling_change(
        CODEBOOK,
        Coding(issue=KEYS[0]),
        VERDICTS,
        Verdicts(pairs={2: RELATED}),
        decision,
        step=1,
        at=NOON,
    )
    assert decisions([change]) == {(KEYS[0], pair_part(2)): decision}
    ada, bob = judged({1: {2: SAME, 3: SAME}}), judged({1: {2: RELATED, 3: SAME}})
    (more,) = filled(ada, bob, with_changes({}, [change]), [change])
    assert more.after == Verdicts(pairs={2: RELATED, 3: SAME})
    assert decisions([change, *undo_changes([change], 2, NOON)]) == {}
