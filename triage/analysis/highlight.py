"""Where the words that matter stand in a text: a codebook's keywords, and what is looked for.

Both work on whatever text they are given, so that a screen may ask about the rows it draws, and
give places in that text. Nothing here takes longer than a few passes over it.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from triage.domain.codebook import Code
from triage.domain.words import UNSPACED

_OF_WORD = f"[^\\W_{UNSPACED}]"
_BETWEEN_WORDS = r"[\s_-]{1,3}"


class KeywordSpan(NamedTuple):
    """A keyword in a text, and the code that looks for it."""

    start: int
    end: int
    code: str


class KeywordFinder:
    """Finds the keywords of codes as whole words, without case; the longest wins.

    Words of a keyword may be joined by spaces, hyphens or underscores: `kv cache` finds
    `KV-cache`. Where two codes have a keyword in common, the first code has it.
    """

    def __init__(self, codes: Iterable[Code]) -> None:
        pairs = [(keyword.split(), code.id) for code in codes for keyword in code.keywords]
        pairs = sorted(
            (pair for pair in pairs if pair[0]), key=lambda pair: -len(" ".join(pair[0]))
        )
        patterns = [(_bounds(words), _joined(words), code) for words, code in pairs]
        choices = {
            bounds: [each for b, each, _ in patterns if b == bounds] for bounds, *_ in patterns
        }
        whole = (
            f"{before}(?:{'|'.join(each)}){after}" for (before, after), each in choices.items()
        )
        self._pattern = re.compile("|".join(whole), re.IGNORECASE) if patterns else None
        self._codes = [(re.compile(each, re.IGNORECASE), code) for _, each, code in patterns]
        self._known: dict[str, str] = {}

    def spans(self, text: str) -> list[KeywordSpan]:
        """The keywords in their order; no two overlap."""
        found = self._pattern.finditer(text) if self._pattern else ()
        return [KeywordSpan(*match.span(), self._code_of(match[0])) for match in found]

    def _code_of(self, words: str) -> str:
        if words not in self._known:
            fitting = (code for pattern, code in self._codes if pattern.fullmatch(words))
            self._known[words] = next(fitting)
        return self._known[words]


def find(text: str, words: str) -> list[tuple[int, int]]:
    """Every place where the words stand, without case, whatever white space is between them."""
    parts = [re.escape(word) for word in words.split()]
    if not parts:
        return []
    return [match.span() for match in re.finditer(r"\s+".join(parts), text, re.IGNORECASE)]


def _joined(words: list[str]) -> str:
    """A pattern for the words of a keyword, however they are joined."""
    return _BETWEEN_WORDS.join(re.escape(part) for word in words for part in _parts(word))


def _bounds(words: list[str]) -> tuple[str, str]:
    """What must not stand before and behind, where a script puts bounds between words.

    They are the costly part of a pattern, so keywords with the same bounds share them.
    """
    before = f"(?<!{_OF_WORD})" if re.match(_OF_WORD, words[0]) else ""
    return before, f"(?!{_OF_WORD})" if re.match(_OF_WORD, words[-1][-1]) else ""


def _parts(word: str) -> list[str]:
    """The words in `kv-cache`; `--flag`, `c++` and `->` are words as they are."""
    parts = re.split("[-_]", word)
    return parts if all(parts) else [word]
