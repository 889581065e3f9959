"""Builds the report from a sample, a codebook and codings: pure, and the same each time.

Nothing is counted here that the summary does not count; the lists of issues and the figures come
from one pass over the same codings, so a percentage always has exactly its issues behind it.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from triage.analysis.proportions import interval
from triage.analysis.summary import QuestionFigures, Summary, summarize
from triage.domain.codebook import Codebook, Kind, Question
from triage.domain.coding import Answer, Coding
from triage.domain.issue import SampledIssue
from triage.domain.sample import Manifest
from triage.report.facts import observe_facts
from triage.report.model import Evidence, Finding, Method, Report, Section
from triage.report.narrative import Narrative


class Material(Struct, frozen=True, kw_only=True):
    """Everything that a report is made from."""

    manifest: Manifest
    issues: Sequence[SampledIssue]
    """The sample's issues, in drawn order."""
    codebook: Codebook
    codings: Mapping[str, Coding]
    source: str
    """Whose codings they are: a rater's name, or `consensus`."""
    raters: Sequence[str]
    narrative: Narrative = Narrative()
    as_of: datetime | None = None
    """Time of the last change to the codings."""


def summarize_material(material: Material) -> Summary:
    """The summary over the same sample and codings that the report shows."""
    return summarize(
        material.codebook,
        [each.issue.key for each in material.issues],
        material.codings,
        source=material.source,
        sample=material.manifest.name,
        population=material.manifest.population_size,
    )


def build_report(material: Material) -> Report:
    """The report of a sample as one source coded it."""
    summary = summarize_material(material)
    in_scope = [each for each in material.issues if not _coding(material, each).marks.excluded]
    sections = [
        _section(material, question, figures, in_scope)
        for question, figures in zip(material.codebook, summary.questions, strict=True)
    ]
    label = material.manifest.label
    about = f"{material.manifest.repository} · {label}" if label else material.manifest.repository
    return Report(
        title=f"Analysis Results for {about}",
        sections=tuple(sections),
        observations=(
            *observe_facts([each.issue for each in in_scope], material.manifest.population_size),
            *material.narrative.observations,
        ),
        recommendations=material.narrative.recommendations,
        method=_method(material),
    )


def _coding(material: Material, sampled: SampledIssue) -> Coding:
    return material.codings.get(sampled.issue.key) or Coding(issue=sampled.issue.key)


def _section(
    material: Material,
    question: Question,
    figures: QuestionFigures,
    in_scope: Sequence[SampledIssue],
) -> Section:
    answers = [(each, _coding(material, each).answer(question.id)) for each in in_scope]
    behind = _Behind(answers, figures.n, material.manifest.population_size)
    labels = {figure.code: figure.label for figure in figures.codes}
    is_checklist = question.kind is Kind.CHECKLIST
    return Section(
        question=question.id,
        title=question.title,
        kind=question.kind,
        summary=material.narrative.summaries.get(question.id, ""),
        n=figures.n,
        in_scope=len(in_scope),
        uncoded=tuple(_evidence(*pair) for pair in answers if not pair[1].is_given),
        none_apply=tuple(_evidence(*pair) for pair in answers if pair[1].none_apply),
        findings=behind.findings(labels, lambda answer: answer.codes),
        missing=behind.findings(labels, lambda answer: answer.missing) if is_checklist else (),
    )


class _Behind:
    """The issues behind the codes of one question."""

    def __init__(
        self, answers: Sequence[tuple[SampledIssue, Answer]], n: int, population: int | None
    ) -> None:
        self._answers = answers
        self._n = n
        self._population = population

    def findings(
        self, labels: Mapping[str, str], held: Callable[[Answer], Sequence[str]]
    ) -> tuple[Finding, ...]:
        """A finding per code, in descending order; equals stay in the codebook's order."""
        issues: dict[str, list[Evidence]] = {code: [] for code in labels}
        for sampled, answer in self._answers:
            for code in held(answer):
                issues[code].append(_evidence(sampled, answer, code))
        found = [self._finding(code, label, issues[code]) for code, label in labels.items()]
        return tuple(sorted(found, key=lambda finding: -finding.k))

    def _finding(self, code: str, label: str, issues: Sequence[Evidence]) -> Finding:
        k, n = len(issues), self._n
        range_ = interval(k, n, self._population) if n else None
        return Finding(code=code, label=label, k=k, n=n, interval=range_, issues=tuple(issues))


def _evidence(sampled: SampledIssue, answer: Answer, code: str = "") -> Evidence:
    issue = sampled.issue
    return Evidence(
        number=issue.number,
        url=issue.url,
        memo=answer.memo or issue.title,
        quotes=tuple(quote for quote in answer.quotes if quote.code == code),
    )


def _method(material: Material) -> Method:
    manifest = material.manifest
    excluded = tuple(
        Evidence(number=each.issue.number, url=each.issue.url, memo=reason)
        for each in material.issues
        if (reason := _coding(material, each).marks.excluded)
    )
    return Method(
        repository=manifest.repository,
        label=manifest.label,
        sample=manifest.name,
        population_size=manifest.population_size,
        population_digest=manifest.population_digest,
        population_fetched_at=manifest.population_fetched_at,
        drawn_at=manifest.drawn_at,
        where=manifest.where,
        seed=manifest.seed,
        draw=draw_in_words(manifest),
        size=manifest.size,
        excluded=excluded,
        source=material.source,
        raters=tuple(material.raters),
        codebook=material.codebook.name,
        edition=material.codebook.edition,
        as_of=material.as_of,
    )


def draw_in_words(manifest: Manifest) -> str:
    """How the issues of a sample were chosen, in a sentence."""
    if manifest.seed is None:
        origin = f" ({manifest.source})" if manifest.source else ""
        return f"The {manifest.size} issues were given as a list of numbers{origin}."
    strata = f", in proportion to the strata by {manifest.by}" if manifest.by else ""
    return (
        f"The population was put in the order of the SHA-256 of "
        f"“{manifest.seed}/{manifest.name}/OWNER/NAME#NUMBER” "
        f"and the first {manifest.size} issues were taken{strata}."
    )
