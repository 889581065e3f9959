"""Rules on the findings of a question together: partition, overlaps, states that exclude."""

from collections import defaultdict
from collections.abc import Iterator

from triage.report.audit.case import Case
from triage.report.audit.exclusive import (
    Exclusivity,
    exclusivity,
    listed_issues,
    percentage_sum,
)
from triage.report.audit.fault import Fault, Severity
from triage.report.audit.lists import lists_are_examples
from triage.report.audit.states import State, state_in, state_of
from triage.report.read import Citation, FindingText, QuestionText, Role, Standing

_Place = tuple[FindingText, Citation]

_APART = {Role.NONE_APPLIES, Role.UNCODED}
"""Lists whose issues are in no finding of the question."""


def check_states(case: Case) -> Iterator[Fault]:
    """No issue is open in one finding and closed in another."""
    places: dict[int, dict[State, _Place]] = defaultdict(dict)
    for question, finding in case.codes():
        state = state_of(question, finding)
        if state is None:
            continue
        for citation in finding.citations:
            places[citation.number].setdefault(state, (finding, citation))
    yield from _memo_conflicts(case)
    for number, found in places.items():
        if len(found) == len(State):
            first, last = sorted(found.items(), key=lambda each: each[1][1].line)
            yield Fault(
                line=last[1][1].line,
                severity=Severity.ERROR,
                rule="state-conflict",
                claimed=f"#{number} is {last[0]} under “{last[1][0].label}”",
                found=f"line {first[1][1].line} has it under “{first[1][0].label}”: {first[0]}",
            )


def _memo_conflicts(case: Case) -> Iterator[Fault]:
    """A memo that says "still open" under a finding on closed issues."""
    for question, finding in case.codes():
        if state_of(question, finding) is not State.CLOSED:
            continue
        for citation in finding.citations:
            if state_in(citation.memo) is State.OPEN:
                yield Fault(
                    line=citation.line,
                    severity=Severity.ERROR,
                    rule="state-conflict",
                    claimed=f"#{citation.number} is closed under “{finding.label}”",
                    found=f"beside it stands “{citation.memo}”",
                )


def check_standings(case: Case) -> Iterator[Fault]:
    """No item is both provided and missing in one issue."""
    provided: dict[tuple[str, int], Citation] = {}
    for question, finding in case.codes():
        if finding.standing is not Standing.PROVIDED:
            continue
        for citation in finding.citations:
            provided[_item(question, finding), citation.number] = citation
    for question, finding in case.codes():
        if finding.standing is not Standing.MISSING:
            continue
        for citation in finding.citations:
            if other := provided.get((_item(question, finding), citation.number)):
                yield Fault(
                    line=citation.line,
                    severity=Severity.ERROR,
                    rule="state-conflict",
                    claimed=f"“{finding.label}” is missing in #{citation.number}",
                    found=f"line {other.line} says that it is provided",
                )


def check_overlaps(case: Case) -> Iterator[Fault]:
    """Findings that exclude each other share no issue."""
    for question in case.report.questions:
        kind = exclusivity(case, question)
        for number, (first, second) in _doubled(question).items():
            is_apart = {first[0].role, second[0].role} & _APART
            if kind is Exclusivity.NO and not is_apart:
                continue
            if _states_conflict(question, first[0], second[0]):
                continue
            severity = Severity.WARNING if kind is Exclusivity.PERHAPS else Severity.ERROR
            yield Fault(
                line=second[1].line,
                severity=severity,
                rule="doubled",
                claimed=f"#{number} is listed under “{second[0].label}”",
                found=f"line {first[1].line} lists it under “{first[0].label}”, and these exclude "
                "each other",
            )


def check_partition(case: Case) -> Iterator[Fault]:
    """Findings that exclude each other cover every issue, and their percentages add up to 100."""
    for question in case.report.questions:
        if exclusivity(case, question) is not Exclusivity.YES:
            continue
        total, slack = percentage_sum(question.findings, case.base(question))
        is_exact = all(each.share and each.share.is_exact for each in question.findings)
        others = [each for each in question.lists if each.role is not Role.FINDING]
        if total is not None and abs(total - 100) > slack and is_exact and not others:
            yield Fault(
                line=question.line,
                severity=Severity.ERROR,
                rule="partition",
                claimed="each issue has one of these findings",
                found=f"the percentages add up to {total:.4g} %",
            )
        if fault := _coverage_fault(case, question):
            yield fault


def _coverage_fault(case: Case, question: QuestionText) -> Fault | None:
    """The question's lists hold fewer, or more, different issues than its base."""
    base = case.base(question)
    selections = any(each.lists_examples or each.further for each in question.walk())
    listed = set(listed_issues(question))
    if base is None or selections or lists_are_examples(case) or len(listed) == base:
        return None
    if not listed:
        return None
    missing = sorted((case.in_scope or frozenset()) - listed) if base == case.n else []
    names = f": {', '.join(f'#{number}' for number in missing)}" if missing else ""
    gap = base - len(listed)
    rest = f"{gap} {'is' if gap == 1 else 'are'} in none{names}" if gap > 0 else f"{-gap} too many"
    return Fault(
        line=question.line,
        severity=Severity.ERROR,
        rule="partition",
        claimed=f"the findings divide {base} issues among themselves",
        found=f"{len(listed)} different issues are listed, {rest}",
    )


def _doubled(question: QuestionText) -> dict[int, tuple[_Place, _Place]]:
    """Issues in two lists of a question, by number, with the first two places."""
    places: dict[int, list[_Place]] = defaultdict(list)
    for each in question.lists:
        seen: set[int] = set()
        for finding in each.walk():
            for citation in finding.citations:
                if citation.number not in seen:
                    places[citation.number].append((each, citation))
                seen.add(citation.number)
    return {number: (found[0], found[1]) for number, found in places.items() if found[1:]}


def _states_conflict(question: QuestionText, first: FindingText, second: FindingText) -> bool:
    return {state_of(question, first), state_of(question, second)} == set(State)


def _item(question: QuestionText, finding: FindingText) -> str:
    return f"{question.line}:{finding.label.casefold()}"
