"""How much of a report was read, so that "nothing is wrong" says of what.

A file in which nothing was read is no report: silence about it would be taken for praise.
"""

from msgspec import Struct

from triage.report.audit.case import Case
from triage.report.read import Role


class Extent(Struct, frozen=True, kw_only=True):
    """What was read of a report, in numbers."""

    questions: int
    findings: int
    lists: int
    """Findings with a list of issues."""
    shares: int
    """Claims: percentages, fractions and counts of issues."""
    citations: int
    issues: int
    """Different issues that are cited."""
    observations: int
    recommendations: int
    issues_at_hand: int
    """Cited issues whose facts the report was held against."""
    marked_questions: int
    """Questions with a mark such as `RQ1`."""

    @property
    def is_report(self) -> bool:
        """Whether there is anything in it that a report of issues has."""
        return bool(self.findings or self.shares or self.citations or self.marked_questions)

    def in_words(self) -> str:
        """What was read, in one line without an end."""
        parts = [
            _counted(self.questions, "question"),
            f"{_counted(self.findings, 'finding')} ({self.lists} with issues)",
            _counted(self.shares, "figure"),
            f"{_counted(self.citations, 'citation')} of {_counted(self.issues, 'issue')}",
            _counted(self.observations, "observation"),
            _counted(self.recommendations, "recommendation"),
        ]
        if self.issues_at_hand:
            parts.append(f"the facts of {_counted(self.issues_at_hand, 'issue')}")
        return ", ".join(parts)


def extent_of(case: Case) -> Extent:
    """How much of a report was read."""
    findings = [finding for _, finding in case.report.walk() if finding.role is Role.FINDING]
    cited = [citation.number for citation in case.citations()]
    return Extent(
        questions=len(case.report.questions),
        findings=len(findings),
        lists=sum(bool(finding.citations) for finding in findings),
        shares=len(case.claims),
        citations=len(cited),
        issues=len(set(cited)),
        observations=len(case.report.observations),
        recommendations=len(case.report.recommendations),
        issues_at_hand=len(set(cited) & case.facts.keys()),
        marked_questions=sum(bool(question.mark) for question in case.report.questions),
    )


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
