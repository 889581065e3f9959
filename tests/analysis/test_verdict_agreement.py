"""Verdicts on pairs of issues between raters: agreement, and the long form."""

import csv
import io

import pytest

from tests.samples import CODEBOOK
from tests.verdicts import KEYS, Given, judged
from triage.analysis.comparison import Comparison, compare
from triage.analysis.long_form import long_form
from triage.analysis.verdict_agreement import pair_in_words, pair_of
from triage.domain.coding import VERDICTS, Likeness
from triage.exchange.long_csv import long_csv

SAME, RELATED, DIFFERENT = Likeness.SAME, Likeness.RELATED, Likeness.DIFFERENT


def compared(ada: Given, bob: Given) -> Comparison:
    raters = {"ada": judged(ada), "bob": judged(bob)}
    return compare(CODEBOOK, raters, KEYS, "krippendorff_alpha", 1, 20)


def test_a_pair_is_compared_whichever_of_its_issues_was_read() -> None:
    verdicts = compared({1: {2: SAME}, 3: {4: SAME}}, {2: {1: SAME}, 4: {3: DIFFERENT}}).verdicts
    assert verdicts is not None
    assert verdicts.coefficient("percent_agreement").figure.value == pytest.approx(0.5)
    (dispute,) = verdicts.disagreements
    assert pair_of(dispute.issue) == (3, 4)
    assert compared({3: {4: SAME}}, {4: {3: DIFFERENT}}).disagreements[-1].issue == dispute.issue
    assert dispute.answers == {"ada": ("same",), "bob": ("not",)}
    (pair,) = verdicts.pairs
    assert pair.common == 2
    assert pair_in_words(pair.confusions[0].issues("same", "not")[0]) == "#3 and #4"


def test_a_pair_that_one_rater_did_not_judge_is_a_gap_and_no_dissent() -> None:
    verdicts = compared({1: {2: SAME, 9: RELATED}}, {1: {2: SAME}}).verdicts
    assert verdicts is not None
    assert not verdicts.disagreements
    assert [len(each.issues) for each in verdicts.coverage] == [0, 1, 1]
    assert verdicts.coefficient("percent_agreement").figure.value == 1


def test_without_verdicts_there_is_nothing_to_compare() -> None:
    assert compared({}, {}).verdicts is None
    beyond = compared({99: {98: SAME}}, {})
    assert beyond.verdicts is None


def test_progress_ends_when_the_pairs_are_drawn_too() -> None:
    told: list[tuple[int, int]] = []
    raters = {"ada": judged({1: {2: SAME, 3: SAME}}), "bob": judged({1: {2: SAME, 3: RELATED}})}
    compare(CODEBOOK, raters, KEYS, "krippendorff_alpha", 1, 20, lambda *at: told.append(at))
    assert told[0] == (60, 80)
    assert told[-1] == (80, 80)


def test_a_verdict_stands_in_the_long_form_with_an_issue_of_the_sample() -> None:
    raters = {"ada": judged({2: {1: SAME, 99: RELATED}}), "bob": judged({3: {2: DIFFERENT}})}
    text = long_csv(long_form(CODEBOOK, raters, KEYS[1:]))
    rows = [tuple(row.values()) for row in csv.DictReader(io.StringIO(text))]
    assert rows == [
        (KEYS[1], VERDICTS, "ada", "#1:same"),
        (KEYS[1], VERDICTS, "bob", "#3:not"),
        (KEYS[1], VERDICTS, "ada", "#99:related"),
    ]
