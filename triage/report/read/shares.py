"""Finds the shares that a text states: percentages, "k of n", counts, and their intervals.

Whether a share is a claim about issues depends on where it stands, so that is decided by those
who read the result; here "99 % accuracy" is a share like any other. What is never one: speeds and
sizes (`2-4x`, `4-bit`, `71GB`), versions, dates, and the level of a confidence interval.
"""

import re

from msgspec import structs

from triage.report.read.number_words import NUMBER_WORD, WHOLE_NUMBER, number_of
from triage.report.read.share import Bound, Share

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
    r"[\s\u202f]?\\?(?:%|percent\b|per cent\b|pct\b)(?![\w-])",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    rf"(?<![\w.,/:#%-])(?P<count>{WHOLE_NUMBER})"
    r"(?:\s?/\s?|\s+(?:out\s+)?of\s+(?:the\s+|our\s+|all\s+)?)"
    rf"(?P<base>{WHOLE_NUMBER})(?![\w/%]|[.,:-]\d|\s?%|\s(?:percent|per cent)\b)",
    re.IGNORECASE,
)
_COUNT = re.compile(
    rf"(?<![\w.,/:#%-])(?:(?P<letter>(?-i:[kn]))\s?=\s?(?P<k>\d{{1,6}})(?!\w)"
    rf"|(?P<count>{WHOLE_NUMBER})\s+"
    rf"(?:(?!(?:per|percent|of|out|and|or|to|more)\b)[a-z\"“”'-]+\s+){{0,2}}{NOUNS}\b)",
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
    rf"(?P<low>{_NUMBER})\s?%?\s*(?:[-–—,;]|to)\s*(?P<high>{_NUMBER})\s?%?\s*[\])]"
    rf"|\s*[,;(]?\s*95\s?%\s*(?:CI|confidence interval|interval)\s*[:,]?\s*[\[(]?"
    rf"(?P<from>{_NUMBER})\s?%?\s*(?:[-–—,;]|to)\s*(?P<to>{_NUMBER})\s?%?",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"\s*[- ]?(?:CI\b|confidence|credible|intervals?\b|level\b|Wilson|CIs\b)", re.IGNORECASE
)
_LEVEL_BEFORE = re.compile(
    r"\b(?:confidence|intervals?|level)\s+(?:of|at|is|was)\s*$"
    r"|\b(?:CI|confidence intervals?|interval)\s*[:,=]?\s*(?:of|from|is)?\s*[\[(]?\s*$",
    re.IGNORECASE,
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
    found = [*_percentages(text, line), *_fractions(text, line), *_shares_in_words(text, line)]
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
    return [
        share for share in shares if not share.exceeds(None) or _OF_ISSUES.match(text, share.end)
    ]


_OF_ISSUES = re.compile(rf"\s*\)?\s*of\s+(?:[a-z-]+\s+){{0,3}}{NOUNS}\b", re.IGNORECASE)
"""Behind more than 100 %: only there it is meant as a share, not as a growth."""


def _is_of_an_interval(text: str, match: re.Match[str]) -> bool:
    """Whether the percentage is an end of a bracketed range, its level, or the reach behind ±."""
    if _LEVEL_BEFORE.search(text[max(0, match.start() - 30) : match.start()]):
        return True
    before = text[max(0, match.start() - 4) : match.start()].rstrip()
    is_range = match["upper"] is not None
    return before.endswith(("±", "+/-")) or (is_range and before.endswith(("[", "(")))


_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "tenth": 10}
_IN_WORDS = re.compile(
    rf"(?<![\w-])(?:(?:{_BOUND})\s*)?(?<![\w-])"
    rf"(?:(?P<percent>{NUMBER_WORD})\s(?:percent|per cent)\b"
    rf"|(?:(?P<times>an?|one|two|three|four)\s)?(?P<part>half|third|quarter|fifth|sixth|tenth)s?"
    rf"(?=\s*\)|\s+(?:of\s+)?(?:(?:all|the|our|these|sampled|analy[sz]ed|coded|studied)\s+)*{NOUNS}\b)"
    rf"|(?P<ones>one|two|three|four)\s(?:in|out of)(?:\severy)?\s(?P<of>three|four|five|six|ten)"
    rf"\s+(?:sampled\s+)?{NOUNS}\b)",
    re.IGNORECASE,
)
"""`half of the issues`, `(a third)`, `thirty percent`, `one in five issues`."""


def _shares_in_words(text: str, line: int) -> list[Share]:
    """Shares that are spelled out; a part such as "a third" is about that much."""
    shares = []
    for match in _IN_WORDS.finditer(text):
        if match["part"] and not match["times"] and match["part"].casefold() != "half":
            continue
        if match["percent"]:
            value = float(number_of(match["percent"]))
        elif match["part"]:
            times = number_of(match["times"]) if (match["times"] or "a")[:1] not in "aA" else 1
            value = 100 * times / _PARTS[match["part"].casefold()]
        else:
            value = 100 * number_of(match["ones"]) / number_of(match["of"])
        bound = next((each for each in _BOUNDS if match[each.name]), Bound.EXACT)
        is_rough = not match["percent"] and bound is Bound.EXACT
        shares.append(
            Share(
                wording=match[0].strip(),
                line=line + text.count("\n", 0, match.start()),
                start=match.start(),
                end=match.end(),
                percent=round(value, 1),
                decimals=0,
                bound=Bound.ABOUT if is_rough else bound,
            )
        )
    return [share for share in shares if not share.exceeds(None)]


def _fractions(text: str, line: int) -> list[Share]:
    shares = []
    for match in _FRACTION.finditer(text):
        count, base = number_of(match["count"]), number_of(match["base"])
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
            count=number_of(match["k"] or match["count"]),
            is_n=match["letter"] == "n",
        )
        for match in _COUNT.finditer(text)
        if match["k"] or _COUNTED.search(text[max(0, match.start() - 20) : match.start()])
    ]


def _says_the_same(text: str, left: Share, right: Share) -> bool:
    """Whether one is the percentage and the other the count of the same share."""
    if (left.percent is None) == (right.percent is None):
        return False
    if left.percent is None and left.base is None and _OF_BEFORE.search(text, 0, left.start):
        return False
    return bool(_GLUE.fullmatch(text, left.end, right.start))


_OF_BEFORE = re.compile(
    r"\b(?:of|among|amongst)\s+(?:the\s+|these\s+|those\s+|our\s+|all\s+)*$", re.IGNORECASE
)
"""Before a number of issues that a percentage behind it is of, as in "of the 24 issues 46 %"."""


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
        is_n=count.is_n,
    )


def _with_interval(text: str, share: Share) -> Share:
    match = _INTERVAL.match(text, share.end)
    if match is None or share.percent is None:
        return share
    ends = match["low"] or match["from"], match["high"] or match["to"]
    low, high = (float(end.replace(",", ".")) for end in ends)
    return structs.replace(share, end=match.end(), interval=(low, high))
