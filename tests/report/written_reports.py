"""Correct reports of a made-up study, written in many ways, for tests to read and to spoil."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from triage.domain.issue import Issue

REPOSITORY = "acme/kettle"
TYPES = ("Heating speed", "Lid and spout hardware", "Remote control interface", "Descaling")
PROBLEMS = ("Slow boil at altitude", "Sensor drift", "Leaking seals")
OUTCOMES = ("Implemented", "Stale closure", "Rejected", "Still brewing")
ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
fifteen sixteen seventeen eighteen nineteen"""
NUMBER_WORDS = ONES.split()
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ITEMS = ("Photo of the device", "Serial plate", "Energy measurements")
OPEN = "Still brewing"


@dataclass(frozen=True)
class Study:
    """Who found what in which issue; everything in a report follows from it."""

    types: Mapping[int, str]
    problems: Mapping[int, frozenset[str]]
    outcomes: Mapping[int, str]
    provided: Mapping[int, frozenset[str]]
    missing: Mapping[int, frozenset[str]]

    @property
    def numbers(self) -> list[int]:
        return list(self.types)

    @property
    def n(self) -> int:
        return len(self.types)

    def facts(self) -> dict[int, Issue]:
        opened = datetime(2024, 3, 5, 12, tzinfo=UTC)
        return {
            number: Issue(
                repository=REPOSITORY,
                number=number,
                title=f"Kettle report {number}",
                body=f"My kettle {number} sings while the water is cold.",
                created_at=opened,
                state="open" if outcome == OPEN else "closed",
                closed_at=None if outcome == OPEN else opened + timedelta(days=40),
                labels=("wish", "stale") if outcome == "Stale closure" else ("wish",),
            )
            for number, outcome in self.outcomes.items()
        }


@dataclass(frozen=True)
class Style:
    """How a report is worded; every field is one habit of its writer."""

    question: str = "RQ{number}: {title}"
    level: int = 2
    """Level of the headings that are questions."""
    summary: str = "# Summary"
    findings: str = "# Detailed Findings"
    header: str = "**{kind} {place}: {label} ({share})**"
    kind: str = "Pattern"
    share: str = "{percent}% of samples"
    open_share: str = "{percent}% remain open"
    figure: str = ""
    citation: str = "- Issue #{number}({url}): {memo}"
    item: str = "{place}. **{label}**: as seen"
    observation: str = "{place}. **{title}**: {text}"
    support: str = "(supported by Issues {numbers})"
    threshold: str = "found in >{percent}% of issues"
    end_of_line: str = "\n"
    gap: bool = True
    method: str = "The sample of {n} issues was drawn at random. Intervals are at 95 %."


