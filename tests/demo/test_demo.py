"""The shipped sample is whole and agrees with itself and with its codebook."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from triage.demo import (
    RATERS,
    demo_codebook_text,
    demo_codings,
    demo_consensus,
    demo_issues,
    demo_manifest,
)
from triage.domain.codebook import Kind
from triage.domain.codebook_toml import read_codebook
from triage.domain.coding import Answer

BOOK = read_codebook(demo_codebook_text(), "demo")
WHY = {"ambiguous-text", "codebook-gap", "slip", "missing-context", "judgement"}


def answers() -> Iterator[tuple[str, Answer]]:
    for rater in RATERS:
        for coding in demo_codings(rater).values():
            yield from coding.answers.items()
    for settlement in demo_consensus():
        yield settlement.question, settlement.answer


def placed(question_id: str) -> list[int]:
    codings = demo_codings("original").items()
    return [number for number, coding in codings if coding.answer(question_id).is_given]


def test_issues_stand_in_the_order_of_the_sample() -> None:
    numbers = tuple(sampled.issue.number for sampled in demo_issues())

    assert numbers == demo_manifest().numbers
    assert len(set(numbers)) == 30


def test_issues_carry_a_gist_and_no_text_of_others() -> None:
    for sampled in demo_issues():
        assert sampled.issue.body == ""
        assert sampled.conversation is None
        assert 40 < len(sampled.gist) < 300


def test_facts_are_those_of_the_day_of_the_draw() -> None:
    issues = [sampled.issue for sampled in demo_issues()]
    manifest = demo_manifest()

    assert sum(issue.is_open for issue in issues) == 6
    assert sum(issue.is_stale for issue in issues) == 12
    assert all(issue.has_label(manifest.label) for issue in issues)
    assert all(issue.is_open == (issue.closed_at is None) for issue in issues)
    assert all((issue.closed_at or issue.created_at) < manifest.drawn_at for issue in issues)
    assert manifest.drawn_at == datetime(2025, 7, 23, 11, 6, 27, tzinfo=UTC)
    assert (manifest.size, manifest.population_size, manifest.seed) == (30, 1092, None)


def test_every_answer_keeps_to_the_codebook() -> None:
    for question_id, answer in answers():
        question = BOOK.question(question_id)
        assert question is not None
        known = {code.id for code in question.codes}
        assert {*answer.codes, *answer.missing} <= known
        assert not set(answer.codes) & set(answer.missing)
        assert not (answer.none_apply and answer.codes)
        assert answer.memo
        assert len(answer.codes) <= 1 or question.kind is not Kind.SINGLE
        assert not answer.missing or question.kind is Kind.CHECKLIST


def test_second_reading_leaves_nothing_open() -> None:
    codings = demo_codings("second")

    assert tuple(codings) == demo_manifest().numbers
    assert all(coding.is_complete(BOOK) for coding in codings.values())
    assert all(coding.marks.confidence in (1, 2, 3) for coding in codings.values())


def test_first_reading_is_open_where_the_report_contradicts_itself_or_is_silent() -> None:
    counts = {question.id: len(placed(question.id)) for question in BOOK}

    assert counts == {"RQ1": 30, "RQ2": 14, "RQ3": 21, "RQ4": 16}
    assert not {20711, 7546} & set(placed("RQ3"))


def test_endings_of_the_second_reading_fit_the_state() -> None:
    second = demo_codings("second")
    for sampled in demo_issues():
        (ending,) = second[sampled.issue.number].answer("RQ3").codes
        assert ending.startswith("open-") == sampled.issue.is_open
        assert ending != "closed-stale" or sampled.issue.is_stale


def test_every_disagreement_is_settled_and_nothing_else() -> None:
    first, second = (demo_codings(rater) for rater in RATERS)
    differing = {
        (number, question.id)
        for number in first
        for question in BOOK
        if first[number].answer(question.id).is_given
        and said(first[number].answer(question.id)) != said(second[number].answer(question.id))
    }
    settled = [(each.issue, each.question) for each in demo_consensus()]

    assert set(settled) == differing
    assert len(settled) == len(differing)


def said(answer: Answer) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(answer.codes), frozenset(answer.missing)


def test_settlements_give_reason_remark_and_an_answer() -> None:
    for settlement in demo_consensus():
        assert settlement.why in WHY
        assert settlement.remark
        assert settlement.answer.is_given
        if settlement.taken:
            taken = demo_codings(settlement.taken)[settlement.issue]
            assert taken.answer(settlement.question) == settlement.answer


def test_unknown_rater_of_the_demo_is_refused() -> None:
    with pytest.raises(ValueError, match="third"):
        demo_codings("third")
