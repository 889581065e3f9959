"""Finds the figure that a line beneath a finding's heading states.

`9 of 30 · 30 % [17–48]`, `Frequency: 30% (9/30)`, `30% of the sampled issues.` and `This affects 9
of the 30 issues.` state the finding's own figure. `2 issues mention batching.` and `40% of these
are closed.` only speak of it.
"""

import re

from triage.report.read.headings import FIGURE_LABEL
from triage.report.read.share import Share
from triage.report.read.shares import NOUNS, shares_in

_LABEL_WITHIN = 25
"""Behind `Frequency:` and the like a figure begins at most this many characters further on."""

_NOTHING = re.compile(r"[\s.):|*]*")
_OF_ALL = re.compile(
    rf"[\s)\]]*(?:of\s+)?(?:(?:all|the|our|these)\s+)*(?:\d+\s+)?(?:[a-z-]+\s+){{0,2}}{NOUNS}?\W*",
    re.IGNORECASE,
)
_SAID_OF_IT = re.compile(
    r"(?:this|it|these|they|(?:the|this|that)\s+(?:pattern|finding|problem|category|theme|group|type"
    r"|code|class|topic|kind|challenge|cluster))\s+(?:\w+\s+){0,2}?"
    r"(?:concerns?|affects?|covers?|represents?|comprises?|constitutes?|includes?|contains?|holds?"
    r"|counts?|accounts?\s+for|makes?\s+up|(?:is|was|were|are)?\s*(?:seen|found|present|mentioned"
    r"|reported|observed|raised)\s+(?:in|by)|(?:appears?|occurs?|applies|is|are)\s+(?:in|to))\s+",
    re.IGNORECASE,
)
"""Begins a sentence that says how many issues the finding above has."""
_OF_THEM = re.compile(r"[\s)\]]*of\s+(?:these|those|them|which)\b", re.IGNORECASE)


def figure_beneath(words: str, line: int, *, is_restated: bool = False) -> Share | None:
    """The figure that a line states; None for a line of words.

    Args:
        words: the line, without inline marks.
        line: its number.
        is_restated: whether the heading states a figure already. Then a sentence that begins with
            a share is about something else.
    """
    first = next(iter(shares_in(words, line, counts=True)), None)
    if first is None:
        return None
    if FIGURE_LABEL.match(words):
        return first if first.start <= _LABEL_WITHIN else None
    rest = words[first.end :]
    said = _SAID_OF_IT.match(words)
    is_first = first.start <= 1 or (said is not None and said.end() >= first.start)
    if not is_first or _OF_THEM.match(rest):
        return None
    is_bare_count = first.percent is None and first.base is None
    if is_bare_count and not _NOTHING.fullmatch(rest):
        return None
    return first if not is_restated or _OF_ALL.fullmatch(rest) else None
