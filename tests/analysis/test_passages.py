"""Passages that two texts share."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from triage.analysis.own_lines import line_key
from triage.analysis.passages import LEAST_WORDS, shared_passages
from triage.analysis.text import words

_texts = st.lists(st.sampled_from(["the", "pool", "is", "full", "内", "存", "-", "\n", "A_b"]))


def marked(text: str, other: str) -> list[tuple[str, str]]:
    return [
        (text[each.start : each.end], other[each.other_start : each.other_end])
        for each in shared_passages(text, other)
    ]


def test_shared_words_are_found_whatever_their_case_and_spacing() -> None:
    one = "On start: the worker pool is never full. Why?"
    other = "I see that The worker\n pool IS never   full, often."
    assert marked(one, other) == [
        ("the worker pool is never full", "The worker\n pool IS never   full")
    ]


def test_turns_of_phrase_are_no_passages() -> None:
    assert shared_passages("it is the case", "it is the end") == []


def test_passages_can_stand_in_another_order() -> None:
    one = "alpha beta gamma delta. one two three four"
    other = "one two three four; alpha beta gamma delta"
    assert marked(one, other) == [
        ("alpha beta gamma delta", "alpha beta gamma delta"),
        ("one two three four", "one two three four"),
    ]


def test_longest_match_is_taken() -> None:
    one = "a b c d e f"
    other = "a b c d x a b c d e f"
    assert marked(one, other) == [("a b c d e f", "a b c d e f")]


def test_words_without_spaces_are_compared_by_character() -> None:
    assert marked("长时间运行发生内存泄漏", "发生内存泄漏了") == [("发生内存泄漏", "发生内存泄漏")]


def test_common_lines_are_not_compared() -> None:
    text = "OS: Ubuntu 22.04 LTS x86_64\nmine"
    assert shared_passages(text, text)
    assert shared_passages(text, text, {line_key("OS: Ubuntu 24.04 LTS x86_64")}) == []


def test_empty_texts_share_nothing() -> None:
    assert shared_passages("", "one two three four") == []
    assert shared_passages("one two three four", "") == []


def test_hundred_thousand_repeated_words_are_one_passage() -> None:
    text = "so " * 33_000
    assert len(shared_passages(text, text)) == 1


@settings(deadline=None, max_examples=60)
@given(_texts, _texts)
def test_passages_hold_the_same_words_and_do_not_overlap(one: list[str], two: list[str]) -> None:
    text, other = " ".join(one), " ".join(two)
    passages = shared_passages(text, other)
    for each in passages:
        mine = text[each.start : each.end]
        theirs = other[each.other_start : each.other_end]
        assert _spoken(mine) == _spoken(theirs)
        assert len(_spoken(mine)) >= LEAST_WORDS
    assert all(a.end <= b.start for a, b in pairwise(passages))


@settings(deadline=None, max_examples=40)
@given(_texts)
def test_text_shares_itself(parts: list[str]) -> None:
    text = " ".join(parts)
    count = len(_spoken(text))
    assert len(shared_passages(text, text)) == (1 if count >= LEAST_WORDS else 0)


def _spoken(text: str) -> list[str]:
    """The words, an identifier in its parts and a script without spaces in characters."""
    return [word for word in words(text.replace("_", " ")) if word[0].isalnum()]
