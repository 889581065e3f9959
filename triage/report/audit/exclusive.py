"""Whether the findings of a question exclude each other, so that every issue has one of them.

Nothing in a report of this kind says so outright. It follows from what the report states ("each
with one code"), or from a question that has one answer per issue (which type, how it ended)
together with figures that add up to 100 %, or with lists that cover the sample without overlap.
Where the words speak against it (common problems, missing information) it is never assumed.
"""

import re
from enum import Enum, auto

from triage.report.audit.case import Case
from triage.report.read import Bound, FindingText, QuestionText, Role, Standing


class Exclusivity(Enum):
    """How sure it is that findings exclude each other."""

    YES = auto()
    PERHAPS = auto()
    """The figures add up, but nothing in the words says so."""
    NO = auto()


_SEVERAL = re.compile(
    r"(?:several|multiple|more than one) (?:codes?|categor\w+|labels?|findings?|patterns?|types?"
    r"|answers?|responses?|problems?|groups?)|not (?:mutually )?exclusive|overlap"
    r"|(?:need|do|does|may|might|will)(?:\s?n[o'’]t)(?: necessarily)? (?:add up|sum)"
    r"|(?:sum|adds?) (?:up )?to more than 100|counted (?:twice|more than once)",
    re.IGNORECASE,
)
_ONE = re.compile(
    r"mutually exclusive|(?:exactly|only|precisely) one|each with one|one (?:code|category|outcome"
    r"|type|pattern|finding) (?:per|each|for each)|(?:add|sum)s? (?:up )?to 100"
    r"|each issue (?:\w+ ){1,4}(?:to )?one\b",
    re.IGNORECASE,
)
_ASKS_FOR_SEVERAL = re.compile(
    r"\b(?:common|problems?|challenges?|missing|provided|factors?|reasons?|information|why|needs?"
    r"|themes?|lack\w*|symptoms?|difficult\w+|obstacles?)\b",
    re.IGNORECASE,
)
_ASKS_FOR_ONE = re.compile(
    r"\b(?:types?|kinds?|categor\w+|class(?:es)?|resolv\w+|resolution|outcomes?|clos\w+|ends?|ended"
    r"|fate|status|states?|happen\w*|captured|distribution|handled)\b",
    re.IGNORECASE,
)


def exclusivity(case: Case, question: QuestionText) -> Exclusivity:
    """Whether the findings of a question exclude each other."""
    findings = question.findings
    words = " ".join([question.title, *(passage.text for passage in question.summary)])
    if len(findings) < 2 or any(each.standing is not Standing.UNSAID for each in findings):
        return Exclusivity.NO
    if _SEVERAL.search(words):
        return Exclusivity.NO
    if _ONE.search(words):
        return Exclusivity.YES
    if _ASKS_FOR_SEVERAL.search(question.title):
        return Exclusivity.NO
    if not adds_up(findings, case.base(question)) and not _is_partition(case, question):
        return Exclusivity.NO
    return Exclusivity.YES if _ASKS_FOR_ONE.search(question.title) else Exclusivity.PERHAPS


def adds_up(findings: tuple[FindingText, ...], base: int | None) -> bool:
    """Whether the shares of findings add up to everything, but for rounding."""
    total, slack = percentage_sum(findings, base)
    return total is not None and abs(total - 100) <= slack


def percentage_sum(
    findings: tuple[FindingText, ...], base: int | None
) -> tuple[float | None, float]:
    """The sum of the percentages and how far rounding may move it; no sum when one is missing.

    Args:
        findings: of one question.
        base: the number of issues that bare counts are of.
    """
    total, slack = 0.0, _ROUNDING
    for finding in findings:
        share = finding.share
        if share is None or share.upper is not None:
            return None, 0.0
        if share.bound not in (Bound.EXACT, Bound.ABOUT):
            return None, 0.0
        if share.percent is not None:
            total += share.percent
            slack += 0.5 * 10**-share.decimals
        elif share.count is not None and (share.base or base):
            total += 100 * share.count / (share.base or base or 1)
        else:
            return None, 0.0
    return total, slack


_ROUNDING = 1e-6
"""How far a sum of fractions may be off by binary fractions alone."""


def listed_issues(question: QuestionText) -> list[int]:
    """The issues that have an answer to the question, as often as they are listed."""
    return [
        number
        for each in question.lists
        if each.role is not Role.UNCODED
        for finding in each.walk()
        for number in sorted(finding.numbers)
    ]


def _is_partition(case: Case, question: QuestionText) -> bool:
    listed = listed_issues(question)
    return len(listed) == len(set(listed)) == case.base(question)
