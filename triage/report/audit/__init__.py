"""Finds what is wrong in a report: in itself, and against the facts of its issues.

Every rule is a function of a `Case` that yields faults. False alarms cost as much as misses, so
each rule speaks up only where the report's own words leave no other reading.
"""

from collections.abc import Mapping, Sequence

from triage.domain.issue import Conversation, Issue
from triage.report.audit.case import Case
from triage.report.audit.extent import Extent, extent_of
from triage.report.audit.fault import Fault, Severity
from triage.report.audit.own_labels import with_plain_labels
from triage.report.audit.rules import CHECKS, RULES, Rule
from triage.report.read import read_report

__all__ = [
    "RULES",
    "Case",
    "Extent",
    "Fault",
    "Rule",
    "Severity",
    "audit",
    "extent_of",
    "faults_in",
    "with_plain_labels",
]


def audit(
    text: str,
    *,
    facts: Mapping[int, Issue] | None = None,
    conversations: Mapping[int, Conversation] | None = None,
    sample: Sequence[int] | None = None,
    reserve: Sequence[int] = (),
    population: int | None = None,
) -> list[Fault]:
    """What is wrong in a report, by line.

    Args:
        text: the report, in Markdown.
        facts: what GitHub says of its issues, by number; without it the report is held against
            itself alone.
        conversations: their comments, by number, for quotations.
        sample: numbers of the sample's issues; None to take what the report itself shows.
        reserve: numbers that may have stepped in for excluded issues.
        population: how many issues the sample was drawn from.
    """
    plain = with_plain_labels(text)
    case = Case(
        read_report(plain.text),
        facts=facts,
        conversations=conversations,
        sample=sample,
        reserve=reserve,
        population=population,
    )
    return plain.restored(faults_in(case))


def faults_in(case: Case) -> list[Fault]:
    """What is wrong in a report that was read, by line."""
    rank = {rule.name: position for position, rule in enumerate(RULES)}
    faults = dict.fromkeys(fault for check in CHECKS for fault in check(case))
    return sorted(faults, key=lambda fault: (fault.line, rank[fault.rule], fault.claimed))
