"""Finds the shares that a text states: percentages, "k of n", counts, and their intervals.

Whether a share is a claim about issues depends on where it stands, so that is decided by those
who read the result; here "99 % accuracy" is a share like any other. What is never one: speeds and
sizes (`2-4x`, `4-bit`, `71GB`), versions, dates, and the level of a confidence interval.
"""

import re
from enum import StrEnum
from math import ceil, floor

from msgspec import Struct, structs


class Bound(StrEnum):
    """How a number limits what it stands for."""

    EXACT = "exactly"
    ABOUT = "about"
    ABOVE = "more than"
    AT_LEAST = "at least"
    BELOW = "less than"
    AT_MOST = "at most"


class Share(Struct, frozen=True, kw_only=True):
    """One share, as written."""

    wording: str
    line: int
    start: int
    """First character in the text that was searched."""
    end: int
    """One past the last character."""
    percent: float | None = None
    decimals: int = 0
    upper: float | None = None
    """Upper end of "30-40 %"; None for a single percentage."""
    bound: Bound = Bound.EXACT
    count: int | None = None
    """k in "k of n" or "k issues"."""
    base: int | None = None
    """n in "k of n"."""
    interval: tuple[float, float] | None = None
    """Ends of the interval printed behind it, in percent."""

    @property
    def is_exact(self) -> bool:
        """Whether it names one value."""
        return self.bound is Bound.EXACT and self.upper is None

    def counts(self, n: int) -> range:
        """The numbers of issues out of n that the share can stand for; empty when none can.

        A percentage stands for every count that rounds to it at its own number of decimals,
        ties either way (the granularity of percentages: Brown and Heathers, GRIM, 2017).
        """
        if self.count is not None:
            return range(self.count, self.count + 1)
        if self.percent is None or n <= 0:
            return range(0)
        half = 0.5 * 10**-self.decimals
        low, high = self.percent, self.percent if self.upper is None else self.upper
        match self.bound:
            case Bound.EXACT:
                first, last = _ceil(n * (low - half) / 100), _floor(n * (high + half) / 100)
            case Bound.ABOUT:
                first, last = _floor(n * (low - _NEAR) / 100), _ceil(n * (high + _NEAR) / 100)
            case Bound.ABOVE:
                first, last = _floor(n * low / 100) + 1, n
            case Bound.AT_LEAST:
                first, last = _ceil(n * (low - half) / 100), n
            case Bound.BELOW:
                first, last = 0, _ceil(n * high / 100) - 1
            case Bound.AT_MOST:
                first, last = 0, _floor(n * (high + half) / 100)
        return range(max(0, first), min(n, last) + 1)


_NEAR = 5.0
"""How many points "about" may be off."""

NOUNS = (
    r"(?:issues?|samples?|requests?|reports?|tickets?|bugs?|cases?|threads?|submissions?|posts?"
    r"|questions?|entries|items)"
)
"""What an issue is called in running text."""

_BOUNDS = {
    Bound.ABOUT: r"~|≈|about|around|roughly|approximately|approx\.?|nearly|almost|some|circa|ca\.",
    Bound.AT_LEAST: r"≥|>=|⩾|at least|no less than|no fewer than",
    Bound.AT_MOST: r"≤|<=|⩽|at most|up to|no more than",
    Bound.ABOVE: r">|&gt;|over|more than|above|greater than|exceeding",
    Bound.BELOW: r"<|&lt;|under|less than|fewer than|below",
}
_BOUND = "|".join(f"(?P<{bound.name}>{words})" for bound, words in _BOUNDS.items())
_NUMBER = r"\d{1,3}(?:[.,]\d{1,3})?"
_PERCENT = re.compile(
    rf"(?:(?<![\w])(?:{_BOUND})\s*)?(?<![\w.,/^-])(?P<percent>{_NUMBER})"
    rf"(?:\s?%?\s?(?:[-–—]|to)\s?(?P<upper>{_NUMBER}))?"
    r"[\s\u202f]?\\?(?:%|percent\b|per cent\b)(?![\w-])",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    r"(?<![\w.,/:#%-])(?P<count>\d{1,3}(?:,\d{3})+|\d{1,6})"
    r"(?:\s?/\s?|\s+(?:out\s+)?of\s+(?:the\s+|our\s+|all\s+)?)"
    r"(?P<base>\d{1,3}(?:,\d{3})+|\d{1,6})(?![\w/%]|[.,:-]\d|\s?%)",
    re.IGNORECASE,
)
_COUNT = re.compile(
    rf"(?<![\w.,/:#%-])(?:k\s?=\s?(?P<k>\d{{1,6}})(?!\w)"
    rf"|(?P<count>\d{{1,6}})\s+(?:[a-z\"“”'-]+\s+){{0,2}}{NOUNS}\b)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:^|[(\[,:;.·–—]\s*|\b(?:of|with|in|for|and|only|just|are|were|is|total|about|all|the|by"
    r"|from|these|those|lists?|covers?|has|have|had|to)\s+)$",
    re.IGNORECASE,
)
"""What may stand before a counted number; behind a name, "CUDA 12 issues", it is part of it."""
_INTERVAL = re.compile(
    rf"\s*[,;(]?\s*(?:95\s?%\s*(?:CI|confidence interval|interval)?\s*[:,]?\s*)?"
    rf"[\[(]\s*(?:95\s?%\s*(?:CI|confidence interval|interval)?\s*[:,]?\s*)?"
    rf"(?P<low>{_NUMBER})\s?%?\s*(?:[-–—,;]|to)\s*(?P<high>{_NUMBER})\s?%?\s*[\])]",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"\s*[- ]?(?:CI\b|confidence|credible|intervals?\b|level\b|Wilson|CIs\b)", re.IGNORECASE
)
_LEVEL_BEFORE = re.compile(
    r"\b(?:confidence|intervals?|level)\s+(?:of|at|is|was)\s*$", re.IGNORECASE
)
_GLUE = re.compile(
    rf"[\s\u202f]*(?:(?:[\w-]+\s+){{0,2}}{NOUNS}\s*)?[(\[·•:;,=|–—-]*\s*[(\[]?\s*", re.IGNORECASE
)


