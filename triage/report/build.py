"""Builds the report from a sample, a codebook and codings: pure, and the same each time.

Figures are the summary's; the lists of issues behind them are put together in `findings`. What
other parts of triage compute (agreement, duplicates, rounds) comes in through the `Material`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct, structs

from triage.analysis.summary import Summary, summarize
from triage.domain.codebook import Codebook
from triage.domain.coding import Coding
from triage.domain.issue import SampledIssue
from triage.domain.sample import Manifest
from triage.report.duplicates import groups_among
from triage.report.facts import observe_facts
from triage.report.findings import build_section
from triage.report.method import draw_in_words
from triage.report.model import (
    Agreement,
    DuplicateGroup,
    Evidence,
    Method,
    Report,
    Round,
    Section,
    Statement,
)
from triage.report.narrative import Narrative
from triage.report.support import look_up


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
    agreement: Sequence[Agreement] = ()
    """How far raters agree, one or more coefficients per question."""
    canonical: Mapping[int, int] = {}
    """By number of a duplicate, the number of the issue that it stands under."""
    rounds: Sequence[Round] = ()


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
    in_scope = [each for each in material.issues if not _exclusion(material, each)]
    groups = groups_among([each.issue.number for each in in_scope], material.canonical)
    sections = _sections(material, in_scope, {each for _, *others in groups for each in others})
    facts = observe_facts([each.issue for each in in_scope], material.manifest.population_size)
    return Report(
        title=f"Analysis Results for {_subject(material.manifest)}",
        sections=sections,
        observations=(*facts, *_supported(material, sections, material.narrative.observations)),
        recommendations=_supported(material, sections, material.narrative.recommendations),
        agreement=tuple(material.agreement),
        duplicates=_duplicate_groups(groups, in_scope),
        method=_method(material),
        codebook=material.codebook,
    )


def _exclusion(material: Material, sampled: SampledIssue) -> str:
    return _coding(material, sampled).marks.excluded


def _coding(material: Material, sampled: SampledIssue) -> Coding:
    return material.codings.get(sampled.issue.key) or Coding(issue=sampled.issue.key)


def _subject(manifest: Manifest) -> str:
    return f"{manifest.repository} · {manifest.label}" if manifest.label else manifest.repository


def _sections(
    material: Material, in_scope: Sequence[SampledIssue], dropped: set[int]
) -> tuple[Section, ...]:
    figures = summarize_material(material).questions
    return tuple(
        build_section(
            f"RQ{place}",
            question,
            figures[place - 1],
            [(each, _coding(material, each).answer(question.id)) for each in in_scope],
            summary=material.narrative.summaries.get(question.id, ""),
            population=material.manifest.population_size,
            dropped=dropped,
        )
        for place, question in enumerate(material.codebook, start=1)
    )


def _supported(
    material: Material, sections: Sequence[Section], statements: Sequence[Statement]
) -> tuple[Statement, ...]:
    """The statements with the figures that their support names."""
    return tuple(
        structs.replace(
            each, figures=look_up(each.support, sections, material.manifest.numbers, ()).figures
        )
        for each in statements
    )


def _duplicate_groups(
    groups: Sequence[Sequence[int]], in_scope: Sequence[SampledIssue]
) -> tuple[DuplicateGroup, ...]:
    issues = {each.issue.number: each.issue for each in in_scope}
    cited = {
        number: Evidence(number=number, url=issue.url, memo=issue.title)
        for number, issue in issues.items()
    }
    return tuple(
        DuplicateGroup(kept=cited[kept], others=tuple(cited[number] for number in others))
        for kept, *others in groups
    )


def _method(material: Material) -> Method:
    manifest = material.manifest
    excluded = tuple(
        Evidence(number=each.issue.number, url=each.issue.url, memo=reason)
        for each in material.issues
        if (reason := _exclusion(material, each))
    )
    return Method(
        repository=manifest.repository,
        label=manifest.label,
        sample=manifest.name,
        numbers=manifest.numbers,
        population_size=manifest.population_size,
        population_digest=manifest.population_digest,
        population_fetched_at=manifest.population_fetched_at,
        drawn_at=manifest.drawn_at,
        where=manifest.where,
        seed=manifest.seed,
        draw=draw_in_words(manifest),
        excluded=excluded,
        source=material.source,
        raters=tuple(material.raters),
        codebook=material.codebook.name,
        edition=material.codebook.edition,
        as_of=material.as_of,
        rounds=tuple(material.rounds),
    )
