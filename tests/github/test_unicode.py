"""JSON with half characters becomes readable, and nothing else of it changes."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage.github.unicode import with_whole_characters


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (rb'"a\ud800b"', "a\ufffdb"),
        (rb'"\udc00\ud800"', "\ufffd\ufffd"),
        (rb'"\ud83d\ude00"', "😀"),
        (rb'"\\ud800"', r"\ud800"),
        (rb'"\\\ud800"', "\\\ufffd"),
        (rb'"\ud800\ud83d\ude00"', "\ufffd😀"),
        (b'"bad \xff byte"', "bad \ufffd byte"),
        (b'"\xed\xa0\x80"', "\ufffd\ufffd\ufffd"),
    ],
)
def test_half_characters_are_replaced(content: bytes, expected: str) -> None:
    assert json.loads(with_whole_characters(content)) == expected


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(exclude_categories=())))
def test_result_is_always_whole_and_whole_text_stays(text: str) -> None:
    mended = json.loads(with_whole_characters(json.dumps(text).encode()))
    mended.encode("utf-8")
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if whole == text:
        assert mended == text
