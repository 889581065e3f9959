"""One question of the report: its findings, each with exactly the issues behind it.

The lists of issues and the figures come from one pass over the same answers, so a percentage
always has its issues behind it. Nothing is counted here that the summary does not count.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

from triage.analysis.proportions import interval
from triage.analysis.summary import QuestionFigures
from triage.domain.codebook import Kind, Question
from triage.domain.coding import Answer
from triage.domain.evidence import is_outdated
from triage.domain.issue import SampledIssue
from triage.report.duplicates import distinct_share
from triage.report.model import Evidence, Excerpt, Finding, Section

Answers = Sequence[tuple[SampledIssue, Answer]]
"""What was answered about each issue in scope, in drawn order."""


def build_section(
    mark: str,
    question: Question,
    figures: QuestionFigures,
    answers: Answers,
    *,
    summary: str,
    population: int | None,
    dropped: Collection[int],
) -> Section:
    """The report on one question.

    Args:
        mark: what the report calls the question.
        question: the question, as the codebook has it.
        figures: the summary's, for the codes and the base.
        answers: of all issues in scope.
        summary: the human's words.
        population: N, for the intervals.
        dropped: numbers of the issues that do not count when each request counts once.
    """
    behind = _Behind(answers, population, dropped)
    labels = {figure.code: figure.label for figure in figures.codes}
    is_checklist = question.kind is Kind.CHECKLIST
    return Section(
        mark=mark,
        question=question.id,
        title=question.title,
        kind=question.kind,
        summary=summary,
        n=figures.n,
        in_scope=len(answers),
        uncoded=tuple(evidence(*pair) for pair in answers if not pair[1].is_given),
        none_apply=tuple(evidence(*pair) for pair in answers if pair[1].none_apply),
        findings=behind.findings(labels, lambda answer: answer.codes),
        missing=behind.findings(labels, lambda answer: answer.missing) if is_checklist else (),
    )


def evidence(sampled: SampledIssue, answer: Answer, code: str = "") -> Evidence:
    """An issue with what its rater said about it, and the quotes bound to one code."""
    issue = sampled.issue
    return Evidence(
        number=issue.number,
        url=issue.url,
        memo=answer.memo or issue.title,
        excerpts=tuple(
            Excerpt(quote=quote, is_outdated=is_outdated(quote, sampled))
            for quote in answer.quotes
            if quote.code == code
        ),
    )


class _Behind:
    """The issues behind the codes of one question."""

    def __init__(self, answers: Answers, population: int | None, dropped: Collection[int]) -> None:
        self._answers = answers
        self._coded = [each.issue.number for each, answer in answers if answer.is_given]
        self._population = population
        self._dropped = dropped

    def findings(
        self, labels: Mapping[str, str], held: Callable[[Answer], Sequence[str]]
    ) -> tuple[Finding, ...]:
        """A finding per code, in descending order; equals stay in the codebook's order."""
        issues: dict[str, list[Evidence]] = {code: [] for code in labels}
        for sampled, answer in self._answers:
            for code in held(answer):
                issues[code].append(evidence(sampled, answer, code))
        found = [self._finding(code, label, issues[code]) for code, label in labels.items()]
        return tuple(sorted(found, key=lambda finding: -finding.k))

    def _finding(self, code: str, label: str, issues: Sequence[Evidence]) -> Finding:
        k, n = len(issues), len(self._coded)
        distinct = None
        if self._dropped:
            numbers = [issue.number for issue in issues]
            distinct = distinct_share(numbers, self._coded, self._dropped)
        return Finding(
            code=code,
            label=label,
            k=k,
            n=n,
            interval=interval(k, n, self._population) if n else None,
            issues=tuple(issues),
            distinct=distinct,
        )
