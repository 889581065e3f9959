"""What counts as a word when free text is looked for: one rule for SQL and for Python.

A word is a run of letters and digits, without case; everything else separates. Scripts that put
no spaces between words count each character as a word, so that any part of a Chinese or Japanese
sentence is found. `spelled` leaves ASCII alone and rewrites the rest so that an index that knows
only ASCII letters finds exactly the words that `searchable` finds.
"""

import re
from functools import cache
from unicodedata import normalize

PREFIX_LENGTH = 3
"""From this length on, the last word of a phrase also stands for longer words that begin with it.

A shorter one stands for itself: `re` would otherwise select nearly every issue, and cost more
than 100 ms among 200,000.
"""

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3100-\u312f\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Scripts whose words have no spaces between them, as the inside of a class of a pattern."""

_SEPARATORS = re.compile("[\x00-/:-@\\[-`{-\x7f]+")


def spelled(text: str) -> str:
    """The text with every stretch beyond ASCII written as folded words with spaces between."""
    if text.isascii():
        return text
    pieces = []
    behind = 0
    for stretch in _beyond_ascii().finditer(text):
        # The pattern begins beyond ASCII, because one that begins with letters is tried at each
        # of them; what a word has before that belongs to it all the same.
        start = stretch.start()
        while start > behind and text[start - 1].isalnum():
            start -= 1
        pieces += [text[behind:start], _respelled(text[start : stretch.end()])]
        behind = stretch.end()
    return "".join([*pieces, text[behind:]])


def searchable(text: str) -> str:
    """The words of a text, in order, folded, one space between them."""
    return _SEPARATORS.sub(" ", spelled(text)).strip().casefold()


def is_prefix(phrase: str) -> bool:
    """Whether the last word of a searchable phrase stands for longer words too."""
    return len(phrase) - phrase.rfind(" ") - 1 >= PREFIX_LENGTH


def occurs(phrase: str, text: str) -> bool:
    """Whether a searchable phrase stands in a searchable text."""
    end = "" if is_prefix(phrase) else " "
    return f" {phrase}{end}" in f" {text} "


# Patterns with thousands of characters in them take milliseconds to make; ASCII needs none of them.


@cache
def _word() -> re.Pattern[str]:
    return re.compile(f"[{UNSPACED}]|[^\\W_{UNSPACED}]+")


@cache
def _beyond_ascii() -> re.Pattern[str]:
    return re.compile("[^\x00-\x7f][0-9A-Za-z\x80-\U0010ffff]*")


def _respelled(stretch: str) -> str:
    # Compatibility forms first, so that full-width and composed letters equal their plain forms;
    # folding last, so that folding the whole text once more changes nothing.
    folded = normalize("NFKC", normalize("NFKC", stretch).casefold()).casefold()
    return " ".join(_word().findall(folded))
