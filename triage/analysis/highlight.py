"""Where the words that matter stand in a text: a codebook's keywords, and what is looked for.

Both work on whatever text they are given, so that a screen may ask about the rows it draws, and
give places in that text. Nothing here takes longer than a few passes over it.
"""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from triage.domain.codebook import Code
from triage.domain.words import UNSPACED

_OF_ASCII_WORD = "[A-Za-z0-9]"
_OF_WORD = f"[^\\W_{UNSPACED}]"
_BETWEEN_WORDS = r"[\s_-]{1,3}"
_DOTLESS = str.maketrans("ıİ", "ii")
"""To a pattern without case these are the letter i; to `casefold` they are not."""


class KeywordSpan(NamedTuple):
    """A keyword in a text, and the code that looks for it."""

    start: int
    end: int
    code: str


class KeywordFinder:
    """Finds the keywords of codes as whole words, without case; the longest wins.

    Words of a keyword may be joined by spaces, hyphens or underscores: `kv cache` finds
    `KV-cache`. Where two codes have a keyword in common, the first code has it. Most texts are
    ASCII, and the pattern that knows only its letters is made in a tenth of the time; the other
    is made when the first text asks for it.
    """

    def __init__(self, codes: Iterable[Code]) -> None:
        pairs = [(keyword.split(), code.id) for code in codes for keyword in code.keywords]
        pairs = sorted(
            (pair for pair in pairs if pair[0]), key=lambda pair: -len(" ".join(pair[0]))
        )
        self._keywords = [words for words, _ in pairs]
        self._codes = {_name(" ".join(words)): code for words, code in reversed(pairs)}

    def spans(self, text: str) -> list[KeywordSpan]:
        """The keywords in their order; no two overlap."""
        if not self._keywords:
            return []
        pattern = self._for_ascii if text.isascii() else self._for_any
        return [
            KeywordSpan(*match.span(), self._codes.get(_name(match[0]), ""))
            for match in pattern.finditer(text)
        ]

    @cached_property
    def _for_ascii(self) -> re.Pattern[str]:
        return self._compiled(_OF_ASCII_WORD)

    @cached_property
    def _for_any(self) -> re.Pattern[str]:
        return self._compiled(_OF_WORD)

    def _compiled(self, of_word: str) -> re.Pattern[str]:
        choices: dict[tuple[str, str], list[str]] = {}
        for words in self._keywords:
            choices.setdefault(_bounds(words, of_word), []).append(_joined(words))
        whole = (
            f"{before}(?:{'|'.join(each)}){after}" for (before, after), each in choices.items()
        )
        return re.compile("|".join(whole), re.IGNORECASE)


def find(text: str, words: str) -> list[tuple[int, int]]:
    """Every place where the words stand, without case, whatever white space is between them."""
    parts = [re.escape(word) for word in words.split()]
    if not parts:
        return []
    return [match.span() for match in re.finditer(r"\s+".join(parts), text, re.IGNORECASE)]


def _name(words: str) -> str:
    """What a keyword and the words that it found have in common: without case and joints."""
    return re.sub(_BETWEEN_WORDS, " ", words.translate(_DOTLESS).casefold())


def _joined(words: list[str]) -> str:
    """A pattern for the words of a keyword, however they are joined."""
    return _BETWEEN_WORDS.join(re.escape(part) for word in words for part in _parts(word))


def _bounds(words: list[str], of_word: str) -> tuple[str, str]:
    """What must not stand before and behind, where a script puts bounds between words.

    They are the costly part of a pattern, so keywords with the same bounds share them.
    """
    before = f"(?<!{of_word})" if re.match(of_word, words[0]) else ""
    return before, f"(?!{of_word})" if re.match(of_word, words[-1][-1]) else ""


def _parts(word: str) -> list[str]:
    """The words in `kv-cache`; `--flag`, `c++` and `->` are words as they are."""
    parts = re.split("[-_]", word)
    return parts if all(parts) else [word]
