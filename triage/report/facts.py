"""Observations that follow from the facts of the issues alone: states, labels, times.

They hold whatever anybody codes. Each is a statement with its k, n and interval; nothing here
interprets.
"""

from collections import Counter
from collections.abc import Sequence
from statistics import median

from triage.analysis.figures import share_in_words
from triage.analysis.proportions import interval
from triage.domain.issue import STALE_LABEL, Issue
from triage.report.model import Statement

SECONDS_PER_DAY = 86_400

COMMON_LABEL = 2
"""A label is mentioned when at least this many issues carry it."""


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
            text=f"{share(stale)} carry the label “{STALE_LABEL}”: a fact, not an outcome.",
        ),
    ]
    if labels := _other_labels(issues):
        words = "; ".join(f"“{label}” {share(k)}" for label, k in labels)
        observations.append(Statement(title="Labels", text=f"Labels beside it: {words}."))
    if times := sorted(
        issue.time_to_close.total_seconds() / SECONDS_PER_DAY
        for issue in closed
        if issue.time_to_close is not None
    ):
        observations.append(
            Statement(
                title="Time to close",
                text=f"The {len(times)} closed issues with a known time were closed after a "
                f"median of {_days(median(times))} days "
                f"(shortest {_days(times[0])}, longest {_days(times[-1])}).",
            )
        )
    return observations


def _other_labels(issues: Sequence[Issue]) -> list[tuple[str, int]]:
    counts = Counter(label for issue in issues for label in set(issue.labels))
    return sorted(
        (
            (label, k)
            for label, k in counts.items()
            if COMMON_LABEL <= k < len(issues) and label != STALE_LABEL
        ),
        key=lambda pair: (-pair[1], pair[0]),
    )


def _days(days: float) -> str:
    return f"{days:.1f}" if days < 10 else f"{days:.0f}"
