"""Everything that is known when a report is audited, worked out once for all rules."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from triage.domain.issue import Conversation, Issue
from triage.report.audit.sample_size import question_base, sample_size
from triage.report.audit.terms import terms
from triage.report.read import Citation, FindingText, QuestionText, ReportText, Role


class Case:
    """A report, and what it can be held against."""

    def __init__(
        self,
        report: ReportText,
        *,
        facts: Mapping[int, Issue] | None = None,
        conversations: Mapping[int, Conversation] | None = None,
        sample: Sequence[int] | None = None,
        population: int | None = None,
    ) -> None:
        self.report = report
        self.facts: Mapping[int, Issue] = facts or {}
        self.conversations: Mapping[int, Conversation] = conversations or {}
        self.given_sample = frozenset(sample) if sample is not None else None
        self.population = population
        self.n = sample_size(report, self.given_sample)

    def base(self, question: QuestionText) -> int | None:
        """The number of issues that a question's percentages are of; None when unknown."""
        return question_base(question, self.n)

    @cached_property
    def sample(self) -> frozenset[int] | None:
        """The sample's issues: as given, or as one question lists them without gap or doubling."""
        if self.given_sample is not None:
            return self.given_sample
        return next(filter(None, map(self._whole_sample, self.report.questions)), None)

    def _whole_sample(self, question: QuestionText) -> frozenset[int] | None:
        listed = [number for each in question.walk() for number in each.numbers]
        numbers = frozenset(listed)
        is_whole = len(listed) == len(numbers) == self.n
        return numbers if is_whole and len(question.findings) > 1 else None

    @cached_property
    def sampled_facts(self) -> list[Issue]:
        """The facts of the whole sample; empty when they are not all at hand."""
        numbers = self.sample or frozenset()
        known = [self.facts[number] for number in sorted(numbers) if number in self.facts]
        return known if len(known) == len(numbers) else []

    @cached_property
    def repository(self) -> str | None:
        """`owner/name`: of the facts, else the one that most addresses name."""
        known = Counter(issue.repository for issue in self.facts.values())
        named = Counter(
            citation.linked_repository.casefold()
            for citation in self.citations()
            if citation.linked_repository
        )
        for counts in (known, named):
            if counts:
                return counts.most_common(1)[0][0]
        return None

    @cached_property
    def subject_terms(self) -> frozenset[str]:
        """Stems of the report's title: its subject, so in every statement of it."""
        return terms(self.report.title)

    def citations(self) -> Iterator[Citation]:
        """Every issue that the report cites: under findings, then in its points."""
        for _, finding in self.report.walk():
            yield from finding.citations
        for finding in self.report.excluded:
            yield from finding.citations
        for point in self.report.points:
            yield from point.citations

    def codes(self) -> Iterator[tuple[QuestionText, FindingText]]:
        """Every finding that is a code, with its question; those beneath others included."""
        for question, finding in self.report.walk():
            if finding.role is Role.FINDING:
                yield question, finding

    def terms(self, text: str) -> frozenset[str]:
        """Stems of a text's content words, the report's subject left out."""
        return terms(text, self.subject_terms)
