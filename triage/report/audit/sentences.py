"""Cuts running text into sentences and finds the shares that each states."""

import re
from collections.abc import Iterator

from msgspec import structs

from triage.report.read import Share, shares_in

_ABBREVIATIONS = "".join(
    rf"(?<!\b{word}\.)"
    for word in ("approx", "ca", "vs", "cf", "no", "resp", "incl", "fig", "e.g", "i.e")
)
_SENTENCE_END = re.compile(
    rf"(?<=[.!?;]){_ABBREVIATIONS}\s+(?=[A-Z0-9“\"(#~≈<>≤≥])|\n(?=\s*[-*•|])"
)
_AGREEMENT = re.compile(
    r"\b(?:agree(?:d|s|ment)?|disagree\w*|kappa|krippendorff\w*|raters?|annotators?)\b",
    re.IGNORECASE,
)
"""A sentence on how far people agree says nothing of what is in the issues."""
_QUOTED = re.compile(r"“[^“”]{2,400}”|\"[^\"\n]{2,400}\"|„[^„“]{2,400}“|«[^«»]{2,400}»")


def without_quoted(text: str) -> str:
    """The text with everything in quotation marks blanked out; lengths and lines stay."""
    return _QUOTED.sub(lambda quoted: re.sub(r"[^\n]", " ", quoted[0]), text)


def sentences_of(text: str) -> Iterator[str]:
    """The sentences of a paragraph; one without an end in sight is cut, so that time is bounded."""
    for sentence in _SENTENCE_END.split(text):
        for start in range(0, max(1, len(sentence)), _LONGEST_SENTENCE):
            yield sentence[start : start + _LONGEST_SENTENCE]


_LONGEST_SENTENCE = 2000


def words_before(sentence: str, share: Share) -> str:
    """The sentence up to a share, as far back as its words can still be about it."""
    return sentence[max(0, share.start - _FARTHEST) : share.start]


def words_after(sentence: str, share: Share) -> str:
    """The sentence behind a share, as far on as its words can still be about it."""
    return sentence[share.end : share.end + _FARTHEST]


_FARTHEST = 250


def stated_shares(sentence: str, line: int, n: int | None) -> Iterator[Share]:
    """The shares that a sentence states itself, not in somebody else's words.

    Args:
        sentence: in plain words.
        line: the line that it begins on.
        n: the number of issues that it is about.
    """
    if _AGREEMENT.search(sentence):
        return
    quoted = [match.span() for match in _QUOTED.finditer(sentence)]
    for share in shares_in(sentence, line, counts=True):
        if any(start < share.start and share.end < end for start, end in quoted):
            continue
        if (counted := _counted(sentence, _with_base(share, n), n)) is not None:
            yield counted


def _counted(sentence: str, share: Share, n: int | None) -> Share | None:
    """The share with the count that it stands behind: `8 (36%)`.

    None when the number is larger than any sample read by hand, as in `1,092 (2.7 %)`.
    """
    if share.count is not None and share.base is None and share.count >= _LARGEST_COUNT:
        return share if share.count == n else None
    number = _NUMBER_BEFORE.search(words_before(sentence, share))
    if share.percent is None or share.count is not None or number is None:
        return share
    count = int(number["count"].replace(",", ""))
    if number["name"]:
        return share
    return structs.replace(share, count=count) if count < _LARGEST_COUNT else None


def _with_base(share: Share, n: int | None) -> Share:
    """The share, its `n = 22` taken for the base where it is n, or no count of n issues."""
    if not share.is_n or share.percent is None or share.count is None:
        return share
    alone = share.without_count()
    is_count = n is not None and share.count in alone.counts(n)
    is_base = share.count == n or (not is_count and bool(alone.counts(share.count)))
    return share.with_base() if is_base else share


_NUMBER_BEFORE = re.compile(
    r"(?P<name>[A-Z][\w.-]*\s)?(?<![\w.,#])(?P<count>\d{1,3}(?:,\d{3})+|\d{1,6})\s*[(\[]$"
)
_LARGEST_COUNT = 1000
