"""The report's own sentences: computed from its data, the same for every writer."""

from collections.abc import Sequence

from triage.analysis.figures import percent, share_in_words
from triage.domain.codebook import Kind
from triage.report.model import Evidence, Finding, Method, Section

WELL_PROVIDED = 0.5
"""An item provided in more than this share of the coded issues is well provided."""

FREQUENTLY_MISSING = 0.5
"""An item missing in more than this share of the coded issues is frequently missing."""


def opening(section: Section) -> str:
    """What the figures of a question say first, without a claim that they do not carry."""
    used = [finding for finding in section.findings if finding.k]
    if not used:
        return "No issue is coded for this question."
    if section.kind is Kind.CHECKLIST:
        return (
            f"{_names(provided(section)) or 'No item'} is provided in more than "
            f"{percent(WELL_PROVIDED)} of the coded issues; "
            f"{_names(missing(section)) or 'no item'} is missing in more than "
            f"{percent(FREQUENTLY_MISSING)}."
        )
    top = [finding for finding in used if finding.k == used[0].k]
    figure = share_in_words(top[0].k, top[0].n, top[0].interval)
    verb = "was chosen" if len(top) == 1 else "were each chosen"
    return f"Most often {_names(top)} {verb}: {figure}."


def base(section: Section) -> str:
    """The base of a question's percentages, and what is not in it."""
    sentence = f"Base: {section.n} of {section.in_scope} issues are coded for this question"
    if section.kind is Kind.SINGLE:
        sentence += ", each with one code"
    if section.kind is Kind.MULTI:
        sentence += "; an issue can have several codes, so the percentages need not add up to 100"
    return f"{sentence}. Ranges in brackets are 95 % intervals."


def of_base(section: Section) -> str:
    """What a percentage of a question is a percentage of."""
    return "samples" if section.n == section.in_scope else f"the {section.n} coded"


def provided(section: Section) -> list[Finding]:
    """The well-provided items of a checklist, in descending order."""
    return [each for each in section.findings if (each.share or 0) > WELL_PROVIDED]


def missing(section: Section) -> list[Finding]:
    """The frequently missing items of a checklist, in descending order."""
    return [each for each in section.missing if (each.share or 0) > FREQUENTLY_MISSING]


def in_between(section: Section) -> list[Finding]:
    """The items that are neither well provided nor frequently missing."""
    placed = {each.code for each in (*provided(section), *missing(section))}
    return [each for each in section.findings if each.code not in placed]


def sentences(method: Method) -> list[str]:
    """The method, point by point, so that a stranger can repeat it."""
    label = f", label “{method.label}”" if method.label else ""
    size = "unknown" if method.population_size is None else f"{method.population_size:,} issues"
    lines = [
        f"Repository: {method.repository}{label}.",
        f"Population: {size}{_fetched(method)}.",
        f"Sample “{method.sample}”: {method.size} issues, drawn {method.drawn_at:%Y-%m-%d}. "
        f"{method.draw}",
        f"Codings: {method.source}; raters in the workspace: {', '.join(method.raters) or 'none'}.",
        f"Codebook: {method.codebook}, edition {method.edition}.",
        "Intervals: Wilson, 95 %"
        + (", corrected for the finite population." if method.population_size else "."),
    ]
    if method.where:
        lines.insert(2, f"Filter: {method.where}")
    if method.as_of is not None:
        lines.append(f"Codings as of {method.as_of:%Y-%m-%d %H:%M} UTC.")
    return lines


def memo_line(evidence: Evidence) -> str:
    """An issue as a line of plain text."""
    return f"#{evidence.number} {evidence.memo}"


def _fetched(method: Method) -> str:
    parts = []
    if method.population_fetched_at is not None:
        parts.append(f"fetched {method.population_fetched_at:%Y-%m-%d}")
    if method.population_digest:
        parts.append(f"digest {method.population_digest[:16]}")
    return f" ({', '.join(parts)})" if parts else ""


def _names(findings: Sequence[Finding]) -> str:
    labels = [f"“{finding.label}”" for finding in findings]
    return " and ".join([", ".join(labels[:-1]), labels[-1]] if labels[1:] else labels)
