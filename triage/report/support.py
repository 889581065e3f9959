"""What a recommendation says it rests on, looked up in the report's own figures.

An author writes `(supported by RQ1.speed 30 %, “Frequently asked”, #123)`: codes as
`QUESTION.code`, labels of findings, issues by number, each perhaps with the figure that the
author had in mind. Every reference is looked up; what cannot be found, holds for no issue, or has
another figure by now, is told to the author. Words that are no reference are left alone.
"""

import re
from collections.abc import Collection, Sequence

from msgspec import Struct

from triage.analysis.figures import share_in_words
from triage.report.model import Finding, Report, Section

_DOTTED = r"(?<![\w./-])(?P<question>[A-Za-z][\w-]*)\.(?P<code>[A-Za-z0-9][\w-]*)(?![\w/])"
_NUMBER = r"(?<![\w&/#])\#(?P<number>\d{1,9})(?!\w)"
_QUOTED = r"[“\"](?P<quoted>[^“”\"]+)[”\"]"
_LIKE_A_QUESTION = re.compile(r"RQ\d+", re.IGNORECASE)
_PERCENT = re.compile(r"(?<![\d.])(\d{1,3})(?:\.(\d{1,3}))?\s?%")
_FRACTION = re.compile(r"(?<![\d.])(\d{1,6})\s*(?:/|\s(?:out )?of\s)\s*(\d{1,6})(?![\d.%])")


_NO_SUPPORT = "it names nothing that it rests on; end it with (supported by …)"


class Support(Struct, frozen=True, kw_only=True):
    """The looked-up support of one statement."""

    figures: tuple[str, ...] = ()
    """For each finding that it names, the finding with its figure."""
    warnings: tuple[str, ...] = ()
    """For the author: what does not hold."""


class _Place(Struct, frozen=True, kw_only=True):
    """One finding, where it stands."""

    section: Section
    provided: Finding
    missing: Finding | None
    """Of a checklist only."""

    @property
    def name(self) -> str:
        return f"“{self.provided.label}” in {self.section.mark}"

    @property
    def standings(self) -> list[Finding]:
        return [self.provided, *([self.missing] if self.missing else [])]

    @property
    def numbers(self) -> set[int]:
        """Issues that carry it; of a checklist item, those where it is provided or missing."""
        return {issue.number for each in self.standings for issue in each.issues}

    def in_words(self, behind: str) -> str:
        """The finding with its figure; of a checklist item the standing that is spoken of.

        Args:
            behind: the author's words behind the reference. Where they name no standing, the more
                frequent one is meant.
        """
        if self.missing is None:
            return f"{self.name}: {_figure(self.provided)}"
        spoken = behind.casefold()
        is_missing = self.missing.k > self.provided.k
        if ("missing" in spoken) != ("provided" in spoken):
            is_missing = "missing" in spoken
        if is_missing:
            return f"{self.name}, missing: {_figure(self.missing)}"
        return f"{self.name}, provided: {_figure(self.provided)}"


def look_up(
    support: str, sections: Sequence[Section], sample: Collection[int], excluded: Collection[int]
) -> Support:
    """Look up what a statement rests on.

    Args:
        support: the author's words behind "supported by".
        sections: the report's questions.
        sample: numbers of all issues of the sample.
        excluded: those of them that are out of scope.
    """
    places = [place for section in sections for place in _places(section)]
    found: list[_Place] = []
    figures: list[str] = []
    issues: list[int] = []
    warnings: list[str] = []
    references = _references(support, places, sections)
    for match, behind in references:
        if match["number"]:
            issues.append(int(match["number"]))
            continue
        named, problem = _named(match, places, sections)
        if named is None:
            warnings.append(problem)
        else:
            found.append(named)
            figures.append(named.in_words(behind))
            warnings += _doubts(named, behind)
    warnings += _issue_doubts(issues, found, sample, excluded)
    if support.strip() and not references:
        warnings.append(f"“{support}” names no code, finding or issue of this report")
    return Support(
        figures=tuple(dict.fromkeys(figures)),
        warnings=tuple(dict.fromkeys(warnings)),
    )


def support_warnings(report: Report) -> list[str]:
    """For the author: statements without support that holds, and why; empty when all is well."""
    doubts = []
    for kind, statements in (
        ("Observation", report.observations),
        ("Recommendation", report.recommendations),
    ):
        for place, statement in enumerate(statements, start=1):
            looked_up = look_up(
                statement.support,
                report.sections,
                report.method.numbers,
                [each.number for each in report.method.excluded],
            )
            name = f" “{statement.title}”" if statement.title else ""
            doubts += [f"{kind} {place}{name}: {each}." for each in looked_up.warnings]
            if kind == "Recommendation" and not statement.support.strip():
                doubts.append(f"{kind} {place}{name}: {_NO_SUPPORT}.")
    return doubts


