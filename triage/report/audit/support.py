"""Rules on recommendations: what they cite must say what they rest on.

A machine cannot judge an argument, but it can see two things. If the report has a finding that
speaks of the very thing that is recommended, and the recommendation cites none of its issues but
others, of which the report says less about it, the citation is wrong. And if nothing that the
report says of any cited issue has a word in common with the recommendation, it rests on nothing.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from triage.report.audit.agreement import can_agree
from triage.report.audit.case import Case
from triage.report.audit.claims import Claim
from triage.report.audit.fault import Fault, Severity
from triage.report.audit.repeated import named_findings
from triage.report.audit.terms import shared_terms, terms
from triage.report.read import FindingText, Passage, Point, shares_in

_FEWEST_WORDS = 2
"""A finding speaks of a recommendation when they share at least this many words."""

_ENOUGH_WORDS = 3
"""With fewer words on either side it says nothing that they have none in common."""


def check_support(case: Case) -> Iterator[Fault]:
    """What a recommendation cites supports it."""
    said = _what_is_said(case)
    for point in case.report.recommendations:
        numbers = list(dict.fromkeys(citation.number for citation in case.cited_by(point)))
        sample = case.given_sample or frozenset()
        unknown = [number for number in numbers if number not in said and number not in sample]
        if unknown:
            yield _fault(
                point,
                Severity.ERROR,
                f"cites {_issues(unknown)}",
                f"no finding of the report lists {'it' if len(unknown) == 1 else 'them'}",
            )
        known = [number for number in numbers if number in said]
        if known and (fault := _words_fault(case, point, known, said)):
            yield fault
        yield from _figure_faults(case, point)
        yield from _unheard_of(case, point)


def _unheard_of(case: Case, point: Point) -> Iterator[Fault]:
    """A question or a finding that a recommendation rests on by number is there."""
    marks = {_numbered(question.mark) for question in case.report.questions}
    headings = {_numbered(finding.heading) for _, finding in case.report.walk()}
    known = marks | headings
    kinds = {each[0] for each in known if each}
    for match in _BY_NUMBER.finditer(point.support):
        name = _numbered(match[0])
        if name and name[0] in kinds and name not in known:
            yield _fault(point, Severity.ERROR, f"rests on “{match[0]}”", "there is none")


_BY_NUMBER = re.compile(
    r"\b(?P<kind>RQ|pattern|finding|category|theme)\s*(?P<number>\d{1,3})\b", re.IGNORECASE
)


def _numbered(text: str) -> tuple[str, int] | None:
    """What a heading is by its kind and number, as in `Pattern 7: …`; None for another."""
    match = _BY_NUMBER.match(text)
    return (match["kind"].casefold(), int(match["number"])) if match else None


def _words_fault(
    case: Case, point: Point, numbers: Sequence[int], said: dict[int, frozenset[str]]
) -> Fault | None:
    support = re.sub(r"(?:issues?)?\W*#\d+\W*", " ", point.support, flags=re.IGNORECASE)
    words = terms(f"{point.title} {point.text} {support}")
    if not words:
        return None
    shared = {number: shared_terms(words, said[number]) for number in numbers}
    if not any(shared.values()):
        if _is_named_with(case, point, numbers):
            return None
        if min(len(words), sum(len(said[number]) for number in numbers)) < _ENOUGH_WORDS:
            return None
        return _fault(
            point,
            Severity.WARNING,
            f"cites {_issues(numbers)}",
            "nothing that the report says of "
            f"{'it' if len(numbers) == 1 else 'them'} speaks of this",
        )
    best = max(len(each) for each in shared.values())
    closer = _closer_finding(case, words, best)
    if closer is None or closer.numbers & set(numbers):
        return None
    return _fault(
        point,
        Severity.ERROR,
        f"cites {_issues(numbers)}",
        f"“{closer.label}” in line {closer.line} speaks of this and lists "
        f"{_issues(sorted(closer.numbers))}",
    )


def _is_named_with(case: Case, point: Point, numbers: Sequence[int]) -> bool:
    """Whether the support calls a finding by its label, in quotation marks, that lists an issue."""
    support = point.support.casefold()
    return any(
        f"“{finding.label.casefold()}”" in support and not finding.numbers.isdisjoint(numbers)
        for _, finding in case.codes()
    )


def _closer_finding(case: Case, words: frozenset[str], best: int) -> FindingText | None:
    """The finding whose heading shares more words with a recommendation than cited issues do."""
    scored = []
    for _, finding in case.codes():
        description = finding.passages[0].text if finding.passages else ""
        shared = shared_terms(words, terms(f"{finding.label} {description}"))
        in_label = shared_terms(words, terms(finding.label))
        if finding.citations and len(in_label) >= _FEWEST_WORDS and len(shared) > best:
            scored.append((len(shared), -finding.line, finding))
    return max(scored, key=lambda each: each[:2])[2] if scored else None


def _figure_faults(case: Case, point: Point) -> Iterator[Fault]:
    """A figure that a recommendation rests on is the one of the finding that it names."""
    headings = case.heading_claims
    for share in shares_in(point.support, point.line, counts=True):
        if share.base is not None or not share.is_exact:
            continue
        after = point.support[share.start :]
        claim = Claim(
            line=point.line,
            share=share,
            name=re.sub(r"^\W*\d+", "", after).split(",")[0],
            sentence=point.support,
            base=case.n,
        )
        named = named_findings(case, claim, headings)
        if share.percent is not None and not _is_label(claim, named):
            continue
        agreeing = [can_agree(share, each.share, case.n) for each in named]
        lists = [len(each.finding.numbers) for each in named if each.finding]
        if named and False in agreeing and True not in agreeing and share.count not in lists:
            yield _fault(
                point,
                Severity.ERROR,
                f"rests on “{share.wording}”",
                f"line {named[0].line} has {named[0].share.wording}",
            )


def _is_label(claim: Claim, named: Sequence[Claim]) -> bool:
    """Whether a claim's words are the label of one of the findings that they name."""
    words = terms(claim.name)
    labels = [terms(each.finding.label) for each in named if each.finding]
    return any(label and len(shared_terms(label, words)) == len(label) for label in labels)


