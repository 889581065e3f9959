"""Rule on the shares of closed and of open issues: together they are everything, wherever stated.

The findings on open issues are taken for true, since they have lists; where there is none, the
first statement under the question on outcomes is.
"""

from collections.abc import Iterator

from msgspec import Struct

from triage.report.audit.agreement import percentage
from triage.report.audit.case import Case
from triage.report.audit.claims import Claim
from triage.report.audit.fault import Fault, Severity
from triage.report.audit.states import State, asks_for_outcome, state_of
from triage.report.audit.wholes import is_whole, whole_state
from triage.report.read import QuestionText


class _Stated(Struct, frozen=True):
    """How many percent are in a state, according to one place of the report."""

    line: int
    state: State
    percent: float
    slack: float
    claim: Claim | None = None

    @property
    def closed(self) -> float:
        return self.percent if self.state is State.CLOSED else 100 - self.percent


def check_state_shares(case: Case) -> Iterator[Fault]:
    """Closed and open issues are all issues."""
    stated = list(_stated(case))
    found = next(filter(None, (_open_findings(case, each) for each in case.report.questions)), None)
    true = found or next(iter(stated), None)
    for each in stated:
        if true is None or abs(each.closed - true.closed) <= each.slack + true.slack:
            continue
        claim = each.claim
        name = f"{claim.share.wording} {claim.name}" if claim else ""
        is_same = each.state is true.state
        together = "" if is_same else f": together {each.percent + true.percent:g} %"
        yield Fault(
            line=each.line,
            severity=Severity.ERROR,
            rule="repeated" if is_same else "parts",
            claimed=f"“{name.strip()}”",
            found=f"line {true.line} has {true.percent:g} % {true.state}{together}",
        )


def _stated(case: Case) -> Iterator[_Stated]:
    """What running text states, the question on outcomes first."""
    claims = [*case.summary_claims, *case.point_claims]
    for claim in sorted(claims, key=lambda each: not _is_on_outcome(each)):
        state = whole_state(claim) if is_whole(claim) and not claim.is_of_a_part else None
        value = percentage(claim.share, claim.base)
        if state is not None and value is not None:
            yield _Stated(claim.line, state, value, _SLACK, claim)


def _is_on_outcome(claim: Claim) -> bool:
    return claim.question is not None and asks_for_outcome(claim.question)


def _open_findings(case: Case, question: QuestionText) -> _Stated | None:
    """The share of open issues, as the findings of a question have it."""
    findings = [each for each in question.findings if state_of(question, each) is State.OPEN]
    values = [percentage(each.share, case.n) if each.share else None for each in findings]
    known = [value for value in values if value is not None]
    if not findings or len(known) < len(values):
        return None
    return _Stated(findings[0].line, State.OPEN, sum(known), _SLACK * len(known))


_SLACK = 0.5
"""How far a share in whole percent may be off."""
