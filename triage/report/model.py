"""The report as data: what every writer writes and the audit compares with.

Figures are computed once, when the report is built; a writer only chooses words and marks.
"""

from datetime import datetime

from msgspec import Struct

from triage.analysis.duplicate_groups import SuggestionPrecision
from triage.analysis.proportions import Interval
from triage.domain.codebook import Codebook, Kind
from triage.domain.coding import Quote
from triage.domain.sample import Snapshot

CONSENSUS = "consensus"
"""What the source of a report's figures is called when they come from settled codings."""

FORMAT = 1
"""Version of the report's shape in JSON."""


class Excerpt(Struct, frozen=True, kw_only=True):
    """A quote printed as evidence."""

    quote: Quote
    is_outdated: bool = False
    """Whether the text was edited or removed since the quote was taken."""


class Evidence(Struct, frozen=True, kw_only=True):
    """One issue behind a finding."""

    number: int
    url: str
    memo: str
    """The rater's words, or the issue's title where there are none."""
    excerpts: tuple[Excerpt, ...] = ()


class Share(Struct, frozen=True, kw_only=True):
    """k of n issues with the interval of the share."""

    k: int
    n: int
    interval: Interval | None
    """None without a base."""

    @property
    def value(self) -> float | None:
        """k / n; None without a base."""
        return self.k / self.n if self.n else None


class Finding(Struct, frozen=True, kw_only=True):
    """One code, how often, and the issues behind it."""

    code: str
    label: str
    k: int
    n: int
    interval: Interval | None
    issues: tuple[Evidence, ...]
    """Exactly k issues, in the sample's order."""
    distinct: Share | None = None
    """The same with each group of duplicates counted once; None where there are no duplicates."""

    @property
    def share(self) -> float | None:
        """k / n; None without a base."""
        return self.k / self.n if self.n else None


class Section(Struct, frozen=True, kw_only=True):
    """One research question."""

    mark: str
    """What the report calls it: RQ1, RQ2 and so on."""
    question: str
    """Its id in the codebook."""
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
    """What it rests on, as its author wrote it."""
    figures: tuple[str, ...] = ()
    """What the support says in the report's own figures, in words."""


class Agreement(Struct, frozen=True, kw_only=True):
    """How far raters agree on one question."""

    question: str
    coefficient: str
    """Its name in words: Krippendorff's alpha."""
    value: float | None
    """None when it is not defined."""
    reason: str = ""
    """Why it is not defined; empty when it is."""
    low: float | None = None
    """Ends of the 95 % interval; None when there is none."""
    high: float | None = None
    n: int
    """Issues that two raters or more coded."""
    interval: str = ""
    """Of how many resamples, drawn by which seed, the interval was made."""


class DuplicateGroup(Struct, frozen=True, kw_only=True):
    """Issues of the sample that ask the same."""

    kept: Evidence
    """The one that is counted when each group counts once."""
    others: tuple[Evidence, ...]
    """At least one, all in scope."""


class Round(Struct, frozen=True, kw_only=True):
    """A round of coding."""

    name: str
    raters: tuple[str, ...]
    is_blind: bool
    """Whether the raters could not see each other's codings."""
    early: tuple[str, ...] = ()
    """Who looked at others before all had sealed, with the reason, in words."""
    opened_at: datetime | None = None
    closed_at: datetime | None = None


class Method(Struct, frozen=True, kw_only=True):
    """How a stranger can do it again."""

    repository: str
    label: str
    sample: str
    population_size: int | None
    population_digest: str
    population_fetched_at: datetime | None
    population_loaded_at: datetime | None = None
    """When it was loaded from files of unknown age; None when it was not."""
    drawn_at: datetime
    where: str
    seed: str | None
    draw: str
    """How the issues were chosen, in a sentence."""
    origin: str = ""
    """Where a list of numbers came from, when nothing was drawn."""
    size: int
    """Issues that were drawn."""
    numbers: tuple[int, ...]
    """The issues that the source was to read: excluded ones, and those that stepped in, too."""
    stepped_in: int
    """How many of them are from the reserve, in place of excluded ones."""
    excluded: tuple[Evidence, ...]
    skipped: int = 0
    flagged: int = 0
    source: str
    """Whose codings the figures come from: a rater's name, or `CONSENSUS`."""
    raters: tuple[str, ...]
    codebook: str
    edition: str
    outgrown: tuple[str, ...] = ()
    """What codings have that the codebook no longer has, in sentences."""
    as_of: datetime | None
    """Time of the last change to the codings."""
    snapshot: Snapshot | None = None
    """The state of the issues that texts and facts come from; None when nobody says."""
    rounds: tuple[Round, ...] = ()


class Report(Struct, frozen=True, kw_only=True):
    """The whole report."""

    title: str
    sections: tuple[Section, ...]
    observations: tuple[Statement, ...]
    recommendations: tuple[Statement, ...]
    agreement: tuple[Agreement, ...] = ()
    duplicates: tuple[DuplicateGroup, ...] = ()
    suggestions: SuggestionPrecision | None = None
    """How the verdicts on suggested duplicates fell; None where none was given."""
    method: Method
    codebook: Codebook
    """Printed as an appendix."""
    format: int = FORMAT
