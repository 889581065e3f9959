"""What the data suggest to say: shares with a label, times to close, codes that go together.

These are offers. A human takes one into the narrative, in their own words or in these; nothing
here is printed by itself.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from statistics import median

from msgspec import Struct

from triage.analysis.associations import Association, associations
from triage.analysis.figures import days_in_words, share_in_words
from triage.analysis.proportions import interval
from triage.domain.codebook import Codebook, Kind
from triage.domain.coding import Coding
from triage.domain.issue import STALE_LABEL, Issue

SMALLEST_MEDIAN = 3
"""A median is told of at least so many issues."""

COMMON_LABEL = 2
"""A label is mentioned when at least so many issues carry it, and not all."""


class Observation(Struct, frozen=True, kw_only=True):
    """Something that could be said."""

    title: str
    text: str


def suggest_observations(
    issues: Sequence[Issue],
    codebook: Codebook,
    codings: Mapping[str, Coding],
    population: int | None = None,
) -> list[Observation]:
    """What could be said about a sample, in a fixed order.

    Args:
        issues: of the sample, in drawn order; those that are excluded do not count.
        codebook: whose codes are compared.
        codings: by issue key.
        population: N, for the intervals of shares.
    """
    in_scope = [
        issue
        for issue in issues
        if issue.key not in codings or not codings[issue.key].marks.excluded
    ]
    return [
        *_labels(in_scope, population),
        *_times_to_close(in_scope, codebook, codings),
        *map(_association, associations(codebook, codings, [issue.key for issue in in_scope])),
    ]


def _labels(issues: Sequence[Issue], population: int | None) -> Iterator[Observation]:
    counts = Counter(label for issue in issues for label in set(issue.labels))
    for label, k in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        if COMMON_LABEL <= k < len(issues) and label != STALE_LABEL:
            share = share_in_words(k, len(issues), interval(k, len(issues), population))
            yield Observation(
                title=f"Label “{label}”", text=f"{share} of the issues carry the label “{label}”."
            )


def _times_to_close(
    issues: Sequence[Issue], codebook: Codebook, codings: Mapping[str, Coding]
) -> Iterator[Observation]:
    for question in codebook:
        if question.kind is not Kind.SINGLE:
            continue
        medians = []
        for code in question.codes:
            times = [
                issue.time_to_close / timedelta(days=1)
                for issue in issues
                if issue.time_to_close is not None
                and issue.key in codings
                and code.id in codings[issue.key].answer(question.id).codes
            ]
            if len(times) >= SMALLEST_MEDIAN:
                medians.append(f"“{code.label}” {days_in_words(median(times))} (n = {len(times)})")
        if len(medians) > 1:
            yield Observation(
                title=f"Time to close by {question.name.rstrip('?')}",
                text=f"Median time from opening to closing: {'; '.join(medians)}.",
            )


def _association(found: Association) -> Observation:
    first, second = found.first.name, found.second.name
    more = "more" if found.difference.value > 0 else "less"
    own, others = (
        share_in_words(k, n, interval(k, n)) for k, n in (found.with_first, found.without_first)
    )
    points, low, high = (
        f"{100 * part:+.1f}"
        for part in (found.difference.value, found.difference.low, found.difference.high)
    )
    held = "also holds" if found.holds_corrected else "does not hold"
    return Observation(
        title=f"{first} and {second}",
        text=(
            f"Issues coded {first} are {more} often coded {second}: {own}, against {others} of "
            f"the others. The difference is {points} points, with a 95 % interval from {low} to "
            f"{high}. It was found among {found.compared} pairs of codes, and {held} at the level "
            f"that is corrected for so many comparisons."
        ),
    )
