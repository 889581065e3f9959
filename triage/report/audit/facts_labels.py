"""Rules that hold what a report says of labels against the labels that the issues carry.

Only names of labels that some issue at hand carries are looked for, and only where the words say
that a label is meant: in quotation marks, or beside "labelled", "tagged", "marked", "go stale".
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from triage.domain.issue import Issue
from triage.report.audit.case import Case
from triage.report.audit.claims import Claim
from triage.report.audit.fault import Fault, Severity
from triage.report.audit.states import State, state_of
from triage.report.read import Citation, FindingText

_RULE = "label"
_LONGEST_GAP = 60
"""Characters between a share and the label that it counts."""

_SAYS_LABEL = re.compile(r"\b(?:label|tag|mark)|[\"“”'‘’`]", re.IGNORECASE)
"""Without such words, as in "stale rate", the share may be of the issues closed with the label."""


def is_label_figure(case: Case, claim: Claim) -> bool:
    """Whether a claim counts the sample's issues with a label, and counts them rightly."""
    issues = case.sampled_facts
    label = label_named(claim.sentence[claim.share.end :][:_LONGEST_GAP], _label_names(issues))
    carriers = sum(issue.has_label(label) for issue in issues) if label else 0
    return label is not None and carriers in claim.share.counts(len(issues))


def check_label_figures(case: Case) -> Iterator[Fault]:
    """A share of issues with a label is the one that the labels give."""
    issues = case.sampled_facts
    names = _label_names(issues)
    for claim in case.claims if issues else ():
        if claim.is_of_a_part or (claim.base is not None and claim.base != len(issues)):
            continue
        words = claim.sentence[claim.share.end :][:_LONGEST_GAP]
        label = label_named(words, names)
        allowed = claim.share.counts(len(issues))
        if label is None or not allowed:
            continue
        carriers = [issue for issue in issues if issue.has_label(label)]
        closed = sum(not issue.is_open for issue in carriers)
        if not _SAYS_LABEL.search(words) and closed in allowed:
            continue
        if len(carriers) not in allowed:
            yield Fault(
                line=claim.line,
                severity=Severity.ERROR,
                rule=_RULE,
                claimed=f"“{claim.share.wording}” with the label “{label}”",
                found=f"{len(carriers)} of {len(issues)} carry it",
            )
        elif claim.finding is not None and (fault := _closing_fault(claim, label, carriers)):
            yield fault


def _closing_fault(claim: Claim, label: str, carriers: list[Issue]) -> Fault | None:
    """A finding on closed issues whose figure counts a label, open issues included."""
    finding, question = claim.finding, claim.question
    still_open = [issue.number for issue in carriers if issue.is_open]
    if finding is None or question is None or not still_open:
        return None
    if state_of(question, finding) is not State.CLOSED:
        return None
    return Fault(
        line=claim.line,
        severity=Severity.WARNING,
        rule=_RULE,
        claimed=f"“{finding.label}” counts the {len(carriers)} issues labelled “{label}”",
        found=f"{', '.join(f'#{number}' for number in still_open)} of them "
        f"{'is' if len(still_open) == 1 else 'are'} open: {len(carriers) - len(still_open)} closed",
    )


def check_listed_labels(case: Case) -> Iterator[Fault]:
    """An issue that is said to carry a label does."""
    names = _label_names(list(case.facts.values()))
    for _, finding in case.codes():
        of_all = _label_of_all(finding, names)
        for citation in finding.citations:
            yield from _label_faults(case, citation, of_all or label_named(citation.memo, names))
    for citation in case.spoken_of:
        if not _DENIES.search(citation.memo):
            yield from _label_faults(case, citation, label_named(citation.memo, names))


def _label_faults(case: Case, citation: Citation, label: str | None) -> Iterator[Fault]:
    issue = case.facts.get(citation.number)
    if issue is None or label is None or issue.has_label(label):
        return
    yield Fault(
        line=citation.line,
        severity=Severity.ERROR,
        rule=_RULE,
        claimed=f"#{citation.number} is said to carry the label “{label}”",
        found=f"its labels are {', '.join(issue.labels) or 'none'}",
    )


_DENIES = re.compile(
    r"\b(?:not|no|never|without|lacks?|should|could|would|if)\b|n['’]t\b", re.IGNORECASE
)


def _label_of_all(finding: FindingText, names: tuple[str, ...]) -> str | None:
    """The label that a heading says all of its issues have."""
    if not re.search(
        r"\b(?:ha(?:ve|s|ving)|with|carry\w*|labell?ed|tagged|marked)\b", finding.wording
    ):
        return None
    return label_named(finding.wording, names)


def label_named(text: str, names: tuple[str, ...]) -> str | None:
    """The label that words speak of as a label; the longest when several do."""
    return next((name for name in names if _label_pattern(name).search(text)), None)


@lru_cache(maxsize=1024)
def _label_pattern(name: str) -> re.Pattern[str]:
    label = re.escape(name)
    return re.compile(
        rf"(?<!\bnot )(?:\b(?:marked|tagged|labell?ed|labels?)(?:\s+as|\s+with|\s+an?)?"
        rf"[\s\"“'‘`]+{label}(?!\w)"
        rf"|[\"“'‘`]{label}[\"”'’`](?:\s+(?:label\w*|tag\w*))"
        rf"|(?:ha(?:ve|s)|with|carry|carries|carrying|bear|bears)\s+(?:the\s+|an?\s+)?(?:label\s+)?"
        rf"[\"“'‘`]{label}[\"”'’`]"
        rf"|(?<!\w){label}[\s-]+(?:labels?\b|labell?ed|label(?:ing|ling)|tagged|tags?\b|rate\b)"
        rf"|\b(?:go|goes|going|gone|went|become|becomes|became|turn\w*)\s+{label}(?!\w))",
        re.IGNORECASE,
    )


def _label_names(issues: list[Issue]) -> tuple[str, ...]:
    names = {label.casefold() for issue in issues for label in issue.labels}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))
