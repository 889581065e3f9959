"""A report as somebody wrote it: questions, findings, citations and claims, each with its line.

This is what was read, not what is true: nothing is computed and nothing is mended here. The
audit compares these values with each other; the import turns them into codings.
"""

from collections.abc import Iterator
from enum import Enum, auto

from msgspec import Struct

from triage.report.read.citations import Citation
from triage.report.read.share import Share


class Passage(Struct, frozen=True, kw_only=True):
    """A paragraph in plain words, its line ends kept."""

    line: int
    text: str

    def line_at(self, offset: int) -> int:
        """The line of a character of `text`."""
        return self.line + self.text.count("\n", 0, offset)


class Role(Enum):
    """What a list of issues under a question is."""

    FINDING = auto()
    """A code with the issues that carry it."""
    ASIDE = auto()
    """Outliers and special cases: in no finding, and not missing either."""
    NONE_APPLIES = auto()
    """Issues for which no code applies."""
    UNCODED = auto()
    """Issues that have no answer to the question, and excluded ones."""


class Standing(Enum):
    """Whether a list is about information that is there, or that is missing."""

    PROVIDED = auto()
    MISSING = auto()
    UNSAID = auto()


class FindingText(Struct, frozen=True, kw_only=True):
    """A heading with a list of issues, and perhaps findings beneath it."""

    line: int
    heading: str
    """The whole heading in plain words."""
    label: str
    """The heading without its number and its figure: the name of the code."""
    wording: str = ""
    """What the heading says beside the label: `30% of samples`, `20% remain open`."""
    shares: tuple[Share, ...] = ()
    """Figures of the heading, then those of the lines directly beneath it."""
    citations: tuple[Citation, ...] = ()
    passages: tuple[Passage, ...] = ()
    children: tuple["FindingText", ...] = ()
    role: Role = Role.FINDING
    standing: Standing = Standing.UNSAID
    further: int = 0
    """Issues that the list does not print: the n in "and n more"."""
    lists_examples: bool = False
    """Whether the list says that it is a selection."""

    @property
    def share(self) -> Share | None:
        """The claimed share; None when the heading states none."""
        return self.shares[0] if self.shares else None

    @property
    def numbers(self) -> frozenset[int]:
        """The issues that the list cites, those of findings beneath it not counted."""
        return frozenset(citation.number for citation in self.citations)

    def walk(self) -> Iterator["FindingText"]:
        """This finding and all beneath it."""
        yield self
        for child in self.children:
            yield from child.walk()


class QuestionText(Struct, frozen=True, kw_only=True):
    """One research question with its summary and findings."""

    line: int
    mark: str
    """`RQ1`; empty when the heading has no such mark."""
    title: str
    summary: tuple[Passage, ...] = ()
    lists: tuple[FindingText, ...] = ()
    """Findings and the other lists of issues, in order."""

    @property
    def findings(self) -> tuple[FindingText, ...]:
        """The lists that are codes, without those beneath them."""
        return tuple(each for each in self.lists if each.role is Role.FINDING)

    def walk(self) -> Iterator[FindingText]:
        """Every list of issues, those beneath others included."""
        for each in self.lists:
            yield from each.walk()

    @property
    def has_children(self) -> bool:
        """Whether findings have findings beneath them, as checklists do."""
        return any(finding.children for finding in self.findings)


class Point(Struct, frozen=True, kw_only=True):
    """An observation or a recommendation."""

    line: int
    title: str
    text: str
    """Plain words behind the title, without the support; line ends kept."""
    support: str = ""
    """The words behind "supported by"."""
    citations: tuple[Citation, ...] = ()

    @property
    def passage(self) -> Passage:
        """Text and support as one paragraph."""
        return Passage(line=self.line, text=f"{self.text} {self.support}".strip())


class Section(Struct, frozen=True, kw_only=True):
    """A heading with what stands directly beneath it, for checks of completeness."""

    line: int
    heading: str
    level: int
    is_empty: bool
    """Whether the next heading of its own or a higher level, or the end, follows at once."""


class ReportText(Struct, frozen=True, kw_only=True):
    """A whole report, as written."""

    title: str
    title_line: int = 1
    questions: tuple[QuestionText, ...] = ()
    observations: tuple[Point, ...] = ()
    recommendations: tuple[Point, ...] = ()
    overview: tuple[Passage, ...] = ()
    """Paragraphs outside questions that speak of results: abstract, introduction, conclusion."""
    method: tuple[Passage, ...] = ()
    """Paragraphs on how it was done, and on limits: their percentages are no results."""
    excluded: tuple[FindingText, ...] = ()
    """Lists of issues outside the questions: excluded ones and the like."""
    sections: tuple[Section, ...] = ()

    def walk(self) -> Iterator[tuple[QuestionText, FindingText]]:
        """Every list of issues with its question."""
        for question in self.questions:
            for each in question.walk():
                yield question, each

    @property
    def points(self) -> tuple[Point, ...]:
        """Observations, then recommendations."""
        return self.observations + self.recommendations

    @property
    def prose(self) -> Iterator[Passage]:
        """Every paragraph on results: overview, summaries, notes under findings."""
        yield from self.overview
        for question in self.questions:
            yield from question.summary
            for each in question.walk():
                yield from each.passages