@dataclass
class Writer:
    """Writes a study in a style."""

    study: Study
    style: Style
    lines: list[str] = field(default_factory=list)
    places: dict[tuple[str, ...], int] = field(default_factory=dict)
    """Index in `lines` of what tests want to spoil: headers, citations, points, summaries."""
    question: int = 0

    def write(self) -> str:
        self._write_lines()
        return self.text()

    def text(self) -> str:
        """The lines as they are now."""
        return self.style.end_of_line.join(self.lines) + self.style.end_of_line

    def line_of(self, *place: str) -> int:
        """The line, from 1, of one of the places."""
        return self.places[place] + 1

    def _mark(self, *place: str) -> None:
        self.places[place] = len(self.lines)

    def _write_lines(self) -> None:
        study = self.study
        self.lines = ["# What people write about kettles", ""]
        self._question(1, "What types of issues arrive under this label?")
        self._summary(f"Based on the {study.n} sampled issues, the distribution is as follows.")
        self._findings({name: _with(study.types, name) for name in TYPES}, self.style.share)
        self._question(2, "What are the common problems?")
        self._summary("Heat and sensors come up again and again; one kettle boils 2-4x slower.")
        self._findings(
            {name: _holding(study.problems, name) for name in PROBLEMS}, self.style.share
        )
        self._question(3, "How are these issues resolved?")
        self._summary(self._outcome_summary())
        self._findings({name: _with(study.outcomes, name) for name in OUTCOMES}, self.style.share)
        self._question(4, "What information is missing or well-provided?")
        self._summary("Photos are common, measurements are rare; 99% accuracy is asked for once.")
        self._checklist()
        self._points()

    def _question(self, number: int, title: str) -> None:
        self.question = number
        self._mark("question", str(number))
        heading = self.style.question.format(number=number, title=title)
        self.lines += [f"{self._marks(0)} {heading}", ""]

    def _marks(self, depth: int) -> str:
        """The marks of a heading so much deeper than a question."""
        return "#" * (self.style.level + depth)

    def _deeper(self, text: str) -> str:
        """A line of a style, its heading marks made fit for the level of questions."""
        marks = len(text) - len(text.lstrip("#"))
        return f"{self._marks(marks)}{text[marks:]}" if marks else text

    def _summary(self, text: str) -> None:
        self.lines.append(self._deeper(self.style.summary))
        self._mark("summary", str(self.question))
        self.lines += [text, ""]
        if self.style.findings:
            self.lines += [self._deeper(self.style.findings), ""]

    def _findings(self, findings: Mapping[str, Sequence[int]], share: str) -> None:
        for place, (label, numbers) in enumerate(findings.items(), 1):
            wording = self.style.open_share if label == OPEN else share
            if not numbers:
                continue
            header = self.style.header.format(
                kind=self.style.kind,
                place=place,
                label=label,
                share=self._share(wording, len(numbers)),
            )
            self._mark("header", str(self.question), label)
            self.lines.append(self._deeper(header))
            if self.style.figure:
                self.lines.append("")
                self._mark("figure", str(self.question), label)
                self.lines += [self._share(self.style.figure, len(numbers)), ""]
            for number in numbers:
                self._mark("citation", str(self.question), label, str(number))
                self.lines.append(self.cite(number, memo_of(number, label)))
            self.lines += [""] if self.style.gap else []

    def _share(self, wording: str, k: int) -> str:
        n = self.study.n
        return wording.format(
            percent=percent(k, n),
            exact=f"{100 * k / n:.1f}",
            k=k,
            n=n,
            low=0,
            high=100,
            word=in_words(k),
        )

    def cite(self, number: int, memo: str, indent: str = "") -> str:
        url = f"https://github.com/{REPOSITORY}/issues/{number}"
        return indent + self.style.citation.format(number=number, url=url, memo=memo)

    def _outcome_summary(self) -> str:
        counts = {name: len(_with(self.study.outcomes, name)) for name in OUTCOMES}
        n = self.study.n
        closed = n - counts[OPEN]
        return (
            f"Resolution shows a {percent(closed, n)}% ({closed}/{n}) closure rate, "
            f"with implemented wishes ({percent(counts['Implemented'], n)}%), "
            f"staleness ({percent(counts['Stale closure'], n)}%), "
            f"and rejections ({percent(counts['Rejected'], n)}%)."
        )

    def _checklist(self) -> None:
        for heading, standing, found in (
            ("Well-Provided Information", self.study.provided, ITEMS[0]),
            ("Frequently Missing Information", self.study.missing, ITEMS[2]),
        ):
            numbers = _holding(standing, found)
            threshold = percent(len(numbers), self.study.n) - 5
            words = self.style.threshold.format(percent=threshold)
            is_deep = self.style.item.startswith("#")
            group = f"## {heading} ({words})" if is_deep else f"**{heading} ({words}):**"
            self.lines.append(self._deeper(group))
            self._mark("item", found)
            self.lines.append(self._deeper(self.style.item.format(place=1, label=found)))
            for number in numbers:
                self._mark("citation", "4", found, str(number))
                self.lines.append(self.cite(number, f"{found.casefold()} checked", "   "))
            self.lines.append("")

    def _points(self) -> None:
        study = self.study
        boiling = _with(study.types, TYPES[0])
        self.lines += [f"{self._marks(0)} Cross-Cutting Observations", ""]
        observations = [
            (
                "Speed matters",
                f"{percent(len(boiling), study.n)}% of the sampled issues target heating speed.",
            ),
            ("Python 3.12", "Firmware tools speak of 4-bit chips, 71GB logs and 32x zoom."),
        ]
        for place, (title, text) in enumerate(observations, 1):
            self._mark("observation", str(place))
            self._point(place, title, text)
            self.lines.append("")
        support = self.style.support.format(
            numbers=", ".join(f"#{number}" for number in boiling[:3])
        )
        stale = percent(len(_with(study.outcomes, "Stale closure")), study.n)
        self.lines += [f"{self._marks(0)} Recommendations", "", "Based on the analysis:", ""]
        for place, (title, text) in enumerate(
            [
                ("Publish heating targets", f"State the heating speed per model {support}"),
                ("Roadmap", f"Tell people what is planned (supported by {stale}% stale rate)"),
            ],
            1,
        ):
            self._mark("recommendation", str(place))
            self._point(place, title, text)
        self.lines += ["", f"{self._marks(0)} Method", ""]
        self._mark("method")
        self.lines += [self.style.method.format(n=study.n)]

    def _point(self, place: int, title: str, text: str) -> None:
        point = self.style.observation.format(place=place, title=title, text=text)
        self.lines += point.split("\n")


