"""Reading filters: what is read, what is refused, and that printing and reading agree."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.filter_trees import filters
from triage.domain.errors import FilterError
from triage.domain.filter_parser import DEEPEST, LONGEST, parse
from triage.domain.filter_words import TABLE
from triage.domain.filters import (
    Choice,
    Comparison,
    Either,
    Every,
    Filter,
    Phrase,
    Place,
    Without,
)


def test_empty_filter_selects_everything() -> None:
    assert parse("") == parse("  ") == Filter()
    assert str(parse(" ")) == ""


def test_filter_of_the_design_is_read() -> None:
    read = parse(
        'label:"feature request" state:closed created:>=2024-01-01 comments:>5 '
        'author-association:NONE "free text"'
    )
    assert read.expression == Every(
        (
            Choice("label", ("feature request",)),
            Choice("state", ("closed",)),
            Comparison("created", ">=", "2024-01-01"),
            Comparison("comments", ">", "5"),
            Choice("author-association", ("NONE",)),
            Phrase("free text"),
        )
    )


def test_coding_words_of_the_design_are_read() -> None:
    read = parse("coded:no flag:yes code:performance rater:me excluded:no stale:yes")
    assert read.rater == "me"
    assert read.asks_about_codings


def test_and_binds_tighter_than_or() -> None:
    expected = Either((Phrase("a"), Every((Phrase("b"), Phrase("c")))))
    assert parse("a OR b c").expression == expected
    assert parse("a OR b AND c").expression == expected
    assert parse("(a OR b) c").expression == Every(
        (Either((Phrase("a"), Phrase("b"))), Phrase("c"))
    )


def test_minus_and_not_negate_what_follows() -> None:
    assert parse("-label:bug").expression == Without(Choice("label", ("bug",)))
    assert parse("NOT bug").expression == Without(Phrase("bug"))
    assert parse("-(a b)").expression == Without(Every((Phrase("a"), Phrase("b"))))
    assert parse("--kv-cache-dtype").expression == Phrase("kv-cache-dtype")


def test_operators_are_words_in_capitals_only() -> None:
    assert parse("or ORDER").expression == Every((Phrase("or"), Phrase("ORDER")))
    assert parse('"OR"').expression == Phrase("OR")


def test_comma_means_any_of_the_values() -> None:
    assert parse('label:bug,"help wanted",bug').expression == Choice(
        "label", ("bug", "help wanted")
    )
    assert parse("comments:0,>5").expression == Either(
        (Comparison("comments", "=", "0"), Comparison("comments", ">", "5"))
    )


def test_comma_in_free_text_is_text() -> None:
    assert parse("yes,no").expression == Phrase("yes,no")


def test_is_says_the_same_as_other_words() -> None:
    assert parse("is:open").expression == Choice("state", ("open",))
    assert parse("is:unlocked").expression == Choice("locked", ("no",))
    assert str(parse("is:issue is:closed")) == "is:issue state:closed"


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("comments:*..10", "comments:<=10"),
        ("comments:10..*", "comments:>=10"),
        ("comments:007", "comments:7"),
        ("LABEL:Bug", "label:Bug"),
        ("state:CLOSED", "state:closed"),
        ('reason:"not planned"', "reason:not_planned"),
        ("author-association:none", "author-association:NONE"),
        ("author:@octocat", "author:octocat"),
        ("created:2024-01-01t10:00:00z", "created:2024-01-01T10:00:00Z"),
        ("in:title crash OR hang", "(crash OR hang) in:title"),
        ("in:body,title crash", "crash"),
        ("rater:ada coded:no", "coded:no rater:ada"),
        ('"say \\"hi\\" \\\\ there"', '"say \\"hi\\" \\\\ there"'),
        ("std\\path", "std\\path"),
        ('"label:bug"', '"label:bug"'),
        ("((a))", "a"),
    ],
)
def test_filter_prints_in_canonical_form(text: str, canonical: str) -> None:
    assert str(parse(text)) == canonical


def test_in_and_rater_are_about_the_whole_filter() -> None:
    read = parse("in:title rater:* -flag:yes crash")
    assert read.places == (Place.TITLE,)
    assert read.rater == "*"


@pytest.mark.parametrize(
    ("text", "position", "reason"),
    [
        ("foo:bar", 0, "text with a colon needs quotes"),
        ("a lable:bug", 2, "but label:"),
        ("label:", 6, "label: needs a name"),
        ("label:a,", 8, "needs a name"),
        ("state: open", 6, "open, closed"),
        ("state:maybe", 6, "open, closed"),
        ("is:open,pr", 8, "no pull requests"),
        ("comments:many", 9, "whole number"),
        ("comments:>=", 11, "whole number"),
        ("comments:-1", 9, "whole number"),
        ("comments:5..x", 12, "whole number"),
        ("comments:*..*", 9, "one end"),
        ("comments:10..5", 13, "empty"),
        ("created:>=20x", 10, "2024-03-31"),
        ("created:20240101", 8, "2024-03-31"),
        ("created:2024-02-30", 8, "2024-03-31"),
        ("created:0000", 8, "2024-03-31"),
        ("created:2024-05..2024-03", 17, "empty"),
        ("author:@me", 7, "your account"),
        ('a "open', 2, "never closed"),
        ("a (b", 2, "never closed"),
        ("a)", 1, "no open parenthesis"),
        ("()", 1, "something to look for"),
        ("OR a", 0, "something to look for"),
        ("a OR", 4, "something to look for"),
        ("a AND", 5, "something to look for"),
        ("a OR OR b", 5, "something to look for"),
        ("a NOT", 5, "something to look for"),
        ("-", 0, "minus"),
        ("a - b", 2, "minus"),
        ("!?", 0, "letter or digit"),
        ("in:title OR a", 0, "beside OR"),
        ("a OR in:title", 5, "beside OR"),
        ("-in:title a", 1, "whole filter"),
        ("(rater:ada coded:no)", 1, "whole filter"),
        ("in:comments a", 3, "title, body"),
        ("a rater:ada", 2, "whose coding"),
        ("rater:a rater:b coded:no", 8, "one name"),
        ("(" * 30, DEEPEST, "at most"),
        ("-" * 30 + "a", DEEPEST, "at most"),
        ("label:\udcff", 6, "half a character"),
        ("a" * (LONGEST + 1), LONGEST, "1,000 characters"),
    ],
)
def test_error_points_at_the_character_and_says_what_is_allowed(
    text: str, position: int, reason: str
) -> None:
    with pytest.raises(FilterError) as caught:
        parse(text)
    assert caught.value.position == position
    assert reason in caught.value.reason


@settings(max_examples=80, deadline=None)
@given(filters(with_codings=True))
def test_canonical_text_reads_back_as_the_same_filter(where: Filter) -> None:
    assert parse(str(where)) == where


@settings(max_examples=120, deadline=None)
@given(st.text(alphabet='ab:"()-,. \\>=*ORNTAD日1', max_size=30))
def test_any_text_is_a_filter_or_a_filter_error(text: str) -> None:
    position = 0
    try:
        assert parse(str(parse(text))) == parse(text)
    except FilterError as error:
        position = error.position
    assert 0 <= position <= len(text)


def test_examples_of_the_table_are_filters() -> None:
    for word in TABLE:
        assert parse(word.example) != Filter(), word.name
