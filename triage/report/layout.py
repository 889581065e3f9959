"""How the findings of a question are laid out in tables and lists, for HTML and LaTeX alike."""

from collections.abc import Sequence

from msgspec import Struct

from triage.analysis.figures import percent
from triage.domain.codebook import Kind
from triage.report.model import Finding, Section
from triage.report.words import (
    FREQUENTLY_MISSING,
    WELL_PROVIDED,
    less_missing,
    less_provided,
    missing,
    provided,
)


class Block(Struct, frozen=True, kw_only=True):
    """Findings that stand together under a caption."""

    caption: str
    name: str
    """What one of them is called: Code, Item, Pattern."""
    standing: str = ""
    """Of a checklist: provided or missing."""
    findings: Sequence[Finding]


def tables(section: Section) -> list[Block]:
    """The tables of a question: every code or item with its figures, unused ones too."""
    caption = f"{section.mark}: {section.title}"
    if section.kind is not Kind.CHECKLIST:
        return [Block(caption=caption, name="Code", findings=section.findings)]
    return [
        Block(
            caption=f"{caption} Provided.",
            name="Item",
            standing="provided",
            findings=section.findings,
        ),
        Block(
            caption=f"{caption} Missing.", name="Item", standing="missing", findings=section.missing
        ),
    ]


def groups(section: Section) -> list[Block]:
    """The findings that are listed with their issues, in the order of the report."""
    if section.kind is not Kind.CHECKLIST:
        used = [finding for finding in section.findings if finding.k]
        return [Block(caption="Detailed findings", name="Pattern", findings=used)]
    return [
        Block(
            caption=f"Well-provided information (provided in more than {percent(WELL_PROVIDED)})",
            name="Item",
            standing="provided",
            findings=provided(section),
        ),
        Block(
            caption=f"Frequently missing information (missing in more than "
            f"{percent(FREQUENTLY_MISSING)})",
            name="Item",
            standing="missing",
            findings=missing(section),
        ),
        Block(
            caption="Other provided information",
            name="Item",
            standing="provided",
            findings=less_provided(section),
        ),
        Block(
            caption="Other missing information",
            name="Item",
            standing="missing",
            findings=less_missing(section),
        ),
    ]
