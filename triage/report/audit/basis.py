"""What a report says of itself: its size, the base of each question, what its words speak of."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from triage.report.audit.sample_size import excluded_issues, question_base, sample_size
from triage.report.audit.terms import terms
from triage.report.read import Citation, FindingText, Point, QuestionText, ReportText, Role


class Basis:
    """A report, with the sizes that its figures rest on."""

    def __init__(
        self,
        report: ReportText,
        sample: Sequence[int] | None = None,
        reserve: Sequence[int] = (),
    ) -> None:
        self.report = report
        self.given_sample = None if sample is None else self._with_reserve(sample, reserve)
        self.excluded = excluded_issues(report)
        self.n = sample_size(report, self.given_sample)
        self._bases = {
            question.line: question_base(question, self.n) for question in report.questions
        }

    def _with_reserve(self, sample: Sequence[int], reserve: Sequence[int]) -> frozenset[int]:
        """The sample with those of its reserve that the report cites: they stepped in."""
        cited = {citation.number for citation in self.citations()}
        return frozenset(sample) | cited.intersection(reserve)

    def base(self, question: QuestionText) -> int | None:
        """The number of issues that a question's percentages are of; None when unknown."""
        return self._bases[question.line]

    @cached_property
    def subject_terms(self) -> frozenset[str]:
        """Stems of the report's title: its subject, so in every statement of it."""
        return terms(self.report.title)

    def terms(self, text: str) -> frozenset[str]:
        """Stems of a text's content words, the report's subject left out."""
        return terms(text, self.subject_terms)

    def citations(self) -> Iterator[Citation]:
        """Every issue that the report cites: under findings, then in its points."""
        for _, finding in self.report.walk():
            yield from finding.citations
        for finding in self.report.excluded:
            yield from finding.citations
        for point in self.report.points:
            yield from self.cited_by(point)

    def cited_by(self, point: Point) -> list[Citation]:
        """The issues of the sample's repository that a point cites; others it may speak of."""
        return [
            citation
            for citation in point.citations
            if citation.repository is None
            or citation.repository.casefold() == self.named_repository
            or citation.number in self.listed_numbers
        ]

    @cached_property
    def listed_numbers(self) -> frozenset[int]:
        """Every issue under a question."""
        return frozenset(number for _, each in self.report.walk() for number in each.numbers)

    @cached_property
    def named_repository(self) -> str | None:
        """`owner/name` that most issues under questions are cited with, without capitals."""
        named = Counter(
            citation.repository.casefold()
            for _, finding in self.report.walk()
            for citation in finding.citations
            if citation.repository
        )
        return named.most_common(1)[0][0] if named else None

    def codes(self) -> Iterator[tuple[QuestionText, FindingText]]:
        """Every finding that is a code, with its question; those beneath others included."""
        for question, finding in self.report.walk():
            if finding.role is Role.FINDING:
                yield question, finding
