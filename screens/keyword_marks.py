"""The keywords of a question's codes, and the letters that tell in a text which code has which."""

from collections.abc import Mapping

from triage.analysis.highlight import KeywordFinder
from triage.domain.codebook import Question

SUPERSCRIPTS = dict(zip("1234567890", "¹²³⁴⁵⁶⁷⁸⁹⁰", strict=True))
"""Digits as they stand behind the keywords of a code."""


class KeywordFinders:
    """What finds the keywords of each question of one edition of the codebook; made when asked."""

    def __init__(self) -> None:
        self._finders: dict[str, KeywordFinder | None] = {}

    def of(self, question: Question) -> KeywordFinder | None:
        """What finds the keywords of a question; None when it has none."""
        if question.id not in self._finders:
            has_keywords = any(code.keywords for code in question.codes)
            finder = KeywordFinder(question.codes) if has_keywords else None
            self._finders[question.id] = finder
        return self._finders[question.id]


def raised_keys(question: Question, digits: Mapping[str, str]) -> dict[str, str]:
    """What stands behind the keywords of each code: its key, by the id of the code.

    Args:
        question: whose codes.
        digits: the keys that stand for digits in the rater's keymap.
    """
    return {code.id: _raised(digits.get(code.key, code.key)) for code in question.codes}


def _raised(key: str) -> str:
    return SUPERSCRIPTS.get(key) or (f"⁽{key}⁾" if key else "")
