"""Rules on the list of one finding: as many issues as its figure says, each of them once."""

import re
from collections import Counter
from collections.abc import Iterator

from triage.report.audit.agreement import can_agree
from triage.report.audit.case import Case
from triage.report.audit.fault import Fault, Severity
from triage.report.read import Bound, FindingText, Share

_EXAMPLES = re.compile(
    r"\b(?:lists?|citations?|issues?|findings?|patterns?)\b[^.\n]{0,60}\b(?:are|is|shows?|gives?|names?"
    r"|prints?|cites?|limited to|contain)\b[^.\n]{0,30}\b(?:examples?|representative|selection"
    r"|illustrat\w+)\b|\b(?:examples|representative issues) (?:only|are (?:listed|cited|given))\b"
    r"|\bnot (?:all|every) (?:issues?|of them) (?:are|is) (?:listed|cited)\b"
    r"|\b(?:only|up to|at most) \w+ (?:examples?|issues) (?:are|is) (?:listed|cited|shown)\b",
    re.IGNORECASE,
)

_NONE = re.compile(r"\W*(?:none|nothing|no (?:item|issue|code|finding)s?)\b", re.IGNORECASE)


def check_lists(case: Case) -> Iterator[Fault]:
    """A finding lists as many issues as its figure says; of several figures, as any, or all.

    Nothing is said of a question that lists no issue at all.
    """
    if lists_are_examples(case):
        return
    for question, finding in case.codes():
        base = case.base(question)
        if finding.share is None or finding.children or finding.lists_examples:
            continue
        if not any(each.citations for each in question.walk()):
            continue
        listed = len(finding.numbers) + finding.further
        if fault := _length_fault(finding, finding.share, listed, base):
            yield fault


def check_thresholds(case: Case) -> Iterator[Fault]:
    """What a heading says of the items beneath it holds of each of them."""
    examples = lists_are_examples(case)
    for question, parent in case.codes():
        if parent.share is None or not parent.children:
            continue
        n = case.base(question)
        for item in parent.children:
            if item.share is not None:
                fault = _share_fault(parent.share, item, item.share, n)
            elif examples or item.lists_examples or parent.lists_examples or n is None:
                fault = None
            else:
                listed = len(item.numbers) + item.further
                fault = _count_fault(parent.share, item, listed, n)
            if fault:
                yield fault


def check_repetitions(case: Case) -> Iterator[Fault]:
    """A finding lists an issue once."""
    for _, finding in case.report.walk():
        counts = Counter(citation.number for citation in finding.citations)
        for number, count in counts.items():
            if count == 1:
                continue
            last = [each.line for each in finding.citations if each.number == number][-1]
            yield Fault(
                line=last,
                severity=Severity.ERROR,
                rule="doubled",
                claimed=f"#{number} under “{finding.label}”",
                found=f"it is listed there {count} times",
            )


def says_none(finding: FindingText) -> bool:
    """Whether the words beneath a heading say that nothing belongs there."""
    return any(_NONE.match(passage.text) for passage in finding.passages)


def lists_are_examples(case: Case) -> bool:
    """Whether the report says somewhere that its lists are selections."""
    passages = [*case.report.overview, *case.report.method]
    for question in case.report.questions:
        passages += question.summary
    return any(_EXAMPLES.search(passage.text) for passage in passages)


def _length_fault(
    finding: FindingText, share: Share, listed: int, base: int | None
) -> Fault | None:
    n = share.base or base
    if share.count is None and n is None:
        return None
    allowed = _allowed(share, n or 0)
    others = [each for each in finding.shares if can_agree(share, each, n) is False]
    if others and allowed:
        ranges = [allowed, *(_allowed(each, n or 0) for each in others)]
        most = sum(each.stop - 1 for each in ranges)
        allowed = range(min(each.start for each in ranges), (min(most, n) if n else most) + 1)
    if not allowed or listed in allowed or (others and not listed):
        return None
    if not listed and share.bound is not Bound.EXACT and says_none(finding):
        return None
    is_short = listed < allowed.start
    rule = "short-list" if is_short else "list-length"
    if share.bound in (Bound.ABOVE, Bound.AT_LEAST) and is_short:
        rule = "threshold"
    return Fault(
        line=finding.line,
        severity=Severity.ERROR,
        rule=rule,
        claimed=f"“{finding.label}”: {share.wording} is {_range(allowed, n)}",
        found=_listed(listed),
    )


def _allowed(share: Share, n: int) -> range:
    """The counts that a share can stand for; for one that no count gives, the nearest two."""
    counts = share.counts(n)
    if counts or share.percent is None:
        return counts
    nearest = int(n * share.percent / 100)
    return range(nearest, nearest + 2)


def _count_fault(share: Share, item: FindingText, listed: int, n: int) -> Fault | None:
    allowed = share.counts(n)
    if listed in allowed:
        return None
    return Fault(
        line=item.line,
        severity=Severity.ERROR,
        rule="threshold",
        claimed=f"“{item.label}”: {share.wording} is {_range(allowed, n)}",
        found=_listed(listed),
    )


def _share_fault(above: Share, item: FindingText, share: Share, n: int | None) -> Fault | None:
    if above.is_exact or above.percent is None or n is None:
        return None
    allowed, own = above.counts(n), share.counts(n)
    if not own or set(own) & set(allowed):
        return None
    return Fault(
        line=item.line,
        severity=Severity.ERROR,
        rule="threshold",
        claimed=f"“{item.label}” stands under {above.wording}",
        found=f"its own figure is {share.wording}",
    )


def _range(allowed: range, n: int | None) -> str:
    first, last = allowed.start, allowed.stop - 1
    of_base = f" of {n}" if n else ""
    if first == last:
        return f"{first}{of_base} issues"
    if n is not None and last == n:
        return f"at least {first}{of_base} issues"
    return f"{first} to {last}{of_base} issues"


def _listed(count: int) -> str:
    return f"{count} {'is' if count == 1 else 'are'} listed" if count else "none is listed"
