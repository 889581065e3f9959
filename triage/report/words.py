"""The sentences on one question, computed from its figures: the same for every writer."""

from collections.abc import Iterable, Sequence

from triage.analysis.figures import percent, percent_range, share_in_words
from triage.domain.codebook import Code, Kind
from triage.report.model import CONSENSUS, Agreement, Finding, Section, Share, Statement
from triage.report.ranking import leaders

WELL_PROVIDED = 0.5
"""An item provided in more than this share of the coded issues is well provided."""

FREQUENTLY_MISSING = 0.5
"""An item missing in more than this share of the coded issues is frequently missing."""

OUTDATED = "; outdated: the text was changed since"
"""Stands behind the source of a quote whose text is not what it was."""


def opening(section: Section) -> str:
    """What the figures of a question say first, without a claim that they do not carry."""
    used = [finding for finding in section.findings if finding.k]
    if not section.n:
        return "No issue is coded for this question."
    if section.kind is Kind.CHECKLIST:
        return (
            f"{_names(provided(section)) or 'No item'} "
            f"{_is(provided(section))} provided in more than "
            f"{percent(WELL_PROVIDED)} of the coded issues; "
            f"{_names(missing(section)) or 'no item'} "
            f"{_is(missing(section))} missing in more than {percent(FREQUENTLY_MISSING)}."
        )
    return _order(section) if used else f"No code applies to any of the {section.n} coded issues."


def base(section: Section) -> str:
    """The base of a question's percentages, and what is not in it."""
    be = "is" if section.n == 1 else "are"
    sentence = f"Base: {section.n} of {section.in_scope} issues {be} coded for this question"
    if not section.n:
        return f"{sentence}."
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


def less_provided(section: Section) -> list[Finding]:
    """The items that are not well provided; of the frequently missing, those provided at all."""
    well, often_missing = (
        {each.code for each in placed} for placed in (provided(section), missing(section))
    )
    return [
        each
        for each in section.findings
        if each.code not in well and (each.k or each.code not in often_missing)
    ]


def less_missing(section: Section) -> list[Finding]:
    """The items that are missing somewhere, though not frequently."""
    often_missing = {each.code for each in missing(section)}
    return [each for each in section.missing if each.k and each.code not in often_missing]


def figure_in_words(figure: Finding | Share) -> str:
    """`9 of 30 · 30 % [17–48]`."""
    return share_in_words(figure.k, figure.n, figure.interval)


def range_in_words(figure: Finding | Share) -> str:
    """`[17–48]`, in percent."""
    return percent_range(figure.interval)


def coefficient_in_words(agreement: Agreement) -> str:
    """`0.71 [0.52, 0.88]`, or why there is none."""
    if agreement.value is None:
        return f"not defined: {agreement.reason}" if agreement.reason else "not defined"
    if agreement.low is None or agreement.high is None:
        return _two_digits(agreement.value)
    ends = f"[{_two_digits(agreement.low)}, {_two_digits(agreement.high)}]"
    return f"{_two_digits(agreement.value)} {ends}"


def figures_of(statement: Statement) -> str:
    """The figures of a statement's support, behind a colon; nothing when there are none."""
    return f": {'; '.join(statement.figures)}" if statement.figures else ""


def source_in_words(source: str) -> str:
    """Where the figures come from: `the consensus`, `the codings of ada`."""
    return "the consensus" if source == CONSENSUS else f"the codings of {source}"


def definitions(code: Code) -> list[tuple[str, str]]:
    """What the codebook says about a code: pairs of a heading and a text, none of them empty."""
    parts = (
        ("Definition", code.definition),
        ("Use when", code.use_when),
        ("Not when", code.avoid_when),
        ("Example", code.example),
    )
    return [(heading, text) for heading, text in parts if text]


def issues_in_words(count: int) -> str:
    """`1 issue`, `2 issues`."""
    return f"{count:,} issue" if count == 1 else f"{count:,} issues"


def _order(section: Section) -> str:
    """The most frequent codes, said to be so only as far as the intervals support it."""
    first = leaders(section.findings)
    if len(first) == 1:
        return f"Most often {_names(first)} was chosen: {figure_in_words(first[0])}."
    if first:
        return f"More often than any other code were chosen {_with_figures(first)}."
    used = [finding for finding in section.findings if finding.k]
    if len(used) == len(section.findings) == 1:
        return f"{_names(used)} was chosen for {figure_in_words(used[0])}."
    tied = [finding for finding in used if finding.k == used[0].k]
    top = f"{_names(tied)}, {figure_in_words(used[0])}"
    return (
        "The codes are listed by frequency, but the intervals overlap: the order is not "
        f"supported. First in the list {_is(tied)} {top}{' each' if len(tied) > 1 else ''}."
    )


def _is(findings: Sequence[Finding]) -> str:
    return "are" if len(findings) > 1 else "is"


def _with_figures(findings: Iterable[Finding]) -> str:
    return "; ".join(f"“{each.label}”, {figure_in_words(each)}" for each in findings)


def _names(findings: Sequence[Finding]) -> str:
    return listed([f"“{finding.label}”" for finding in findings])


def listed(names: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


def _two_digits(value: float) -> str:
    """The value to two digits; what rounds to nothing has no sign."""
    return f"{round(value, 2) + 0.0:.2f}"
