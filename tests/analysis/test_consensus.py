"""What fills into a consensus by itself, what stays decided, and what undo takes back."""

from collections.abc import Mapping

from tests.samples import CODEBOOK, NOON, manifest
from triage.analysis.consensus import (
    decisions,
    filling_changes,
    settling_change,
    with_changes,
)
from triage.domain.coding import MARKS, Answer, Coding, Marks
from triage.domain.decision import AGREED, ASSIGNED, NO_LONGER_AGREED, Cause, Decision
from triage.domain.history import Change, undo_changes
from triage.domain.sample import Manifest

ISSUE = "octo/cats#1"
BY_ADA = Decision(by="ada", cause=Cause.SLIP, taken="bob")


def said(*codes: str, excluded: str = "") -> dict[str, Coding]:
    answers = {"RQ1": Answer(codes=codes)} if codes else {}
    return {ISSUE: Coding(issue=ISSUE, answers=answers, marks=Marks(excluded=excluded))}


def filled(
    ada: Mapping[str, Coding],
    bob: Mapping[str, Coding],
    consensus: Mapping[str, Coding] | None = None,
    decided: Mapping[tuple[str, str], Decision] | None = None,
    sample: Manifest | None = None,
) -> list[Change]:
    return filling_changes(
        CODEBOOK,
        sample or manifest(2),
        {"ada": ada, "bob": bob},
        consensus or {},
        decided or {},
        step=1,
        at=NOON,
    )


def settled(code: str) -> Change:
    now = Coding(issue=ISSUE)
    return settling_change(CODEBOOK, now, "RQ1", Answer(codes=(code,)), BY_ADA, step=1, at=NOON)


def test_what_raters_say_alike_fills_in_and_is_marked_so() -> None:
    (change,) = filled(said("speed"), said("speed"))
    assert (change.part, change.reason, change.decision) == ("RQ1", AGREED, None)
    assert with_changes({}, [change])[ISSUE].answer("RQ1").codes == ("speed",)


def test_what_they_say_differently_or_only_one_says_stays_open() -> None:
    assert filled(said("speed"), said("device")) == []
    assert filled(said("speed"), {}) == []


def test_a_second_filling_changes_nothing() -> None:
    first = with_changes({}, filled(said("speed"), said("speed")))
    assert filled(said("speed"), said("speed"), first) == []


def test_what_is_agreed_no_longer_is_taken_back() -> None:
    first = with_changes({}, filled(said("speed"), said("speed")))
    (change,) = filled(said("speed"), said("device"), first)
    assert (change.after, change.reason) == (Answer(), NO_LONGER_AGREED)


def test_what_was_decided_stays_whatever_raters_say_later() -> None:
    consensus = with_changes({}, [settled("api")])
    decided = decisions([settled("api")])
    assert decided == {(ISSUE, "RQ1"): BY_ADA}
    assert filled(said("speed"), said("speed"), consensus, decided) == []


def test_an_issue_that_all_exclude_is_excluded() -> None:
    (change,) = filled(said(excluded="spam"), said(excluded="spam"))
    assert (change.part, change.after) == (MARKS, Marks(excluded="spam"))
    assert filled(said(excluded="spam"), said("speed")) == []


def test_an_issue_of_one_rater_alone_is_taken_over() -> None:
    shared = manifest(2, raters=("ada", "bob"), overlap="0")
    (change,) = filled(said("speed"), {}, sample=shared)
    assert change.reason == ASSIGNED
    assert filled({}, said("speed"), sample=shared) == []


def test_undo_takes_the_decision_back_too() -> None:
    change = settled("api")
    assert decisions([change, *undo_changes([change], 2, NOON)]) == {}
