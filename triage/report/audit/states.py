"""Which findings say that their issues are open, or closed.

Only where the question is how issues end, or where the figure says so ("20% remain open"): under
another question "Implementation" or "open source" is a topic. "Stale" alone is no state.
"""

import re
from enum import StrEnum

from triage.report.read import FindingText, QuestionText


class State(StrEnum):
    """GitHub's state of an issue."""

    OPEN = "open"
    CLOSED = "closed"


_OUTCOME = re.compile(
    r"\b(?:resolv\w+|resolution|outcomes?|clos(?:ed|ure|ing)|end(?:s|ed)?|fate|status|states?|handled"
    r"|answered|lifecycle|happen\w*|addressed)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:remain(?:s|ing|ed)?|still|kept|stay(?:s|ed|ing)?|currently|left|are|is)\s+(?:\w+\s+)?open\b"
    r"|\b(?:never|not(?: yet)?|un)\s?-?closed\b|\bopen\s+(?:issues?|requests?|bugs?|tickets?)\b"
    r"|^(?:still\s+|remains?\s+)?open\W*$|\bopen\s+at\s+(?:the\s+)?(?:time|end|snapshot)",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    r"\b(?:closed|closures?|implemented|implementations?|resolved|fixed|merged|completed|rejected"
    r"|rejections?|declined|won['’]?t[- ]?fix|shipped|delivered)\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:not|never|no|un|without|awaiting|pending|partial(?:ly)?|partly|to be|being|until|unless"
    r"|will be|would be|could be|can be|should be|must be|needs?|yet|require\w*|missing|for)"
    r"(?:\s+\w+){0,2}\s*-?$",
    re.IGNORECASE,
)


def asks_for_outcome(question: QuestionText) -> bool:
    """Whether a question is about how issues end."""
    return bool(_OUTCOME.search(question.title))


def state_of(question: QuestionText, finding: FindingText) -> State | None:
    """The state that a finding says its issues have; None when it says none, or both."""
    texts = [finding.label, finding.wording] if asks_for_outcome(question) else [finding.wording]
    return state_in(*texts)


def state_in(*texts: str) -> State | None:
    """The one state that words speak of."""
    is_open = any(_OPEN.search(text.strip(" ()[]")) for text in texts)
    is_closed = any(_says_closed(text) for text in texts)
    if is_open == is_closed:
        return None
    return State.OPEN if is_open else State.CLOSED


def _says_closed(text: str) -> bool:
    return any(
        not _NOT_YET.search(text[max(0, match.start() - 40) : match.start()])
        for match in _CLOSED.finditer(text)
    )
