"""Rules that hold a report against the states that GitHub gives."""

import re
from collections.abc import Iterator

from triage.report.audit.case import Case
from triage.report.audit.claims import Claim
from triage.report.audit.fault import Fault, Severity
from triage.report.audit.states import State, asks_for_outcome, state_in, state_of
from triage.report.audit.wholes import is_whole, whole_state
from triage.report.read import Citation, FindingText, QuestionText, Share

_RULE = "state"


def check_listed_states(case: Case) -> Iterator[Fault]:
    """An issue that is said to be open or closed is, and one that is implemented was completed."""
    for question, finding in case.codes():
        state = state_of(question, finding)
        for citation in finding.citations:
            issue = case.facts.get(citation.number)
            said = state or _state_in_memo(question, citation)
            if issue is None or said is None:
                continue
            words = f"under “{finding.label}”" if state else f"“{citation.memo}”"
            actual = State.OPEN if issue.is_open else State.CLOSED
            if said is not actual:
                yield _state_fault(citation, f"is {said}: {words}", actual)
            elif issue.state_reason in _NOT_DONE and _DONE.search(words):
                reason = issue.state_reason.replace("_", " ")
                yield _state_fault(citation, f"is done: {words}", f"closed as {reason}")


def check_spoken_states(case: Case) -> Iterator[Fault]:
    """An issue that running text calls open or closed is."""
    for citation in case.spoken_of:
        match = _CALLED.search(citation.memo)
        issue = case.facts.get(citation.number)
        if match is None or issue is None:
            continue
        actual = State.OPEN if issue.is_open else State.CLOSED
        if actual != match["state"].casefold():
            yield _state_fault(citation, f"“{match['words'].strip()}”", actual)


_CALLED = re.compile(
    r"#\d+\S*\s+(?P<words>(?:is|remains|stays|(?:was|has been)(?!\s+open))\s+"
    r"(?:still\s+|now\s+|already\s+)?(?P<state>open|closed))(?![\w-])"
    r"(?!\s+(?:source|weights?|to|question|again|until|before)\b)",
    re.IGNORECASE,
)


def _state_fault(citation: Citation, claimed: str, actual: str) -> Fault:
    return Fault(
        line=citation.line,
        severity=Severity.ERROR,
        rule=_RULE,
        claimed=f"#{citation.number} {claimed}",
        found=f"GitHub says {actual}",
    )


_NOT_DONE = ("not_planned", "duplicate")
"""GitHub's reasons for closing an issue that nobody implemented."""

_DONE = re.compile(r"\b(?:implement(?:ed|ations?)|merged|fixed|shipped|delivered)\b", re.IGNORECASE)
_MEMO_STATE = re.compile(
    r"\b(?:closed|rejected|merged|implemented|declined|fixed)\W*$"
    r"|^\W*(?:closed|rejected|merged|implemented|declined|fixed)\b"
    r"|\b(?:remains?|still|kept|stays?)\s+open\b",
    re.IGNORECASE,
)


def _state_in_memo(question: QuestionText, citation: Citation) -> State | None:
    """The state that a memo under an outcome states in so many words."""
    if not asks_for_outcome(question) or not _MEMO_STATE.search(citation.memo):
        return None
    return state_in(citation.memo)


def check_state_figures(case: Case) -> Iterator[Fault]:
    """The share of closed or open issues is the one that GitHub's states give."""
    issues = case.sampled_facts
    if not issues:
        return
    closed = sum(not issue.is_open for issue in issues)
    counts = {State.CLOSED: closed, State.OPEN: len(issues) - closed}
    for claim in (*case.summary_claims, *case.point_claims):
        state = whole_state(claim) if is_whole(claim) and not claim.is_of_a_part else None
        if state and (fault := _count_fault(claim, state, counts[state], len(issues))):
            yield fault
    for question, finding in case.codes():
        if state_of(question, finding) is not State.OPEN or finding.share is None:
            continue
        if fault := _open_fault(question, finding, finding.share, counts[State.OPEN], len(issues)):
            yield fault


def _count_fault(claim: Claim, state: State, count: int, n: int) -> Fault | None:
    if claim.base not in (None, n) or count in claim.share.counts(n):
        return None
    return Fault(
        line=claim.line,
        severity=Severity.ERROR,
        rule=_RULE,
        claimed=f"“{claim.share.wording}” {state}",
        found=f"by GitHub's states {count} of {n} are {state}",
    )


def _open_fault(
    question: QuestionText, finding: FindingText, share: Share, count: int, n: int
) -> Fault | None:
    """Only the one finding on open issues can be held against their number."""
    others = [
        each
        for each in question.findings
        if each is not finding and state_of(question, each) is State.OPEN
    ]
    allowed = share.counts(n)
    if others or not allowed or count in allowed:
        return None
    return Fault(
        line=finding.line,
        severity=Severity.ERROR,
        rule=_RULE,
        claimed=f"“{finding.label}”: {share.wording} open",
        found=f"by GitHub's states {count} of {n} are open",
    )
