"""What agrees by itself, under which letters the raters appear, and the causes."""

from collections import Counter

import pytest

from triage.analysis.adjudication import (
    agreed_answer,
    agreed_coding,
    letters,
)
from triage.domain.codebook import Code, Codebook, Kind, Question
from triage.domain.coding import NO_ANSWER, Answer, Coding, Marks, Quote
from triage.domain.decision import CAUSE_LABELS, Cause

BOOK = Codebook(
    name="study",
    questions=(
        Question(
            id="type",
            title="Type",
            kind=Kind.SINGLE,
            codes=(Code(id="a", label="A"), Code(id="b", label="B")),
        ),
        Question(id="tags", title="Tags", kind=Kind.MULTI),
    ),
)
QUOTE = Quote(source="body", start=0, end=3, text="abc", digest="d", code="a")
OTHER = Quote(source="body", start=4, end=7, text="def", digest="d", code="a")


def test_the_same_codes_in_any_order_agree() -> None:
    found = agreed_answer([Answer(codes=("a", "b")), Answer(codes=("b", "a"))])
    assert found == Answer(codes=("a", "b"))


def test_different_memos_and_quotes_are_all_kept() -> None:
    found = agreed_answer(
        [
            Answer(codes=("a",), memo="slow", quotes=(QUOTE,)),
            Answer(codes=("a",), memo="slow at load", quotes=(QUOTE, OTHER)),
            Answer(codes=("a",), memo="slow "),
        ]
    )
    assert found == Answer(codes=("a",), memo="slow / slow at load", quotes=(QUOTE, OTHER))


@pytest.mark.parametrize(
    "answers",
    [
        [],
        [Answer(codes=("a",))],
        [Answer(codes=("a",)), NO_ANSWER],
        [Answer(codes=("a",)), Answer(codes=("b",))],
        [Answer(codes=("a",)), Answer(codes=("a",)), Answer(codes=("b",))],
        [Answer(codes=("a",)), Answer(missing=("a",))],
        [Answer(codes=("a",)), Answer(none_apply=True)],
    ],
)
def test_one_answer_or_different_ones_do_not_agree(answers: list[Answer]) -> None:
    assert agreed_answer(answers) is None


def test_that_nothing_applies_can_be_agreed() -> None:
    nothing = Answer(none_apply=True)
    assert agreed_answer([nothing, nothing]) == nothing


def test_an_issue_takes_over_the_questions_on_which_raters_agree() -> None:
    ada = Coding(
        issue="o/n#1",
        answers={"type": Answer(codes=("a",)), "tags": Answer(codes=("x",))},
        body_digest="read",
    )
    bob = Coding(
        issue="o/n#1",
        answers={"type": Answer(codes=("a",)), "tags": Answer(codes=("y",))},
        body_digest="read",
    )
    found = agreed_coding(BOOK, "o/n#1", [ada, bob])
    assert found.answers == {"type": Answer(codes=("a",))}
    assert (found.edition, found.body_digest) == (BOOK.edition, "read")


def test_an_answer_that_the_kind_does_not_allow_is_never_taken_over() -> None:
    both = Coding(issue="o/n#1", answers={"type": Answer(codes=("a", "b"))})
    assert agreed_coding(BOOK, "o/n#1", [both, both]).answers == {}


def test_an_exclusion_that_all_share_is_taken_over_and_a_split_one_is_not() -> None:
    answers = {"type": Answer(codes=("a",))}
    out = Coding(issue="o/n#1", answers=answers, marks=Marks(excluded="spam"))
    inside = Coding(issue="o/n#1", answers=answers)
    assert agreed_coding(BOOK, "o/n#1", [out, out]).marks == Marks(excluded="spam")
    split = agreed_coding(BOOK, "o/n#1", [inside, inside, out])
    assert (split.answers, split.marks) == ({}, Marks())
    assert agreed_coding(BOOK, "o/n#1", [out]).marks == Marks()


def test_letters_are_the_same_whatever_the_order_and_nobody_is_always_a() -> None:
    raters = ["ada", "bob"]
    assert letters("o/n#1", raters) == letters("o/n#1", reversed(raters))
    first = Counter(
        min(letters(f"o/n#{number}", raters).items(), key=lambda each: each[1])[0]
        for number in range(200)
    )
    assert first["ada"] > 60
    assert first["bob"] > 60


def test_letters_go_on_behind_z() -> None:
    assert sorted(letters("o/n#1", map(str, range(28))).values(), key=lambda x: (len(x), x))[
        -3:
    ] == ["Z", "AA", "AB"]


def test_every_cause_has_words() -> None:
    assert set(CAUSE_LABELS) == set(Cause)
    assert Cause("codebook-gap") is Cause.CODEBOOK_GAP