def shares_in(text: str, line: int, *, counts: bool = False) -> list[Share]:
    """The shares in a text, in order; neighbours that say the same thing are one.

    Args:
        text: plain words or inline Markdown.
        line: the line that the text begins on.
        counts: whether a bare "9 issues" or "k = 9" counts as a share.
    """
    found = [*_percentages(text, line), *_fractions(text, line)]
    if counts:
        found += _counts(text, line)
    merged: list[Share] = []
    for share in sorted(found, key=lambda each: (each.start, -each.end)):
        if merged and share.start < merged[-1].end:
            continue
        if merged and _says_the_same(text, merged[-1], share):
            merged[-1] = _merged(text, merged[-1], share)
        else:
            merged.append(share)
    return [_with_interval(text, share) for share in merged]


def _percentages(text: str, line: int) -> list[Share]:
    shares = []
    for match in _PERCENT.finditer(text):
        if _LEVEL.match(text, match.end()) or _is_of_an_interval(text, match):
            continue
        bound = next((each for each in _BOUNDS if match[each.name]), Bound.EXACT)
        number = match["percent"].replace(",", ".")
        upper = match["upper"]
        shares.append(
            Share(
                wording=match[0].strip(),
                line=line + text.count("\n", 0, match.start()),
                start=match.start(),
                end=match.end(),
                percent=float(number),
                decimals=len(number.partition(".")[2]),
                upper=float(upper.replace(",", ".")) if upper else None,
                bound=bound,
            )
        )
    return [share for share in shares if (share.percent or 0) <= 100]


def _is_of_an_interval(text: str, match: re.Match[str]) -> bool:
    """Whether the percentage is an end of a bracketed range, its level, or the reach behind ±."""
    if _LEVEL_BEFORE.search(text[max(0, match.start() - 30) : match.start()]):
        return True
    before = text[max(0, match.start() - 4) : match.start()].rstrip()
    is_range = match["upper"] is not None
    return before.endswith(("±", "+/-")) or (is_range and before.endswith(("[", "(")))


def _fractions(text: str, line: int) -> list[Share]:
    shares = []
    for match in _FRACTION.finditer(text):
        count, base = int(match["count"].replace(",", "")), int(match["base"].replace(",", ""))
        is_slashed = "/" in match[0]
        if is_slashed and (base < _SMALLEST_BASE or (count, base) in _IDIOMS):
            continue
        shares.append(
            Share(
                wording=match[0].strip(),
                line=line + text.count("\n", 0, match.start()),
                start=match.start(),
                end=match.end(),
                count=count,
                base=base,
            )
        )
    return shares


_SMALLEST_BASE = 3
"""`1/2` is a half, or a number of an enumeration, not one of two issues."""
_IDIOMS = {(24, 7), (9, 11), (50, 50), (80, 20)}
"""Pairs of numbers that say something other than a share."""


def _counts(text: str, line: int) -> list[Share]:
    return [
        Share(
            wording=match[0].strip(),
            line=line + text.count("\n", 0, match.start()),
            start=match.start(),
            end=match.end(),
            count=int(match["k"] or match["count"]),
        )
        for match in _COUNT.finditer(text)
        if match["k"] or _COUNTED.search(text[max(0, match.start() - 20) : match.start()])
    ]


def _says_the_same(text: str, left: Share, right: Share) -> bool:
    """Whether one is the percentage and the other the count of the same share."""
    if (left.percent is None) == (right.percent is None):
        return False
    return bool(_GLUE.fullmatch(text, left.end, right.start))


def _merged(text: str, left: Share, right: Share) -> Share:
    figure = left if left.percent is not None else right
    count = right if figure is left else left
    end = right.end
    if text.count("(", left.start, end) > text.count(")", left.start, end):
        end += text[end : end + 1] == ")"
    return structs.replace(
        figure,
        wording=text[left.start : end].strip(),
        line=left.line,
        start=left.start,
        end=end,
        count=count.count,
        base=count.base,
    )


def _with_interval(text: str, share: Share) -> Share:
    match = _INTERVAL.match(text, share.end)
    if match is None or share.percent is None:
        return share
    low, high = (float(match[name].replace(",", ".")) for name in ("low", "high"))
    return structs.replace(share, end=match.end(), interval=(low, high))


def _ceil(value: float) -> int:
    return ceil(value - _ROUNDING)


def _floor(value: float) -> int:
    return floor(value + _ROUNDING)


_ROUNDING = 1e-9
"""How far a product may be off by binary fractions alone."""