def percent(k: int, n: int) -> int:
    """Whole percent, halves up."""
    return int(100 * k / n + 0.5)


def in_words(k: int) -> str:
    """A number below a hundred as it is spelled out."""
    tens, ones = divmod(k, 10)
    if k < len(NUMBER_WORDS):
        return NUMBER_WORDS[k]
    return TENS[tens - 2] + (f"-{NUMBER_WORDS[ones]}" if ones else "")


def memo_of(number: int, label: str) -> str:
    """What a report of this study says of an issue under a label."""
    return f"Kettle {number} and its {label.split()[0].casefold()} at 98.5% load"


def _with(values: Mapping[int, str], wanted: str) -> list[int]:
    return [number for number, value in values.items() if value == wanted]


def _holding(values: Mapping[int, frozenset[str]], wanted: str) -> list[int]:
    return [number for number, held in values.items() if wanted in held]


STYLES: Mapping[str, Sequence[str]] = {
    "question": (
        "RQ{number}: {title}",
        "RQ{number} – {title}",
        "Research Question {number}: {title}",
        "{number}. {title}",
        "{title}",
        "RQ{number}. {title}",
    ),
    "summary": ("# Summary", "# Overview", "**Summary**", "**Summary:**", "# In short"),
    "findings": ("# Detailed Findings", "# Findings", "**Findings**", ""),
    "header": (
        "**{kind} {place}: {label} ({share})**",
        "## {kind} {place}: {label} ({share})",
        "**{kind} {place} – {label}** ({share})",
        "**{label}** – {share}",
        "## {label}: {share}",
        "{kind} {place}: {label} ({share})",
        "{place}. **{label}** ({share})",
        "- **{label} ({share})**",
        "**{kind} {place}: {label} [{share}]**",
        "**{share} – {label}**",
        "## 📌 {kind} {place}: {label} ({share})",
    ),
    "kind": ("Pattern", "Finding", "Category", "Theme"),
    "share": (
        "{percent}% of samples",
        "{percent} % of the sampled issues",
        "{k} of {n}, {percent}%",
        "{k}/{n}, {exact}%",
        "{percent}% ({k}/{n})",
        "{k} issues, {percent}%",
        "{exact}%",
        "{k} of {n} · {percent} % [{low}–{high}]",
        "about {percent}% of issues",
        "{percent} percent of samples",
        "{percent}%, n={k}",
        "n = {k}",
        "{word} of {n} issues",
        "{percent}\u202f% der {n} Issues",
    ),
    "open_share": ("{percent}% remain open", "{k} of {n} still open", "{exact}% are still open"),
    "figure": ("", "{k} of {n} · {percent} % [{low}–{high}]", "Frequency: {percent}% ({k}/{n})"),
    "citation": (
        "- Issue #{number}({url}): {memo}",
        "* [#{number}]({url}): {memo}",
        "- [Issue #{number}]({url}) – {memo}",
        "+ #{number}: {memo}",
        "- **#{number}** ({url}) - {memo}",
        "- Issue [#{number}]({url}): {memo}",
        "- <{url}>: {memo}",
        "- acme/kettle#{number}: {memo}",
        "- {memo} (#{number})",
        "- [ ] {memo} ([#{number}]({url}))",
        "| [#{number}]({url}) | {memo} |",
    ),
    "item": (
        "{place}. **{label}**: as seen",
        "- **{label}**",
        "### {label}",
        "{place}) **{label}** – as seen",
    ),
    "observation": (
        "{place}. **{title}**: {text}",
        "- **{title}** – {text}",
        "{place}) {title}: {text}",
        "**{title}.** {text}\n",
    ),
    "support": (
        "(supported by Issues {numbers})",
        "(see {numbers})",
        "Evidence: {numbers}",
        "[based on issues {numbers}]",
    ),
    "threshold": (
        "found in >{percent}% of issues",
        "in more than {percent} % of the issues",
        "≥{percent}%",
    ),
    "end_of_line": ("\n", "\r\n"),
    "method": (
        "The sample of {n} issues was drawn at random. Intervals are at 95 %.",
        "We read n = {n} issues out of 1,092.",
        "- Sample “main”: {n} issues, drawn 2025-07-23 with a margin of ±17.7 points.",
    ),
}
"""Habits of writers, by field of `Style`."""


