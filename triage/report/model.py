"""The report as data: what every writer writes and the audit compares with.

Figures are computed once, when the report is built; a writer only chooses words and marks.
"""

from datetime import datetime

from msgspec import Struct

from triage.analysis.proportions import Interval
from triage.domain.codebook import Kind
from triage.domain.coding import Quote


class Evidence(Struct, frozen=True, kw_only=True):
    """One issue behind a finding."""

    number: int
    url: str
    memo: str
    """The rater's words, or the issue's title where there are none."""
    quotes: tuple[Quote, ...] = ()


class Finding(Struct, frozen=True, kw_only=True):
    """One code, how often, and the issues behind it."""

    code: str
    label: str
    k: int
    n: int
    interval: Interval | None
    issues: tuple[Evidence, ...]
    """Exactly k issues, in the sample's order."""

    @property
    def share(self) -> float | None:
        """k / n; None without a base."""
        return self.k / self.n if self.n else None


class Section(Struct, frozen=True, kw_only=True):
    """One research question."""

    question: str
    title: str
    kind: Kind
    summary: str
    """The human's words; empty when there are none."""
    n: int
    """Issues coded for the question: the base of its percentages."""
    in_scope: int
    uncoded: tuple[Evidence, ...]
    none_apply: tuple[Evidence, ...]
    """Issues for which the rater found that no code applies."""
    findings: tuple[Finding, ...]
    """Codes in descending order; of a checklist the items by how often they are provided."""
    missing: tuple[Finding, ...] = ()
    """Of a checklist: the items by how often they are missing."""


class Statement(Struct, frozen=True, kw_only=True):
    """An observation or a recommendation."""

    title: str
    text: str
    support: str = ""
    """What it rests on, in words."""


class Method(Struct, frozen=True, kw_only=True):
    """How a stranger can do it again."""

    repository: str
    label: str
    sample: str
    population_size: int | None
    population_digest: str
    population_fetched_at: datetime | None
    drawn_at: datetime
    where: str
    seed: str | None
    draw: str
    """How the issues were chosen, in a sentence."""
    size: int
    excluded: tuple[Evidence, ...]
    source: str
    """Whose codings the figures come from."""
    raters: tuple[str, ...]
    codebook: str
    edition: str
    as_of: datetime | None
    """Time of the last change to the codings."""


class Report(Struct, frozen=True, kw_only=True):
    """The whole report."""

    title: str
    sections: tuple[Section, ...]
    observations: tuple[Statement, ...]
    recommendations: tuple[Statement, ...]
    method: Method
