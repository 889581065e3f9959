"""A codebook is read whole, or refused with the line at fault."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage.domain.codebook import Kind
from triage.domain.codebook_toml import RESERVED_KEYS, read_codebook
from triage.domain.errors import CodebookError
from triage.domain.toml_table import MOST_CHARACTERS

GOOD = '''# a comment with [[questions]] in it
name = "study"
version = 3
description = """
Words that look like a table:
[[questions]]
id = "x\\""""

[[questions]]
id = "type"
title = "What is asked for?"  # [[questions]]
short = "RQ1"
kind = "single"
evidence = "required"

[[questions.codes]]
id = "speed"
label = "Speed"
aliases = [
  "fast",  # ]
  "throughput",
]

[[questions.codes]]
id = "other"
label = "Other"
key = "z"

[[questions]]
id = "facts"
title = "What does it tell?"
kind = "checklist"
codes = [{id = "use", label = "Use"}, {id = "cost", label = "Cost"}]
'''


def refusal(text: str) -> CodebookError:
    with pytest.raises(CodebookError) as caught:
        read_codebook(text, "book.toml")
    return caught.value


def changed(old: str, new: str) -> str:
    assert GOOD.count(old) == 1
    return GOOD.replace(old, new)


def line_of(words: str, text: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def test_codebook_is_read_with_every_field() -> None:
    book = read_codebook(GOOD, "book.toml")

    assert (book.name, book.version) == ("study", 3)
    assert [question.kind for question in book] == [Kind.SINGLE, Kind.CHECKLIST]
    assert book.questions[0].evidence == "required"
    assert book.questions[0].codes[0].aliases == ("fast", "throughput")
    assert book.description.endswith('id = "x"')


def test_codes_without_a_key_get_the_digit_of_their_place() -> None:
    keys = [[code.key for code in question.codes] for question in read_codebook(GOOD, "book")]

    assert keys == [["1", "z"], ["1", "2"]]


def test_code_whose_digit_is_claimed_gets_the_next_free_one() -> None:
    book = read_codebook(changed('key = "z"', 'key = "1"'), "book")

    assert [code.key for code in book.questions[0].codes] == ["2", "1"]


def test_eleventh_code_has_no_key_and_an_empty_key_means_none() -> None:
    codes = "".join(f'{{id = "c{n}", label = "C{n}"}}, ' for n in range(10))
    question = f'id="q"\ntitle="Q"\nkind="multi"\ncodes = [{codes}{{id="k", label="K"}}]'
    text = f'name="n"\n[[questions]]\n{question}'
    eleven = read_codebook(text, "book").questions[0].codes

    assert "".join(code.key for code in eleven) == "1234567890"
    assert eleven[10].key == ""
    none = read_codebook(changed('key = "z"', 'key = ""'), "book").questions[0].codes
    assert none[1].key == ""


@pytest.mark.parametrize("prefix", ["", "\ufeff", "# one\n# two\n", 'description_ = """\n\n"""\n'])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("old", "new", "at", "reason"),
    [
        ('id = "facts"', 'id = "type"', 'id = "type"\ntitle = "What does', "first in line"),
        ('id = "other"', 'id = "speed"', 'id = "speed"\nlabel = "Other"', "code id"),
        ('label = "Other"', 'label = "SPEED"', 'label = "SPEED"', "label"),
        ('{id = "cost"', '{id = "use"', "codes = [{", "code id"),
        ('key = "z"', 'key = "zz"', 'key = "zz"', "one digit or one letter"),
        ('key = "z"', 'key = "é"', 'key = "é"', "one digit or one letter"),
        ('key = "z"', 'key = "u"', 'key = "u"', "coding screen"),
        ('kind = "single"', 'kind = "singel"', 'kind = "singel"', "single, multi, checklist"),
        ('kind = "single"\n', "", '[[questions]]\nid = "type"', "no kind"),
        ('evidence = "required"', 'evidence = "yes"', 'evidence = "yes"', "optional, required"),
        ('label = "Speed"\n', "", '[[questions.codes]]\nid = "speed"', "no label"),
        ('label = "Speed"', 'label = " "', 'label = " "', "no label"),
        ('label = "Speed"', 'label = "a\\nb"', 'label = "a\\nb"', "one line"),
        ('id = "facts"\n', "", '[[questions]]\ntitle = "What does', "no id"),
        ('title = "What does it tell?"\n', "", '[[questions]]\nid = "facts"', "no title"),
        ('id = "other"', 'id = "o_ther"', 'id = "o_ther"', "letters, digits"),
        ('id = "other"', f'id = "{"o" * 65}"', 'id = "oooo', "up to 64"),
        ('id = "other"', "id = 7", "id = 7", "text in quotes"),
        ('short = "RQ1"', 'shrot = "RQ1"', 'shrot = "RQ1"', "did you mean short?"),
        ('short = "RQ1"', "version = 2", "version = 2", "top of the file"),
        ('short = "RQ1"', 'label = "L"', 'label = "L"', "[[questions.codes]]"),
        ("version = 3", 'version = "3"', 'version = "3"', "whole number"),
        ("version = 3", "version = true", "version = true", "whole number"),
        ("version = 3", "duplicates_in_blind_rounds = 1", "duplicates_in", "true or false"),
        ('  "fast",  # ]', "  1,", "aliases = [", "list of texts"),
        ('kind = "single"', 'kind "single"', 'kind "single"', "not valid TOML"),
        ('kind = "single"', 'kind = "single', 'kind = "single\n', "never closed"),
        ('label = "Other"', 'label = """Other', 'label = """Other', "never closed"),
        ('label = "Other"', 'id = "other"', 'id = "other"\nkey', "not valid TOML"),
    ],
)
def test_codebook_is_refused_with_line_and_reason(
    old: str, new: str, at: str, reason: str, prefix: str, ends: str
) -> None:
    text = changed(old, new)
    if "description_" in prefix:
        text, prefix = text.replace('description = """\n', 'description = """\n\n\n'), ""
    line = line_of(at, text) + prefix.count("\n")

    error = refusal((prefix + text).replace("\n", ends))

    assert reason in error.reason
    assert (error.source, error.line) == ("book.toml", line)
    assert str(error).startswith(f"book.toml:{line}: ")


def test_doubled_key_is_refused_at_its_second_use() -> None:
    text = changed('label = "Speed"', 'label = "Speed"\nkey = "z"')

    assert refusal(text).line == line_of('key = "z"\n\n[[questions]]', text)
    assert refusal(text).reason == f'key "z" is used twice, first in line {line_of("key", text)}'


def test_every_command_letter_of_the_coding_screen_is_reserved() -> None:
    for letter in RESERVED_KEYS:
        assert "coding screen" in refusal(changed('key = "z"', f'key = "{letter}"')).reason


def test_manual_shows_a_codebook_that_reads_and_the_reserved_letters() -> None:
    page = (Path(__file__).parents[2] / "docs" / "codebook.md").read_text("utf-8")
    example = page.split("```toml\n")[1].split("```")[0]

    assert read_codebook(example, "manual").questions[0].codes[0].keywords == ("slow", "faster")
    letters = " ".join(sorted(RESERVED_KEYS, key=lambda letter: (letter.isupper(), letter)))
    assert f"`{letters}`" in page


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("# no name\nversion = 1", 1),
        ("name = ", 1),
        ('name = "n"\nquestions = 1', 2),
        ('name = "n"\n\nquestions = [1, {}]', 3),
        ('name = "n"\n[questions]\nid = "q"', 2),
        ('[[questions.codes]]\nid = "a"', 1),
        ("\n\na = " + "[" * 50_000, 3),
        ("\na" + ".a" * 50_000 + " = 1", 2),
        ("a = " + "9" * 5_000, 1),
        ('name = "n"\n\nversion = 99999999999999999999', 3),
        ('# \ud800\nname = "n"', 1),
        ('name = "n"\nx = 1979-13-45', 2),
        ("x" * (MOST_CHARACTERS + 1), None),
        ('\n"""\n' + '\\"""\n' * 100_000, 2),
    ],
)
def test_hostile_text_is_refused_without_a_traceback(text: str, line: int | None) -> None:
    error = refusal(text)

    assert error.line == line
    assert len(str(error)) < 300


FRAGMENTS = """[[questions]]~[[questions.codes]]~id = "a"~id = "b"~name = "n"~=~"~title = "t"
~kind = "multi"~label = "l"~codes = [{~}]~'''~\"\"\"~a.b.'c d'."e\\u0041" = 1~[a]~[[a.b]]~[a.b.c]
~1979-05-27 07:32:00~#~\\~\ufeff~\r\n~\r~,~x = [1, [2, {y = 3}], # c\n4]~\x00~\ud800~'~\n~\n~\n"""
fragments = st.lists(st.sampled_from(FRAGMENTS.split("~")), max_size=14)
texts = st.one_of(fragments.map("".join), fragments.map("\n".join))


def line_at_fault(text: str) -> int | None:
    try:
        read_codebook(text, "book.toml")
    except CodebookError as error:
        return error.line
    return None


@given(st.one_of(st.text(), texts))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_a_codebook_or_a_codebook_error(text: str) -> None:
    assert (line_at_fault(text) or 1) in range(1, text.count("\n") + 2)


@given(st.binary(max_size=200))
@settings(max_examples=50, deadline=None)
def test_any_bytes_read_as_text_give_a_codebook_error(data: bytes) -> None:
    refusal(data.decode("utf-8", "surrogateescape"))


@given(
    st.integers(0, len(GOOD)), st.integers(0, 40), st.sampled_from(["", "\n", '"', "[", "=", "}"])
)
@settings(max_examples=200, deadline=None)
def test_damaged_codebook_never_raises_anything_else(start: int, length: int, put: str) -> None:
    text = GOOD[:start] + put + GOOD[start + length :]

    assert (line_at_fault(text) or 1) in range(1, text.count("\n") + 2)


def test_codebook_without_a_question_is_refused() -> None:
    with pytest.raises(CodebookError, match=r"book:1: this codebook has no question"):
        read_codebook('name = "n"', "book")