def styles() -> st.SearchStrategy[Style]:
    """Any mixture of habits."""
    choices = {name: st.sampled_from(values) for name, values in STYLES.items()}
    return st.builds(Style, gap=st.booleans(), level=st.integers(1, 3), **choices)


@st.composite
def studies(draw: st.DrawFn, smallest: int = 8, largest: int = 40) -> Study:
    """Studies in which every code is used."""
    n = draw(st.integers(smallest, largest))
    numbers = draw(
        st.lists(st.integers(10, 30_000), min_size=n, max_size=n, unique=True), label="numbers"
    )

    def partition(labels: Sequence[str]) -> dict[int, str]:
        rest = draw(st.lists(st.sampled_from(labels), min_size=n, max_size=n))
        chosen = [*labels, *rest[len(labels) :]]
        return dict(zip(numbers, draw(st.permutations(chosen)), strict=True))

    def sets(labels: Sequence[str]) -> dict[int, frozenset[str]]:
        drawn = draw(st.lists(st.frozensets(st.sampled_from(labels)), min_size=n, max_size=n))
        used = [held | {label} for held, label in zip(drawn, labels, strict=False)]
        return dict(zip(numbers, [*used, *drawn[len(used) :]], strict=True))

    def mostly(label: str) -> dict[int, frozenset[str]]:
        count = draw(st.integers(n * 6 // 10 + 1, n))
        return {
            number: frozenset([label] if place < count else [])
            for place, number in enumerate(numbers)
        }

    return Study(
        types=partition(TYPES),
        problems=sets(PROBLEMS),
        outcomes=partition(OUTCOMES),
        provided=mostly(ITEMS[0]),
        missing=mostly(ITEMS[2]),
    )


def thirty(split: Callable[[Sequence[str], int], Iterable[str]] | None = None) -> Study:
    """One fixed study of 30 issues."""
    numbers = list(range(101, 131))
    spread = split or (lambda labels, place: [labels[place % len(labels)]])
    return Study(
        types={number: next(iter(spread(TYPES, at))) for at, number in enumerate(numbers)},
        problems={number: frozenset(PROBLEMS[: 1 + at % 3]) for at, number in enumerate(numbers)},
        outcomes={number: OUTCOMES[at * 7 % 4] for at, number in enumerate(numbers)},
        provided={number: frozenset([ITEMS[0]]) for number in numbers},
        missing={
            number: frozenset([ITEMS[2]] if at < 24 else []) for at, number in enumerate(numbers)
        },
    )
