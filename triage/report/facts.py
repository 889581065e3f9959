"""Observations that follow from the facts of the issues alone: states and times.

They hold whatever anybody codes. Each is a statement with its k, n and interval; nothing here
interprets, and like all suggestions they are printed only when an author takes them.
"""

from collections.abc import Sequence
from datetime import timedelta
from statistics import median

from triage.analysis.figures import days_in_words, share_in_words
from triage.analysis.proportions import interval
from triage.domain.issue import STALE_LABEL, Issue
from triage.report.model import Statement


def observe_facts(issues: Sequence[Issue], population: int | None) -> list[Statement]:
    """What the facts of a sample say.

    Args:
        issues: the sample's issues in scope.
        population: N, for the intervals.
    """
    if not issues:
        return []

    def share(k: int) -> str:
        return share_in_words(k, len(issues), interval(k, len(issues), population))

    closed = [issue for issue in issues if not issue.is_open]
    stale = sum(issue.is_stale for issue in issues)
    observations = [
        Statement(title="Closed", text=f"{share(len(closed))} of the issues are closed."),
        Statement(
            title="Stale",
            text=f"{share(stale)} carry the label “{STALE_LABEL}”, which is a fact and no outcome.",
        ),
    ]
    days = sorted(
        issue.time_to_close / timedelta(days=1)
        for issue in closed
        if issue.time_to_close is not None
    )
    if days:
        observations.append(
            Statement(
                title="Time to close",
                text=f"{_closed_issues(len(days))} closed after a median of "
                f"{days_in_words(median(days))} (shortest {days_in_words(days[0])}, longest "
                f"{days_in_words(days[-1])}).",
            )
        )
    return observations


def _closed_issues(count: int) -> str:
    if count == 1:
        return "The one closed issue with a known time was"
    return f"The {count} closed issues with a known time were"
