"""What an issue says in its own words: cleaned text, and the tokens that stand for it.

Two issues are compared by their words, so whatever a form or a tool put there has to go first:
tags before titles, HTML comments, sections that describe a machine, tick lists. What a project's
own forms and tools repeat is not listed here but learned: a line that stands in many issues of a
population says nothing about any of them (`CommonLines`). Code and traces stay, because they are
often the only words that two reports of one fault share.

Nothing here is shown or stored as text: the words of a report stay as they were fetched.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cache

COMMON_SHARE = 0.005
"""A line that stands in more than this share of a population belongs to its forms or tools."""

COMMON_LEAST = 10
"""In a small population a line has to stand in more issues than this before it counts as common."""

MOST_DIGITS = 5
"""A word with more digits is an address, a digest or a time: it tells reports apart, not faults."""

LONGEST_WORD = 40
"""Longer words are encoded data."""

DIFFERENT_LINES_HELD = 400_000
"""When more different lines than this are counted, those seen once are forgotten (50 MB)."""

_TAGS = re.compile(r"(?:\s*\[[^\]\n]{1,40}\]\s*:?)+\s*")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_DIGITS = re.compile(r"[0-9]+")
_NO_DIGITS = str.maketrans("", "", "0123456789")
_TOO_MANY_DIGITS = re.compile(rf"(?:[^0-9]*[0-9]){{{MOST_DIGITS + 1}}}")
_HEADING = re.compile(r"(#{1,6})\s+(\S.*)")
_TICK = re.compile(r"[-*+] ?\[[ xX]?\]")
_FORM_SECTION = re.compile(
    r"\b(?:environment|system info|checklist|code of conduct|before submitting|alternatives"
    r"|(?:version|platform)s?(?: info\w*)?\W*$)",
    re.IGNORECASE,
)
_NO_ANSWER = "_No response_"
_MARKER = re.compile(r"```|~~~")
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


class CommonLines:
    """The lines that a population's forms, tools and habits repeat, counted issue by issue.

    Digits do not count: `numpy==1.26.4` and `numpy==2.1.0` are one line of an environment dump.
    """

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._issues = 0

    def add(self, body: str) -> None:
        """Counts the lines of one more body, each once."""
        self._counts.update({key for key, _ in _own_lines(body)})
        self._issues += 1
        if len(self._counts) > DIFFERENT_LINES_HELD:
            self._counts = Counter({key: n for key, n in self._counts.items() if n > 1})

    def found(self) -> frozenset[str]:
        """The common lines of the bodies so far, in the form that `bare_body` expects."""
        least = max(COMMON_LEAST, COMMON_SHARE * self._issues)
        return frozenset(key for key, count in self._counts.items() if count > least)


def line_key(line: str) -> str:
    """What a line is counted by: itself without digits and white space around it."""
    return _without_digits(line).strip()


def bare_title(title: str) -> str:
    """The title without `[Tag]:` in front; a title that is nothing but tags stays whole."""
    match = _TAGS.match(title)
    return (title[match.end() :] if match else "") or title


def bare_body(body: str, common: Collection[str] = ()) -> str:
    """The lines that are an author's own: no form, no tick list, no common line.

    Args:
        body: the body as fetched.
        common: what `CommonLines.found` gave for the population.
    """
    return "\n".join(line for key, line in _own_lines(body) if key not in common)


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


def _own_lines(body: str) -> Iterator[tuple[str, str]]:
    """Lines without form sections, fences and tick lists, each behind its key for counting."""
    if "<!--" in body:
        body = _COMMENT.sub("\n", body)
    fenced = False
    section = 0
    keys = map(str.strip, _without_digits(body).split("\n"))
    for key, line in zip(keys, body.split("\n"), strict=True):
        if not key or key == _NO_ANSWER:
            continue
        if key[0] in "`~" and _MARKER.match(key):
            fenced = not fenced
        elif key[0] == "#" and (heading := _HEADING.match(key)):
            section = _section_after(heading, section, fenced)
            if not section:
                yield key, line
        elif not section and not (key[0] in "-*+" and _TICK.match(key)):
            yield key, line


def _without_digits(text: str) -> str:
    """Either way is the faster one for its kind of text."""
    return text.translate(_NO_DIGITS) if text.isascii() else _DIGITS.sub("", text)


def _section_after(heading: re.Match[str], section: int, fenced: bool) -> int:
    """Level of the form section behind a heading; 0 for none.

    In a fence `#` begins a comment, so no section starts there; but a heading of the section's
    own level ends it, lest a fence that nobody closed swallows the rest of the report.
    """
    level = len(heading[1])
    if fenced:
        return 0 if level == section else section
    if _FORM_SECTION.search(heading[2]):
        return min(level, section or level)
    return section if level > section else 0


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
