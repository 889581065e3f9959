"""Passages that stand in two texts, for reading them side by side.

Texts are compared word by word, without regard to case, punctuation and white space. A passage is
a run of words that both have; the search goes through the first text from its start and takes the
longest run at each place, so it is linear in practice and needs no diff.
"""

import re
from collections.abc import Collection
from functools import cache
from typing import NamedTuple

from triage.analysis.own_lines import line_key
from triage.analysis.text import UNSPACED

LEAST_WORDS = 4
"""Shorter runs are turns of phrase."""

MOST_PLACES = 8
"""Places of the second text tried for one run; a run that stands in more is not told apart."""


class Passage(NamedTuple):
    """The same words in two texts: characters `start` up to but not including `end` in each."""

    start: int
    end: int
    other_start: int
    other_end: int


class _Word(NamedTuple):
    text: str
    start: int
    end: int


def shared_passages(text: str, other: str, common: Collection[str] = ()) -> list[Passage]:
    """The passages of at least four words that both texts have, in the order of the first.

    Passages do not overlap in the first text; in the second they can, where it says once what the
    first says twice.

    Args:
        text: the first text, as fetched.
        other: the second text, as fetched.
        common: lines of forms and tools that are not to be compared (`Index.common`).
    """
    ours, theirs = _words(text, common), _words(other, common)
    places: dict[tuple[str, ...], list[int]] = {}
    for place, run in enumerate(_runs(theirs)):
        found = places.setdefault(run, [])
        if len(found) < MOST_PLACES:
            found.append(place)
    passages = []
    runs = _runs(ours)
    place = 0
    while place < len(runs):
        matches = [(_length(ours, place, theirs, at), -at) for at in places.get(runs[place], ())]
        length, at = max(matches, default=(0, 0))
        if length:
            passages.append(_passage(ours, place, theirs, -at, length))
        place += max(1, length)
    return passages


def _words(text: str, common: Collection[str]) -> list[_Word]:
    words = []
    word = _word()
    start = 0
    for line in text.splitlines(keepends=True):
        if not common or line_key(line) not in common:
            words += [
                _Word(match[0].casefold(), start + match.start(), start + match.end())
                for match in word.finditer(line)
            ]
        start += len(line)
    return words


@cache
def _word() -> re.Pattern[str]:
    """The pattern of a word, or of one character where words are not set apart."""
    return re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+")


def _runs(words: list[_Word]) -> list[tuple[str, ...]]:
    """Each run of neighbouring words that is just long enough to be a passage."""
    texts = [word.text for word in words]
    return list(zip(*(texts[shift:] for shift in range(LEAST_WORDS)), strict=False))


def _length(ours: list[_Word], place: int, theirs: list[_Word], other: int) -> int:
    """How many words are the same from two places on."""
    length = 0
    most = min(len(ours) - place, len(theirs) - other)
    while length < most and ours[place + length].text == theirs[other + length].text:
        length += 1
    return length


def _passage(
    ours: list[_Word], place: int, theirs: list[_Word], other: int, length: int
) -> Passage:
    return Passage(
        ours[place].start,
        ours[place + length - 1].end,
        theirs[other].start,
        theirs[other + length - 1].end,
    )
