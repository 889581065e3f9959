"""Rules on citations: number, address and repository agree, and the issue is in the sample."""

from collections.abc import Iterator

from triage.report.audit.case import Case
from triage.report.audit.fault import Fault, Severity
from triage.report.read import Citation


def check_links(case: Case) -> Iterator[Fault]:
    """An address leads to the issue that is named, in the report's repository."""
    for citation in case.citations():
        found = _problem(case, citation)
        if found is not None:
            yield Fault(
                line=citation.line,
                severity=Severity.ERROR,
                rule="link",
                claimed=f"{citation.owner}#{citation.number}",
                found=found,
            )


def _problem(case: Case, citation: Citation) -> str | None:
    number, repository = citation.linked_number, citation.repository
    if citation.url and number is None:
        if not citation.memo or "github.com" not in citation.url:
            return None
        return f"the address is no issue's ({citation.url})"
    if number is not None and number != citation.number:
        return f"the address leads to #{number}"
    if not (case.repository and repository) or repository.casefold() == case.repository.casefold():
        return None
    subject = "the address leads to" if citation.url else "the issue is of"
    return f"{subject} {repository}, not {'to' if citation.url else 'of'} {case.repository}"


def check_membership(case: Case) -> Iterator[Fault]:
    """Every cited issue is in the sample."""
    sample = case.sample
    if sample is None:
        return
    source = "the sample" if case.given_sample is not None else "the sample that the report lists"
    seen: set[tuple[int, int]] = set()
    for citation in case.citations():
        if citation.number in sample or (citation.number, citation.line) in seen:
            continue
        seen.add((citation.number, citation.line))
        yield Fault(
            line=citation.line,
            severity=Severity.ERROR,
            rule="sample",
            claimed=f"#{citation.number} is cited",
            found=f"it is not in {source}",
        )
