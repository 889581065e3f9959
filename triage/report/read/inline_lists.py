"""Finds lists of issues that are written on one line: `**Label** (30%): #1, #2 and #3`."""

import re

from triage.report.read.citations import Citation, citations_at_start, mentioned_issues
from triage.report.read.inline import plain
from triage.report.read.shares import NOUNS, shares_in

_SEVERAL = 2

_BEHIND_SHARE = re.compile(
    r"[\s)\]*_:.,–—|-]*"
    rf"(?:(?:of|out of)\s+(?:(?:all|the|our)\s+)*(?:\d+\s+)?(?:[a-z]+\s+)?{NOUNS})?"
    rf"[\s)\]*_:.,–—|\[<(-]*(?:{NOUNS}[\s:]*){{0,2}}[\s*_\[<(]*",
    re.IGNORECASE,
)
"""What may stand between a share and the first issue: no words of a sentence."""


def is_finding_with_list(text: str, line: int) -> bool:
    """Whether a line states a share and then lists issues, with nothing said in between."""
    first = _first_issue(text, line)
    if first is None:
        return False
    before = plain(text[:first])
    shares = shares_in(before, line, counts=True)
    return bool(shares) and bool(_BEHIND_SHARE.fullmatch(before, shares[-1].end))


def listed_in_front(text: str, line: int) -> list[Citation]:
    """The issues that a line begins with, when they are several or stand behind `Issues:`."""
    label = _ISSUES_LABEL.match(text)
    found, _, _ = citations_at_start(text[label.end() :] if label else text, line)
    return found if label or len(found) >= _SEVERAL else []


_ISSUES_LABEL = re.compile(
    r"\s*[*_]{0,3}(?:(?:affected|related|cited|all|the)\s+)?issues?[*_]{0,3}\s*[:：][*_]{0,3}\s*",
    re.IGNORECASE,
)


def _first_issue(text: str, line: int) -> int | None:
    """Where the first issue that a text names begins."""
    if not mentioned_issues(text, line):
        return None
    match = _ISSUE.search(text)
    return match.start() if match else None


_ISSUE = re.compile(
    r"\[[^\[\]\n]{1,200}\]\(<?https?://[^\s()]+/issues/\d"
    r"|(?<![\w/.-])(?:[\w.-]{1,100}/[\w.-]{1,100})?\\?#\d|GH-\d|https?://\S+/issues/\d"
)
