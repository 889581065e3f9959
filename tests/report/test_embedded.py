"""Codings in a comment of a report: exact, harmless, and refused when damaged."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage.domain.codebook import Code, Codebook, Kind, Question
from triage.domain.coding import Answer, Coding, Likeness, Marks, Quote, Verdicts
from triage.domain.errors import InputError
from triage.report.embedded import embed_codings, embedded_codings
from triage.report.read import read_report

CODEBOOK = Codebook(
    name="lids",
    questions=(
        Question(
            id="type",
            title="Which -- type?",
            kind=Kind.MULTI,
            codes=(Code(id="loose", label="Loose --> lids"),),
        ),
    ),
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    ["--", "-->", "---", "<!-- triage-codings v1", "digest x\n-->", "-", "\u2028", "\\u002d-"]
)
QUOTES = st.builds(
    Quote,
    source=st.just("body"),
    start=st.integers(0, 9),
    end=st.integers(10, 99),
    text=TEXT,
    digest=st.just("00"),
    code=st.just("loose"),
)
ANSWERS = st.builds(
    Answer,
    codes=st.just(("loose",)),
    missing=st.just(()),
    none_apply=st.booleans(),
    memo=TEXT,
    quotes=st.lists(QUOTES, max_size=2).map(tuple),
)
CODINGS = st.builds(
    Coding,
    issue=st.integers(1, 99).map(lambda number: f"acme/kettle#{number}"),
    answers=st.dictionaries(st.just("type"), ANSWERS),
    marks=st.builds(Marks, flagged=st.booleans(), excluded=TEXT, confidence=st.integers(1, 3)),
    verdicts=st.builds(
        Verdicts,
        pairs=st.dictionaries(st.integers(1, 9), st.sampled_from(Likeness), max_size=2),
        canonical=st.none() | st.integers(1, 9),
    ),
)


@given(
    codings=st.lists(CODINGS, max_size=4, unique_by=lambda coding: coding.issue), end=st.booleans()
)
@settings(deadline=None, max_examples=80)
def test_embedded_codings_come_back_exactly(codings: list[Coding], end: bool) -> None:
    text = "# Report\n\n" + embed_codings("ada", CODEBOOK, codings)
    found = embedded_codings(text.replace("\n", "\r\n") if end else text)
    assert found is not None
    assert found.rater == "ada"
    assert found.codebook == CODEBOOK
    assert list(found.codings) == sorted(codings, key=lambda coding: coding.issue)


@given(codings=st.lists(CODINGS, max_size=3))
@settings(deadline=None, max_examples=60)
def test_the_block_is_one_comment_whatever_the_texts_hold(codings: list[Coding]) -> None:
    block = embed_codings("ada", CODEBOOK, codings)
    inside = block.removeprefix("<!--").removesuffix("-->\n")
    assert "--" not in inside
    assert ">" not in inside[:2]
    assert read_report(f"# Report\n{block}").questions == ()


def test_equal_codings_give_an_equal_block_in_any_order() -> None:
    codings = [Coding(issue="a/b#2"), Coding(issue="a/b#1")]
    assert embed_codings("ada", CODEBOOK, codings) == embed_codings("ada", CODEBOOK, codings[::-1])


def test_a_report_without_a_block_carries_nothing() -> None:
    assert embedded_codings("# Report\n<!-- a note -->\n") is None


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("a/b#1", "a/b#2", "do not match their digest"),
        ("\n-->", "\n", "it has no end"),
        ("digest ", "digested ", "it has no end"),
    ],
)
def test_a_damaged_block_is_refused_with_its_line(old: str, new: str, reason: str) -> None:
    text = "# Report\n\n" + embed_codings("ada", CODEBOOK, [Coding(issue="a/b#1")])
    with pytest.raises(InputError, match=rf"report\.md:3: .*{reason}"):
        embedded_codings(text.replace(old, new), "report.md")


def test_a_newer_format_is_refused() -> None:
    text = embed_codings("ada", CODEBOOK, []).replace("codings v1", "codings v9")
    with pytest.raises(InputError, match="use a newer triage"):
        embedded_codings(text)
