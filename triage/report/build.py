"""Builds the report from a sample, a codebook and codings: pure, and the same each time.

Figures are the summary's; the lists of issues behind them are put together in `findings`. What
other parts of triage compute (agreement, duplicates, rounds) comes in through the `Material`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct, structs

from triage.analysis.duplicate_groups import DuplicateGroup, duplicate_groups
from triage.analysis.outgrown_codings import outgrown_codings
from triage.analysis.summary import Summary, summarize
from triage.domain.codebook import Codebook
from triage.domain.coding import Coding, Verdicts
from triage.domain.issue import SampledIssue, number_of
from triage.domain.sample import Manifest, Snapshot
from triage.report.duplicates import groups_in_scope, measured_suggestions
from triage.report.findings import build_section
from triage.report.method import draw_in_words
from triage.report.model import (
    Agreement,
    Evidence,
    Method,
    Report,
    Round,
    Section,
    Statement,
)
from triage.report.narrative import Narrative, question_marks
from triage.report.support import look_up


class Material(Struct, frozen=True, kw_only=True):
    """Everything that a report is made from."""

    manifest: Manifest
    issues: Sequence[SampledIssue]
    """The issues that the source was to read, in drawn order; those that stepped in come last."""
    codebook: Codebook
    codings: Mapping[str, Coding]
    source: str
    """Whose codings they are: a rater's name, or `consensus`."""
    raters: Sequence[str]
    narrative: Narrative = Narrative()
    as_of: datetime | None = None
    """Time of the last change to the codings."""
    snapshot: Snapshot | None = None
    """The state that the issues are in."""
    agreement: Sequence[Agreement] = ()
    """How far raters agree, one or more coefficients per question."""
    duplicates: Sequence[DuplicateGroup] | None = None
    """Issues that ask the same; None takes them from the verdicts in the codings."""
    rounds: Sequence[Round] = ()
    editions: Mapping[str, Codebook] = {}
    """Earlier codebooks that the codings cite, by edition, as far as they are kept."""


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


def outgrown_in_words(material: Material) -> list[str]:
    """What the codings in scope have that the codebook no longer has, in sentences."""
    codings = (_coding(material, each) for each in issues_in_scope(material))
    found = outgrown_codings(material.codebook, codings, material.editions)
    return [each.in_words() for each in found]


def build_report(material: Material) -> Report:
    """The report of a sample as one source coded it."""
    in_scope = issues_in_scope(material)
    issues = [each.issue for each in in_scope]
    groups = groups_in_scope(issues, _found_groups(material))
    summary = summarize_material(material)
    sections = _sections(
        material, summary, in_scope, {issue.number for group in groups for issue in group.others}
    )
    return Report(
        title=f"Analysis Results for {_subject(material.manifest)}",
        sections=sections,
        observations=_supported(material, sections, material.narrative.observations),
        recommendations=_supported(material, sections, material.narrative.recommendations),
        agreement=tuple(material.agreement),
        duplicates=groups,
        suggestions=measured_suggestions(_verdicts(material), material.issues),
        method=_method(material, summary),
        codebook=material.codebook,
    )


def issues_in_scope(material: Material) -> list[SampledIssue]:
    """The issues that the source did not exclude, in drawn order."""
    return [each for each in material.issues if not _exclusion(material, each)]


def _exclusion(material: Material, sampled: SampledIssue) -> str:
    return _coding(material, sampled).marks.excluded


def _found_groups(material: Material) -> Sequence[DuplicateGroup]:
    if material.duplicates is not None:
        return material.duplicates
    return duplicate_groups(_verdicts(material))


def _verdicts(material: Material) -> dict[int, Verdicts]:
    codings = sorted(material.codings.items())
    return {number_of(key): coding.verdicts for key, coding in codings}


def _coding(material: Material, sampled: SampledIssue) -> Coding:
    return material.codings.get(sampled.issue.key) or Coding(issue=sampled.issue.key)


def _subject(manifest: Manifest) -> str:
    return f"{manifest.repository} · {manifest.label}" if manifest.label else manifest.repository


def _sections(
    material: Material, summary: Summary, in_scope: Sequence[SampledIssue], dropped: set[int]
) -> tuple[Section, ...]:
    return tuple(
        build_section(
            mark,
            question,
            figure,
            [(each, _coding(material, each).answer(question.id)) for each in in_scope],
            summary=material.narrative.summaries.get(question.id, ""),
            population=material.manifest.population_size,
            dropped=dropped,
        )
        for mark, question, figure in zip(
            question_marks(material.codebook), material.codebook, summary.questions, strict=True
        )
    )


def _supported(
    material: Material, sections: Sequence[Section], statements: Sequence[Statement]
) -> tuple[Statement, ...]:
    """The statements with the figures that their support names."""
    numbers = [each.issue.number for each in material.issues]
    return tuple(
        structs.replace(each, figures=look_up(each.support, sections, numbers, ()).figures)
        for each in statements
    )


def _method(material: Material, summary: Summary) -> Method:
    manifest = material.manifest
    numbers = tuple(each.issue.number for each in material.issues)
    excluded = tuple(
        Evidence(number=each.issue.number, url=each.issue.url, memo=reason)
        for each in material.issues
        if (reason := _exclusion(material, each))
    )
    return Method(
        repository=manifest.repository,
        label=manifest.label,
        sample=manifest.name,
        size=manifest.size,
        numbers=numbers,
        stepped_in=len(set(numbers).difference(manifest.numbers)),
        population_size=manifest.population_size,
        population_digest=manifest.population_digest,
        population_fetched_at=manifest.population_fetched_at,
        population_loaded_at=manifest.population_loaded_at,
        drawn_at=manifest.drawn_at,
        where=manifest.where,
        seed=manifest.seed,
        draw=draw_in_words(manifest),
        origin=manifest.source,
        excluded=excluded,
        skipped=summary.skipped,
        flagged=summary.flagged,
        source=material.source,
        raters=tuple(material.raters),
        codebook=material.codebook.name,
        edition=material.codebook.edition,
        outgrown=tuple(outgrown_in_words(material)),
        as_of=material.as_of,
        snapshot=material.snapshot,
        rounds=tuple(material.rounds),
    )
