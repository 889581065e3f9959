"""Which order of findings the intervals support.

A finding is said to be more frequent than another only if their 95 % intervals do not overlap.
The rule can be checked on the page, and it never claims too much: the standard error of a
difference is at most the sum of the two standard errors, whatever the correlation, so intervals
that lie apart imply a difference at the 5 % level also between codes that were counted on the
same issues (Schenker and Gentleman, The American Statistician 55, 2001, for independent
estimates). Overlap says nothing: then the order is neither supported nor refuted.
"""

from collections.abc import Sequence

from triage.report.model import Finding


def leaders(findings: Sequence[Finding]) -> list[Finding]:
    """The smallest group whose intervals all lie above those of every other finding.

    Args:
        findings: in descending order; those that nobody used count among the others.

    Returns:
        The group, of one or more; empty when no such group is smaller than the whole.
    """
    for size in range(1, len(findings)):
        if _lie_above(findings[:size], findings[size:]):
            return list(findings[:size])
    return []


def _lie_above(first: Sequence[Finding], others: Sequence[Finding]) -> bool:
    lows = [each.interval.low for each in first if each.interval]
    highs = [each.interval.high for each in others if each.interval]
    return len(lows) == len(first) and min(lows) > max(highs, default=1.0)