def check_support_figures(case: Case) -> Iterator[Fault]:
    """A percentage that a recommendation rests on stands somewhere in the report."""
    stated = [*case.heading_claims, *case.summary_claims, *case.point_claims]
    for point in case.report.recommendations:
        passage = Passage(line=point.line, text=point.support)
        for share in shares_in(passage.text, passage.line):
            if share.percent is None or not share.is_exact:
                continue
            others = [
                each.share for each in stated if each.line != point.line and each.share.is_exact
            ]
            if not any(can_agree(share, other, case.n) for other in others):
                yield _fault(
                    point,
                    Severity.ERROR,
                    f"rests on “{point.support}”",
                    f"{share.wording} stands nowhere else in the report",
                )


def _what_is_said(case: Case) -> dict[int, frozenset[str]]:
    """The words that the report says of each issue: labels above it, and its memos."""
    said: dict[int, set[str]] = defaultdict(set)
    for _, finding, above in _with_parents(case):
        description = finding.passages[0].text if finding.passages else ""
        label = terms(f"{finding.label} {description} {above}")
        for citation in finding.citations:
            said[citation.number] |= label | terms(citation.memo)
    for point in case.report.observations:
        for citation in case.cited_by(point):
            said[citation.number] |= terms(f"{point.title} {point.text}")
    return {number: frozenset(words) for number, words in said.items()}


def _with_parents(case: Case) -> Iterator[tuple[int, FindingText, str]]:
    for question in case.report.questions:
        for each in question.lists:
            yield question.line, each, ""
            for child in each.children:
                for finding in child.walk():
                    yield question.line, finding, each.label


def _fault(point: Point, severity: Severity, claimed: str, found: str) -> Fault:
    name = f"“{point.title}” " if point.title else ""
    return Fault(
        line=point.line, severity=severity, rule="support", claimed=name + claimed, found=found
    )


def _issues(numbers: Sequence[int]) -> str:
    return ", ".join(f"#{number}" for number in numbers)