def _places(section: Section) -> list[_Place]:
    missing = {finding.code: finding for finding in section.missing}
    return [
        _Place(section=section, provided=finding, missing=missing.get(finding.code))
        for finding in section.findings
    ]


def _references(
    support: str, places: Sequence[_Place], sections: Sequence[Section]
) -> list[tuple[re.Match[str], str]]:
    """The references in the author's words, each with the words up to the next one."""
    labels = {place.provided.label.casefold() for place in places}
    marks = {name.casefold() for section in sections for name in (section.mark, section.question)}
    matches = [
        match
        for match in _pattern(labels).finditer(support)
        if not match["code"] or _is_question(match["question"], marks)
    ]
    ends = [*(each.start() for each in matches), len(support)][1:]
    pairs = zip(matches, ends, strict=True)
    return [(match, support[match.end() : end]) for match, end in pairs]


def _pattern(labels: Collection[str]) -> re.Pattern[str]:
    """Finds references; of two labels that begin alike the longer one counts."""
    known = "|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True) if label)
    label = rf"(?<!\w)(?P<label>{known})(?!\w)" if known else r"(?P<label>(?!))"
    return re.compile(f"{_NUMBER}|{_DOTTED}|{_QUOTED}|{label}", re.IGNORECASE)


def _is_question(name: str, marks: Collection[str]) -> bool:
    """Whether a word before a dot means a question: "e.g" and file names are no references."""
    return name.casefold() in marks or bool(_LIKE_A_QUESTION.fullmatch(name))


def _named(
    match: re.Match[str], places: Sequence[_Place], sections: Sequence[Section]
) -> tuple[_Place | None, str]:
    """The finding that a reference names, or what is wrong with the reference."""
    if match["code"]:
        return _coded(match[0], match["question"], match["code"], places, sections)
    label = match["quoted"] or match["label"]
    named = [each for each in places if each.provided.label.casefold() == label.casefold()]
    if not named:
        return None, f"no finding is called “{label}”"
    if len(named) > 1:
        ways = " or ".join(f"{each.section.mark}.{each.provided.code}" for each in named)
        return None, f"“{label}” is a finding of several questions: write {ways}"
    return named[0], ""


def _coded(
    reference: str,
    question: str,
    code: str,
    places: Sequence[_Place],
    sections: Sequence[Section],
) -> tuple[_Place | None, str]:
    names = {section.mark.casefold(): section for section in sections}
    names |= {section.question.casefold(): section for section in sections}
    section = names.get(question.casefold())
    if section is None:
        known = ", ".join(each.mark for each in sections)
        return None, f"{reference}: there is no question {question}, only {known}"
    own = [each for each in places if each.section is section]
    folded = code.casefold()
    found = next((each for each in own if each.provided.code.casefold() == folded), None)
    if found is not None:
        return found, ""
    codes = ", ".join(each.provided.code for each in own) or "none"
    return None, f"{reference}: {section.mark} has no code {code}; it has {codes}"


def _doubts(place: _Place, behind: str) -> list[str]:
    """What is wrong with a finding as support, and with the figure written behind it."""
    doubts = []
    if not any(each.k for each in place.standings):
        doubts.append(f"{place.name} holds for no issue")
    cited = [
        match[0].strip()
        for pattern, fits in ((_FRACTION, _is_fraction), (_PERCENT, _is_percent))
        for match in pattern.finditer(behind)
        if not any(fits(each, match) for each in place.standings)
    ]
    return doubts + [
        f"{each} is cited, but the report has {place.in_words(behind)}" for each in cited
    ]


def _is_fraction(finding: Finding, match: re.Match[str]) -> bool:
    return (finding.k, finding.n) == (int(match[1]), int(match[2]))


def _is_percent(finding: Finding, match: re.Match[str]) -> bool:
    """Whether the finding's share, at the digits of the citation, rounds to it either way."""
    digits = len(match[2] or "")
    cited = float(f"{match[1]}.{match[2] or 0}")
    return bool(finding.n) and abs(100 * finding.k / finding.n - cited) <= 0.5 * 10**-digits + 1e-9


def _issue_doubts(
    issues: Sequence[int],
    found: Sequence[_Place],
    sample: Collection[int],
    excluded: Collection[int],
) -> list[str]:
    doubts = []
    carriers = {number for place in found for number in place.numbers}
    for number in issues:
        if number not in sample:
            doubts.append(f"#{number} is not in the sample")
        elif number in excluded:
            doubts.append(f"#{number} is excluded as out of scope")
        elif found and number not in carriers:
            names = " or ".join(place.name for place in found)
            doubts.append(f"#{number} is not coded with {names}")
    return doubts


def _figure(finding: Finding) -> str:
    return share_in_words(finding.k, finding.n, finding.interval)
