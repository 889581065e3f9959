"""What is written reads as what was meant, and what people wrote is kept."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage.domain.codebook import Code, Codebook, Kind, Question
from triage.domain.codebook_toml import read_codebook, with_default_keys
from triage.domain.codebook_writing import codebook_text, with_new_code
from triage.domain.errors import CodebookError

NEW = Code(id="new", label="New", definition="two\nlines", aliases=("fresh",))

WRITTEN = '''# mine
name = "n"   # the name

[[questions]]
id = "a"
title = "A"
kind = "multi"

# the only code
[[questions.codes]]
id = "x"
label = """
X"""  # why

  # about b
[[questions]]
id = "b"
title = "B"
kind = "single"
# tail
'''

IN_LINE = """name = "n"
[[questions]]
id = "a"
title = "A"
kind = "multi"
codes = [
  {id = "x", label = "X"}, # first
  {id = "y", label = "Y"}  # second
]
"""

ids = st.from_regex(r"[a-z0-9][a-z0-9-]{0,8}", fullmatch=True)
letters = st.characters(exclude_categories=["Cs", "Cc"])
words = st.text(letters, max_size=12).map(str.strip)
names = words.filter(bool)
prose = st.text(st.characters(exclude_categories=["Cs"]), max_size=30).map(
    lambda text: text.replace("\r", "").strip()
)
codes = st.builds(
    Code,
    id=ids,
    label=names,
    definition=prose,
    example=prose,
    key=st.sampled_from(["", "1", "2", "9", "z", "W"]),
    aliases=st.lists(names, max_size=2).map(tuple),
)
questions = st.builds(
    Question,
    id=ids,
    title=names,
    short=words,
    help=prose,
    kind=st.sampled_from(Kind),
    evidence=st.sampled_from(["optional", "required"]),
    codes=st.lists(
        codes, max_size=4, unique_by=(lambda code: code.id, lambda code: code.label.casefold())
    )
    .map(with_default_keys)
    .filter(lambda row: len({code.key for code in row}) == len(row)),
)
codebooks = st.builds(
    Codebook,
    name=names,
    version=st.integers(1, 99),
    description=prose,
    questions=st.lists(
        questions, min_size=1, max_size=3, unique_by=lambda question: question.id
    ).map(tuple),
    duplicates_in_blind_rounds=st.booleans(),
)


@given(codebooks)
@settings(max_examples=60, deadline=None)
def test_fresh_file_reads_as_the_codebook(codebook: Codebook) -> None:
    assert read_codebook(codebook_text(codebook), "book") == codebook


def test_fresh_file_leaves_out_keys_that_follow_from_the_order() -> None:
    row = with_default_keys([Code(id="a", label="A"), Code(id="b", label="B")])
    plain = Question(id="q", title="Q", kind=Kind.MULTI, codes=row)
    turned = Question(id="r", title="R", kind=Kind.MULTI, codes=row[::-1])

    assert "key" not in codebook_text(Codebook(name="n", questions=(plain,)))
    assert 'key = "2"' in codebook_text(Codebook(name="n", questions=(turned,)))


def test_codebook_that_breaks_a_rule_is_not_written() -> None:
    twice = Question(id="q", title="Q", kind=Kind.MULTI, codes=(NEW, NEW))

    with pytest.raises(CodebookError, match="used twice"):
        codebook_text(Codebook(name="n", questions=(twice,)))


@pytest.mark.parametrize("question", ["a", "b"])
@pytest.mark.parametrize(
    "text", [WRITTEN, "\ufeff" + WRITTEN.replace("\n", "\r\n"), WRITTEN.rstrip()]
)
def test_new_code_leaves_every_written_line_in_its_place(text: str, question: str) -> None:
    edited = with_new_code(text, question, NEW)

    following = iter(edited.split("\n"))
    assert all(line in following for line in text.split("\n") if line.strip())
    held = read_codebook(edited, "book").question(question)
    assert held is not None
    assert held.codes[-1].definition == "two\nlines"
    assert ("\r\n" in edited) == ("\r\n" in text)
    assert "\r\r" not in edited


def test_new_code_stands_before_the_comment_of_the_next_question() -> None:
    edited = with_new_code(WRITTEN, "a", NEW)

    assert edited.index('id = "x"') < edited.index('id = "new"') < edited.index("# about b")


def test_new_code_joins_codes_written_in_line() -> None:
    edited = with_new_code(IN_LINE, "a", NEW)

    assert "# first" in edited
    assert "# second" in edited
    assert [code.id for code in read_codebook(edited, "book").questions[0].codes] == [
        "x",
        "y",
        "new",
    ]


def test_new_code_joins_a_question_written_in_line() -> None:
    text = 'name = "n"\nquestions = [{id = "a", title = "A", kind = "multi"}]\n'
    edited = with_new_code(text, "a", NEW)

    assert [code.id for code in read_codebook(edited, "book").questions[0].codes] == ["new"]


@given(codebooks.filter(lambda book: book.questions), codes)
@settings(max_examples=60, deadline=None)
def test_new_code_changes_nothing_else(codebook: Codebook, code: Code) -> None:
    text = codebook_text(codebook)
    question = codebook.questions[0]
    try:
        edited = read_codebook(with_new_code(text, question.id, code), "book")
    except CodebookError:
        assert {code.id, code.key, code.label.casefold()} & {
            part for held in question.codes for part in (held.id, held.key, held.label.casefold())
        }
        return
    assert edited.questions[0].codes[:-1] == question.codes
    assert edited.questions[1:] == codebook.questions[1:]


@pytest.mark.parametrize(
    ("question", "code", "reason"),
    [
        ("c", NEW, "no question c"),
        ("a", Code(id="x", label="Again"), "used twice"),
        ("a", Code(id="new", label=" x "), "used twice"),
        ("a", Code(id="n w", label="New"), "letters, digits"),
        ("a", Code(id="new", label=""), "no label"),
        ("a", Code(id="new", label="\ud800"), "Unicode"),
    ],
)
def test_unfit_new_code_is_refused(question: str, code: Code, reason: str) -> None:
    with pytest.raises(CodebookError, match=reason):
        with_new_code(WRITTEN, question, code)
