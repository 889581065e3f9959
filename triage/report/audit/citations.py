"""Rules on citations: number, address and repository agree, and the issue is in the sample."""

from collections.abc import Iterator

from triage.report.audit.case import Case
from triage.report.audit.fault import Fault, Severity


def check_links(case: Case) -> Iterator[Fault]:
    """An address leads to the issue that is named, in the report's repository."""
    for citation in case.citations():
        number, repository = citation.linked_number, citation.linked_repository
        if not citation.url:
            continue
        if number is None or repository is None:
            if not citation.memo or "github.com" not in citation.url:
                continue
            found = "the address is no issue's"
        elif number != citation.number:
            found = f"the address leads to #{number}"
        elif case.repository and repository.casefold() != case.repository.casefold():
            found = f"the address leads to {repository}, not to {case.repository}"
        else:
            continue
        yield Fault(
            line=citation.line,
            severity=Severity.ERROR,
            rule="link",
            claimed=f"#{citation.number}",
            found=f"{found} ({citation.url})" if number is None else found,
        )


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
