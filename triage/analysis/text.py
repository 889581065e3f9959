"""The words of an issue, and the tokens that stand for them.

Two issues are compared by their words: identifiers whole and in parts, English words without
their endings, scripts without spaces by every two neighbouring characters. What a form puts before
a title goes first; which lines of a body are an author's own is decided in
`triage.analysis.own_lines`.

Nothing here is shown or stored as text: the words of a report stay as they were fetched.
"""

import re
import unicodedata
from functools import cache

MOST_DIGITS = 5
"""A word with more digits is an address, a digest or a time: it tells reports apart, not faults."""

LONGEST_WORD = 40
"""Longer words are encoded data."""

_KINDS = (
    r"bugs?(?: report)?|feat(?:ure)?s?(?: request)?|enh(?:ancement)?|improvement|regr(?:ession)?"
    r"|docs?|documentation|question|qst|q|usage|support|help(?: wanted)?|request|proposal|rfc"
    r"|suggestion|idea|discussion|fix|chore|refactor|perf(?:ormance)?|tests?|build|ci|style|task"
    r"|issue|install(?:ation)?|misc"
)
_TAGS = re.compile(
    r"(?:\s*[\[【][^\]】\n]{1,40}[\]】]\s*[:：]?"
    r"|\s*[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?"
    rf"|\s*(?:{_KINDS})(?:\([\w ./-]{{1,30}}\))?!?\s*[:：])+\s*",
    re.IGNORECASE,
)
_TOO_MANY_DIGITS = re.compile(rf"(?:[^0-9]*[0-9]){{{MOST_DIGITS + 1}}}")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_SUFFIXES = ("ing", "ed", "ion", "ly", "er", "ment", "able", "al")
UNSPACED = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\u1780-\u17ff"  # Burmese, Khmer
    "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff"  # Korean: spaced, but its endings stick
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"  # kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)
"""Characters of scripts whose words are not set apart by spaces, for use in a pattern."""


def bare_title(title: str) -> str:
    """The title without what says its kind in front: `[Tag]:`, `Feature request:`, `fix(core):`.

    A title that is nothing else stays whole. Other words before a colon stay: they name a part of
    the program or an error.
    """
    match = _TAGS.match(title)
    return (title[match.end() :] if match else "") or title


def words(text: str) -> list[str]:
    """The words of a text in order, and between them the runs of up to three symbols.

    Symbols count because code is full of them: `&mut`, `=>` or `#[` can be what a report is
    about. A run of a script that is written without spaces is one word.
    """
    if text.isascii():
        return _ASCII_WORD.findall(text)
    return _any_word().findall(unicodedata.normalize("NFKC", text))


def forms(word: str) -> tuple[str, ...]:
    """What a word is found by: itself in lower case, and the parts of an identifier.

    `RwLockGuard` gives rwlockguard, rw, lock and guard; a run without spaces gives each two
    neighbouring characters; an address, a digest or encoded data gives nothing.
    """
    if not word[0].isalnum():
        return (word,)
    if word.isascii():
        return _ascii_forms(word)
    lowered = word.casefold()
    if not _unspaced().fullmatch(word):
        return (lowered,) if len(lowered) <= LONGEST_WORD else ()
    pairs = (word[i : i + 2] for i in range(max(1, len(word) - 1)))
    return tuple(dict.fromkeys(pairs))


def token(form: str) -> str:
    """The token that stands for a form: an English word without its ending, else the form.

    The endings are those that reports of one fault vary in (crash, crashes, crashed, crashing);
    a stronger stemmer found no more duplicates.
    """
    if len(form) < 4 or not (form.isascii() and form.isalpha()):
        return form
    stem = _singular(form)
    if len(form) > 4:
        stem = next((stem[: -len(end)] for end in _SUFFIXES if _ends(stem, end)), stem)
        stem = stem[:-1] if len(stem) > 4 and stem[-1] == "e" else stem
        stem = stem[:-1] if len(stem) > 4 and stem[-1] == stem[-2] else stem
    return stem


def _ascii_forms(word: str) -> tuple[str, ...]:
    if len(word) > LONGEST_WORD or _TOO_MANY_DIGITS.match(word):
        return ()
    parts = _PART.findall(word)
    if len(parts) < 2:
        return (word.lower(),)
    return tuple(dict.fromkeys((word.lower(), *(part.lower() for part in parts))))


def _singular(form: str) -> str:
    if len(form) > 4 and form.endswith("ies"):
        return form[:-3] + "y"
    return form[:-1] if form[-1] == "s" and form[-2] not in "sui" else form


def _ends(stem: str, ending: str) -> bool:
    return len(stem) >= len(ending) + 4 and stem.endswith(ending)


@cache
def _any_word() -> re.Pattern[str]:
    """The pattern of words beyond ASCII; compiled when the first such text comes."""
    marks = "".join(c for c in map(chr, range(0x300, 0x1200)) if unicodedata.category(c)[0] == "M")
    letter = f"(?:(?![{UNSPACED}])[^\\W_]|[{marks}])"
    return re.compile(rf"[{UNSPACED}]+|{letter}+(?:_+{letter}+)*|[^\w\s]{{1,3}}")


@cache
def _unspaced() -> re.Pattern[str]:
    return re.compile(f"[{UNSPACED}]+")


_ASCII_WORD = re.compile(r"[A-Za-z0-9]+(?:_+[A-Za-z0-9]+)*|[^\w\s]{1,3}", re.ASCII)
