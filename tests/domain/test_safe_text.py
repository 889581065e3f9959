import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage.domain import safe_text
from triage.domain.safe_text import visible, visible_line

ANY_TEXT = st.text(st.characters(exclude_categories=[])) | st.text(
    st.sampled_from("ab \t\n\r\x00\x1b\x7f\x85\x9b\u200d\u200e\u2028\u2029\u202e\ud800\U000e0041")
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]0;owned\x07", "␛]0;owned␇"),
        ("\x00\x1f\x7f", "␀␟␡"),
        ("\x9b2J", r"\x9b2J"),
        ("a\r\nb\rc", "a\nbc"),
        ("a\u2028b\u2029c", "a\nb\nc"),
        ("a\u202eb", "a<U+202E>b"),
        ("a\U000e0041b", "a<U+E0041>b"),
        ("\ud83d!", "\ufffd!"),
        ("\t漢字 👩\u200d💻 مرحبا\n", "\t漢字 👩\u200d💻 مرحبا\n"),
    ],
)
def test_visible_shows_what_would_steer_the_terminal(text: str, shown: str) -> None:
    assert visible(text) == shown


@settings(deadline=None)
@given(ANY_TEXT)
def test_visible_leaves_no_control_character(text: str) -> None:
    shown = visible(text)
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs") and c not in "\t\n"]
    assert not [c for c in shown if unicodedata.bidirectional(c) in BIDI_CONTROLS]
    assert len(shown.split("\n")) == len((shown + "x").splitlines())


BIDI_CONTROLS = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}


@settings(deadline=None)
@given(ANY_TEXT)
def test_visible_is_unchanged_by_a_second_call(text: str) -> None:
    assert visible(visible(text)) == visible(text)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp"])))
def test_visible_leaves_clean_text_alone(text: str) -> None:
    assert visible(text) is text


def test_visible_finds_every_character_that_it_has_a_sign_for() -> None:
    everything = "".join(map(chr, range(0x110000)))
    assert {ord(c) for c in safe_text._UNSAFE.findall(everything)} == set(safe_text._SHOWN_AS)


@settings(deadline=None)
@given(ANY_TEXT)
def test_visible_line_is_one_line_without_tabs(text: str) -> None:
    assert not re.search(r"[\t\n]", visible_line(text))
    assert visible_line(visible_line(text)) == visible_line(text)


def test_visible_line_keeps_the_words_of_a_broken_title_apart() -> None:
    assert visible_line("one\r\ntwo\tthree") == "one two three"
