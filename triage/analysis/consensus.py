"""The consensus of a sample: what raters agree on fills in by itself, the rest is decided.

The consensus is a history like a rater's. A change that nobody decided says so in its reason; a
change that somebody decided carries the decision, and is never overwritten by what fills in.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from msgspec import structs

from triage.analysis.adjudication import agreed_coding
from triage.analysis.answers import CodingsByRater
from triage.analysis.verdict_consensus import (
    other_in,
    pair_part,
    undisputed_verdicts,
    with_decided,
)
from triage.domain.assignment import assigned_raters
from triage.domain.codebook import Codebook
from triage.domain.coding import MARKS, VERDICTS, Answer, Coding, Marks, Part, Verdicts
from triage.domain.decision import AGREED, ASSIGNED, NO_LONGER_AGREED, Decision
from triage.domain.history import Change, Gesture
from triage.domain.issue import issue_key
from triage.domain.sample import Manifest

ADJUDICATED = "adjudication"
"""Reason of a change that somebody decided."""

Place = tuple[str, str]
"""An issue and a part of its coding; a verdict on duplicates is a part of its own (`pair_part`)."""


def decisions(history: Iterable[Change]) -> dict[Place, Decision]:
    """The decisions that hold, by issue and part.

    Args:
        history: all changes of a consensus, in order.
    """
    made: dict[Place, list[Decision | None]] = {}
    for change in history:
        of_place = made.setdefault(place_of(change), [])
        if change.gesture is Gesture.UNDO:
            of_place.pop()
        else:
            of_place.append(change.decision)
    return {place: last for place, all_made in made.items() if all_made and (last := all_made[-1])}


def place_of(change: Change) -> Place:
    """What a change is about."""
    other = change.decision.other if change.decision else None
    return change.issue, change.part if other is None else pair_part(other)


def filling_changes(
    codebook: Codebook,
    manifest: Manifest,
    codings: CodingsByRater,
    consensus: Mapping[str, Coding],
    decided: Mapping[Place, Decision],
    *,
    step: int,
    at: datetime,
) -> list[Change]:
    """The changes after which the consensus holds everything that needs no decision.

    What all raters of an issue say alike is taken over; so is all of an issue that the sample
    gives to one rater alone. What filled in earlier and is agreed no longer is taken back.

    Args:
        codebook: the questions.
        manifest: the sample.
        codings: what the raters say, by rater and issue.
        consensus: what the consensus says now, by issue.
        decided: what somebody decided; it stays.
        step: number of the step.
        at: time of the step.
    """
    changes = []
    parts = (*(question.id for question in codebook), MARKS, VERDICTS)
    verdicts = undisputed_verdicts(manifest, codings)
    decided_pairs = _decided_pairs(decided)
    for number in (*manifest.numbers, *manifest.reserve):
        issue = issue_key(manifest.repository, number)
        now = consensus.get(issue) or Coding(issue=issue)
        wanted, reason = _undisputed(codebook, manifest, number, codings)
        judged = with_decided(verdicts[issue], now.verdicts, decided_pairs.get(issue, ()))
        wanted = structs.replace(wanted, verdicts=judged)
        for part in parts:
            before, after = now.part(part), wanted.part(part)
            if after == before or (issue, part) in decided:
                continue
            is_something = after not in (Answer(), Marks(), Verdicts())
            changes.append(
                Change(
                    step=step,
                    at=at,
                    issue=issue,
                    part=part,
                    before=before,
                    after=after,
                    edition=codebook.edition,
                    body_digest=wanted.body_digest,
                    reason=reason if is_something else NO_LONGER_AGREED,
                )
            )
    return changes


def settling_change(
    codebook: Codebook,
    now: Coding,
    part: str,
    after: Part,
    decision: Decision,
    *,
    step: int,
    at: datetime,
) -> Change:
    """The change by which somebody settles one question of one issue.

    Args:
        codebook: the questions.
        now: what the consensus says about the issue.
        part: a question's id, or `MARKS` for whether the issue is excluded.
        after: what holds.
        decision: who decided, and why.
        step: number of the step.
        at: time of the step.
    """
    return Change(
        step=step,
        at=at,
        issue=now.issue,
        part=part,
        before=now.part(part),
        after=after,
        edition=codebook.edition,
        body_digest=now.body_digest,
        reason=ADJUDICATED,
        decision=decision,
    )


def with_changes(codings: Mapping[str, Coding], changes: Iterable[Change]) -> dict[str, Coding]:
    """Codings after some changes, by issue."""
    changed = dict(codings)
    for change in changes:
        before = changed.get(change.issue) or Coding(issue=change.issue)
        changed[change.issue] = change.apply(before)
    return changed


def _decided_pairs(decided: Iterable[Place]) -> dict[str, list[int]]:
    """By issue, the numbers with which it forms a pair that somebody decided."""
    found: dict[str, list[int]] = {}
    for issue, part in decided:
        if (other := other_in(part)) is not None:
            found.setdefault(issue, []).append(other)
    return found


def _undisputed(
    codebook: Codebook, manifest: Manifest, number: int, codings: CodingsByRater
) -> tuple[Coding, str]:
    """What needs no decision about an issue, and why it needs none."""
    issue = issue_key(manifest.repository, number)
    assigned = assigned_raters(manifest, number)
    if len(assigned) == 1:
        own = codings.get(assigned[0], {}).get(issue) or Coding(issue=issue)
        return structs.replace(own, marks=Marks(excluded=own.marks.excluded)), ASSIGNED
    touched = list(_touched(codings, issue))
    if len(touched) < 2:
        return Coding(issue=issue), AGREED
    return agreed_coding(codebook, issue, touched), AGREED


def _touched(codings: CodingsByRater, issue: str) -> Iterator[Coding]:
    for own in codings.values():
        coding = own.get(issue)
        if coding is not None and (coding.answers or coding.marks.excluded):
            yield coding
