"""Words: what is found, in any script, and that the spelled text has the same words."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage.domain.words import is_prefix, occurs, searchable, spelled


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("  !? ", ""),
        ("CUDA error: out-of memory.", "cuda error out of memory"),
        ("--kv_cache=fp8", "kv cache fp8"),
        ("量化模型", "量 化 模 型"),
        ("vLLM支持GPU吗", "vllm 支 持 gpu 吗"),
        ("Straße STRASSE", "strasse strasse"),
        ("ＧＰＵ １６", "gpu 16"),
        ("cafe\u0301 café", "café café"),
        ("a\x00b", "a b"),
        ("🚀go🚀", "go"),
        ("préfix-é", "préfix é"),
        ("한국어", "한 국 어"),
    ],
)
def test_text_is_folded_to_words(text: str, words: str) -> None:
    assert searchable(text) == words


@pytest.mark.parametrize(
    ("phrase", "text", "is_found"),
    [
        ("memory", "out of memory", True),
        ("mem", "out of memory", True),
        ("me", "out of memory", False),
        ("of", "out of memory", True),
        ("ory", "out of memory", False),
        ("out of mem", "out of memory", True),
        ("out memory", "out of memory", False),
        ("化 模", "量 化 模 型", True),
    ],
)
def test_phrase_is_found_at_word_starts_and_may_end_inside_a_word(
    phrase: str, text: str, is_found: bool
) -> None:
    assert occurs(phrase, text) is is_found


def test_short_last_word_stands_for_itself() -> None:
    assert not is_prefix("out of")
    assert is_prefix("of out")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=40) | st.text("aBé量ß \x00İﬁᎠ_-", max_size=20))
def test_ascii_tokens_of_the_spelled_text_are_the_words(text: str) -> None:
    # What SQLite's `ascii` tokenizer does: ASCII letters and digits and all beyond ASCII.
    tokens = re.findall("[0-9A-Za-z\x80-\U0010ffff]+", spelled(text))
    folded = [re.sub("[A-Z]+", lambda part: part[0].lower(), token) for token in tokens]
    assert " ".join(folded) == searchable(text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert searchable(searchable(text)) == searchable(text)
