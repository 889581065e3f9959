"""Rules on parts and the whole they are parts of.

A whole is a share of all issues in one state ("80 % (24/30) closure rate"); its parts are the
shares named with it in one sentence, or the findings beneath a finding.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from triage.report.audit.agreement import percentage
from triage.report.audit.case import Case
from triage.report.audit.claims import Claim
from triage.report.audit.fault import Fault, Severity
from triage.report.audit.states import State
from triage.report.read import FindingText, QuestionText

_WHOLE = re.compile(
    r"(?<!\bstale )\b(?:closure|closing|close|resolution|completion)\s+rate\b"
    r"|\brate of (?:closure|closing)\b(?! as| by| for)"
    r"|(?:^|\b(?:are|is|were|was|been|being|got|now|issues|requests|samples|reports|bugs|still"
    r"|remain(?:s|ed|ing)?)\s+)(?:closed|open)\W*$|^\W*(?:in total|total|overall)\W*$",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"\bclos(?:ed|ure|ing|e)\b", re.IGNORECASE)
_OPEN = re.compile(r"\bopen\b", re.IGNORECASE)
_SOME = re.compile(
    r"\b(?:including|include|mainly|mostly|most|many|primarily|largely|chiefly|such as|e\.g\."
    r"|among (?:them|others)|some|several|notably|partly|followed by)\b",
    re.IGNORECASE,
)
_ALSO = re.compile(r"\bfollowed by\b|\bcompared (?:to|with)\b|\bversus\b|\bvs\b", re.IGNORECASE)


def is_whole(claim: Claim) -> bool:
    """Whether a claim is about all closed or all open issues, not about one finding."""
    return bool(_WHOLE.search(_words_at(claim)))


def whole_state(claim: Claim) -> State | None:
    """The state that a whole is about; None when it is about another whole."""
    words = _words_at(claim)
    is_closed, is_open = bool(_CLOSED.search(words)), bool(_OPEN.search(words))
    if is_closed == is_open:
        return None
    return State.CLOSED if is_closed else State.OPEN


def check_parts(case: Case) -> Iterator[Fault]:
    """Parts add up to their whole."""
    claims = case.summary_claims
    for _, group in groupby(claims, key=lambda claim: (claim.line, claim.sentence)):
        yield from _sentence_faults(list(group))
    for question, finding in case.codes():
        yield from _child_faults(case, question, finding)


def _sentence_faults(claims: Sequence[Claim]) -> Iterator[Fault]:
    whole = next((claim for claim in claims if is_whole(claim)), None)
    if whole is None or whole.is_of_a_part or _ALSO.search(whole.sentence):
        return
    parts = _parts(whole, claims)
    value = percentage(whole.share, whole.base)
    values = [percentage(claim.share, claim.base) for claim in parts]
    known = [each for each in values if each is not None]
    if value is None or len(parts) < _FEWEST_PARTS or len(known) < len(values):
        return
    total, slack = sum(known), 0.5 * (len(known) + 1)
    is_selection = bool(_SOME.search(whole.sentence))
    if abs(total - value) <= slack or (total < value and is_selection):
        return
    if _are_of_the_part(whole, parts, total):
        return
    names = " + ".join(f"{claim.share.wording} {claim.name}" for claim in parts)
    yield Fault(
        line=whole.line,
        severity=Severity.ERROR,
        rule="parts",
        claimed=f"“{whole.share.wording} {whole.name}” made up of {names}",
        found=f"the parts add up to {total:g} %",
    )


_FEWEST_PARTS = 2


def _parts(whole: Claim, claims: Sequence[Claim]) -> list[Claim]:
    """The claims of a sentence that a whole consists of; none when nothing says so.

    In brackets they say so by themselves. Otherwise a colon, a bracket or a dash stands between
    the whole and the first of them.
    """
    others = [claim for claim in claims if claim is not whole and not is_whole(claim)]
    behind = [claim for claim in others if claim.share.start > whole.share.start]
    if bracketed := [claim for claim in behind if claim.is_bracketed]:
        return [] if whole.is_bracketed else bracketed
    if behind and _LIST_FOLLOWS.search(whole.sentence[whole.share.end : behind[0].share.start]):
        return behind
    before = [claim for claim in others if claim.is_bracketed and claim not in behind]
    between = whole.sentence[before[-1].share.end : whole.share.start] if before else ""
    return before if _SUM_FOLLOWS.search(between) else []


_LIST_FOLLOWS = re.compile(r"[:(–—]|\b(?:made up|consist\w*|compris\w*|namely|split|divided)\b")
_SUM_FOLLOWS = re.compile(
    r"\b(?:add(?:ing)? up|total\w*|sum\w*|together|mak(?:e|ing)|giv(?:e|ing))\b"
)


def _are_of_the_part(whole: Claim, parts: Sequence[Claim], total: float) -> bool:
    """Whether the parts are percentages of the whole: they add up to 100 and fit its count."""
    count = whole.share.count
    if count is None and whole.base is not None and whole.share.counts(whole.base):
        count = whole.share.counts(whole.base).start
    if count is None or abs(total - 100) > 0.5 * (len(parts) + 1):
        return False
    return all(claim.share.counts(count) for claim in parts)


def _child_faults(case: Case, question: QuestionText, finding: FindingText) -> Iterator[Fault]:
    """A finding beneath another is no larger."""
    if finding.share is None or not finding.share.is_exact:
        return
    base = case.base(question)
    whole = percentage(finding.share, base)
    for child in finding.children:
        part = percentage(child.share, base) if child.share else None
        if whole is not None and part is not None and part > whole + 1:
            yield Fault(
                line=child.line,
                severity=Severity.ERROR,
                rule="parts",
                claimed=f"“{child.label}” {child.wording}",
                found=f"it is part of “{finding.label}”, which has {finding.share.wording}",
            )


def _words_at(claim: Claim) -> str:
    """The words that say what a claim is a share of: before its bracket, else on both sides."""
    match = _NAME_BEFORE.search(claim.before.rstrip(" ([") if claim.is_bracketed else claim.before)
    name = match["name"] if match else ""
    return name if claim.is_bracketed else f"{name} {claim.after}".strip()


_NAME_BEFORE = re.compile(
    r"(?P<name>(?:\b[\w-]+\s+){0,3}\b(?:rate|rate of clos(?:ure|ing)|closed|open))"
    r"\s*(?:[:=]|\b(?:is|was|of|at|reache[sd]|stands at|amounts to)\b)?\s*$",
    re.IGNORECASE,
)
