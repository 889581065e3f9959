"""Rules on numbers that a report states more than once: in a heading, a summary, an observation.

A claim in running text is held against the findings that its words name. It is at fault only
where its words clearly name a finding, and none of those they name has its number, alone or
together: an observation may well state something that no finding does.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from triage.report.audit.agreement import can_agree, percentage
from triage.report.audit.case import Case
from triage.report.audit.claims import Claim
from triage.report.audit.facts_labels import is_label_figure
from triage.report.audit.fault import Fault, Severity
from triage.report.audit.sentences import words_after
from triage.report.audit.terms import shared_terms
from triage.report.audit.wholes import is_whole
from triage.report.read import FindingText, Share, shares_in

_CLEAR = 0.5
"""The part of a name's words that a finding must share to be what the name means."""

_FEWEST_WORDS = 2
"""A label of one word is too common to call a finding of another question."""

_BESIDE = 40
"""Characters between a label and its share."""

_NEXT_ENTRY = re.compile(r"\s*[,–—]?\s*(?:,|\band|\bwhile|\bbut)\s*")
"""Between a label and the share of another one: "22% speed, and 14% memory"."""

_MOST_COMBINED = 4

_TOGETHER = re.compile(
    r"\b(?:together|combined|jointly|in total|in sum|taken|both)\b", re.IGNORECASE
)
"""Before a number that several findings of the sentence have together."""


def check_summaries(case: Case) -> Iterator[Fault]:
    """A summary gives the same figure as the finding that it names."""
    for claim in case.summary_claims:
        findings = [each for each in case.heading_claims if each.question is claim.question]
        fault = _fault(case, claim, findings, "summary")
        if fault and _fault(case, claim, case.heading_claims, "summary"):
            yield fault
        elif not named_findings(case, claim, findings):
            called = [each for each in case.heading_claims if _is_called(claim, each)]
            if fault := _fault(case, claim, called, "repeated"):
                yield fault


def check_repeated(case: Case) -> Iterator[Fault]:
    """A number keeps its value wherever it is stated again."""
    headings = case.heading_claims
    for claim in headings:
        first = claim.finding.share if claim.finding else None
        if first is None or first is claim.share or not _is_same_figure(first, claim.share):
            continue
        if can_agree(first, claim.share, claim.base) is False:
            yield Fault(
                line=claim.line,
                severity=Severity.ERROR,
                rule="repeated",
                claimed=f"“{claim.share.wording}” beside {first.wording}",
                found="both are given as the figure of one finding",
            )
    for claim in case.point_claims:
        if fault := _fault(case, claim, headings, "repeated"):
            yield fault


def _is_called(claim: Claim, finding: Claim) -> bool:
    """Whether a claim's sentence calls a finding by its whole label, right beside the share."""
    label, sentence = _label(finding).casefold(), claim.sentence.casefold()
    at = sentence.find(label)
    if len(label.split()) < _FEWEST_WORDS or at < 0:
        return False
    is_before = at < claim.share.start
    if claim.is_bracketed and not is_before:
        return False
    ends = (at + len(label), claim.share.start) if is_before else (claim.share.end, at)
    between = sentence[slice(*ends)]
    if is_before and not claim.is_bracketed and _NEXT_ENTRY.fullmatch(between):
        return False
    return len(between) <= _BESIDE and not re.search(r"[%;]", between)


def _is_same_figure(heading: Share, other: Share) -> bool:
    """Whether a further share of a finding restates the one of its heading."""
    is_complete = other.percent is not None and other.base is not None
    return other.line != heading.line or is_complete


def _fault(case: Case, claim: Claim, findings: Sequence[Claim], rule: str) -> Fault | None:
    if claim.share.upper is not None or claim.is_of_a_part or is_whole(claim):
        return None
    if claim.share.exceeds(case.n):
        return None
    if is_label_figure(case, claim):
        return None
    called = [each for each in findings if _is_called(claim, each)]
    named = called or named_findings(case, claim, findings)
    comparable = [each for each in named if _is_comparable(case, claim, each)]
    if not comparable or any(can_agree(claim.share, each.share, case.n) for each in comparable):
        return None
    if _is_sum(case, claim, findings):
        return None
    nearest = comparable[0]
    return Fault(
        line=claim.line,
        severity=Severity.ERROR,
        rule=rule,
        claimed=f"“{claim.name}” {claim.share.wording}",
        found=f"the finding “{_label(nearest)}” in line {nearest.line} has {nearest.share.wording}",
    )


def _is_comparable(case: Case, claim: Claim, finding: Claim) -> bool:
    """Whether both are of the same issues, and both or neither about a label."""
    if claim.base != finding.base or can_agree(claim.share, finding.share, case.n) is None:
        return False
    speaks_of_label = re.compile(r"\blabel", re.IGNORECASE).search
    words = claim.name if claim.is_bracketed else claim.after
    return not speaks_of_label(words) or bool(speaks_of_label(finding.name))


def named_findings(case: Case, claim: Claim, findings: Sequence[Claim]) -> list[Claim]:
    """The findings that a claim's words name clearly, the best first; none when no words do."""
    words = case.terms(claim.name)
    scored = []
    for each in findings:
        label = case.terms(_label(each))
        everything = case.terms(each.name)
        shared = shared_terms(words, everything)
        if not shared:
            continue
        of_name = len(shared) / len(words)
        in_label = shared_terms(label, words)
        echoed = shared_terms(in_label, case.terms(claim.title))
        of_label = len(in_label) / len(label) if label and echoed else 0.0
        scored.append((max(of_name, of_label), len(shared), each))
    scored.sort(key=lambda each: (-each[0], -each[1]))
    if not scored or scored[0][0] < _CLEAR:
        return []
    return [each for score, _, each in scored if score >= _CLEAR]


def _is_sum(case: Case, claim: Claim, findings: Sequence[Claim]) -> bool:
    """Whether several findings that the words touch on have the claimed number together.

    Up to the next share, since the words behind that are said of it.
    """
    rest = re.split(r"[.;:]", words_after(claim.sentence, claim.share), maxsplit=1)[0]
    others = shares_in(rest, claim.line)
    rest = "" if claim.is_bracketed else rest[: others[0].start if others else None]
    before = claim.before
    words = case.terms(f"{before if _TOGETHER.search(before) else _stretch(claim)} {rest}")
    touched = [each for each in findings if shared_terms(words, case.terms(each.name))]
    once = {each.name: each for each in reversed(touched)}.values()
    values = [percentage(each.share, case.n) for each in once]
    known = [value for value in values if value is not None]
    if not claim.share.is_exact:
        return len(known) > 1
    wanted = percentage(claim.share, case.n)
    return wanted is not None and any(
        abs(sum(chosen) - wanted) <= 0.5 * (size + 1)
        for size in range(2, min(_MOST_COMBINED, len(known)) + 1)
        for chosen in combinations(known, size)
    )


def _stretch(claim: Claim) -> str:
    """The words that a claim is said of; in front of a bracket all since the last share."""
    if not claim.is_bracketed:
        return claim.name
    others = shares_in(claim.before, claim.line)
    return claim.before[others[-1].end if others else 0 :]


def _label(claim: Claim) -> str:
    finding: FindingText | None = claim.finding
    return finding.label if finding else claim.name
