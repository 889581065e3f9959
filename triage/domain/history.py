"""Who changed what, when, from what to what: the history of a rater, and undo and redo over it.

Nothing is ever removed from a history. One gesture of the rater is one *step* of one or more
changes; undoing a step appends a step with the opposite changes. Which step comes next for undo
or redo follows from the history alone, so both work across sessions.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from msgspec import Struct, structs

from triage.domain.coding import MARKS, VERDICTS, Coding, Part
from triage.domain.decision import Decision


class Gesture(StrEnum):
    """What a step did to the history."""

    CODE = "code"
    UNDO = "undo"
    REDO = "redo"


class Change(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """One part of one coding, before and after."""

    step: int
    """Number of the step that it belongs to, from 1."""
    at: datetime
    issue: str
    part: str
    """A question's id, `MARKS` or `VERDICTS`."""
    before: Part
    after: Part
    edition: str = ""
    """Edition of the codebook that the rater saw."""
    body_digest: str = ""
    """Digest of the body that the rater saw."""
    gesture: Gesture = Gesture.CODE
    reason: str = ""
    """Why, when it was not simply a key: repeat, import, adjudication, …"""
    decision: Decision | None = None
    """Of a consensus: how a disagreement was settled."""

    def apply(self, coding: Coding) -> Coding:
        """The coding after this change."""
        changed = coding.with_part(self.part, self.after)
        return structs.replace(changed, edition=self.edition, body_digest=self.body_digest)


class Timeline:
    """Which step undo and redo would take back or repeat next."""

    def __init__(self, changes: Iterable[Change] = ()) -> None:
        self._steps: dict[int, tuple[Change, ...]] = {}
        self._done: list[int] = []
        self._undone: list[int] = []
        self.last_step = 0
        for _, step in groupby(changes, lambda change: change.step):
            self._record(tuple(step))

    def record(self, change: Change) -> None:
        """Take note of one more change, in order."""
        self._record((change,))

    def _record(self, changes: tuple[Change, ...]) -> None:
        """Take note of changes of one step.

        They are kept as tuples, which the garbage collector need not look at; of lists a long
        history would give it many.
        """
        change = changes[0]
        self._steps[change.step] = self._steps.get(change.step, ()) + changes
        if change.step <= self.last_step:
            return
        self.last_step = change.step
        match change.gesture:
            case Gesture.CODE:
                self._done.append(change.step)
                self._undone.clear()
            case Gesture.UNDO:
                self._undone.append(self._done.pop())
            case Gesture.REDO:
                self._done.append(self._undone.pop())

    @property
    def undoable(self) -> Sequence[Change]:
        """The changes of the step that undo takes back; empty when there is none."""
        return self._steps[self._done[-1]] if self._done else ()

    @property
    def redoable(self) -> Sequence[Change]:
        """The changes of the step that redo repeats; empty when there is none."""
        return self._steps[self._undone[-1]] if self._undone else ()


def undo_changes(changes: Sequence[Change], step: int, at: datetime) -> list[Change]:
    """The changes that take back a step; `changes` are those of the step, in order."""
    return [
        structs.replace(
            change, step=step, at=at, before=change.after, after=change.before, gesture=Gesture.UNDO
        )
        for change in reversed(changes)
    ]


def redo_changes(changes: Sequence[Change], step: int, at: datetime) -> list[Change]:
    """The changes that repeat a step; `changes` are those of the step, in order."""
    return [structs.replace(change, step=step, at=at, gesture=Gesture.REDO) for change in changes]


def replay(changes: Iterable[Change]) -> dict[str, Coding]:
    """The codings that a history leads to, by issue: what the store must hold."""
    codings: dict[str, Coding] = {}
    for change in changes:
        apply_change(codings, change)
    return codings


def apply_change(codings: dict[str, Coding], change: Change) -> None:
    """Bring codings up to date with one more change."""
    before = codings.get(change.issue) or Coding(issue=change.issue)
    codings[change.issue] = change.apply(before)


def changes_to(
    codings: Iterable[Coding], known: Mapping[str, Coding], *, step: int, at: datetime, reason: str
) -> list[Change]:
    """The changes that turn what is known into other codings: an import, as one step.

    Args:
        codings: what is to be true; parts that they do not have stay as they are.
        known: what is true now, by issue key.
        step: number of the step.
        at: time of the step.
        reason: where the codings come from.
    """
    changes = []
    for coding in codings:
        now = known.get(coding.issue, Coding(issue=coding.issue))
        for part in (*coding.answers, MARKS, VERDICTS):
            before, after = now.part(part), coding.part(part)
            if after == before or (part in (MARKS, VERDICTS) and after == type(after)()):
                continue
            changes.append(
                Change(
                    step=step,
                    at=at,
                    issue=coding.issue,
                    part=part,
                    before=before,
                    after=after,
                    edition=coding.edition,
                    body_digest=coding.body_digest,
                    reason=reason,
                )
            )
    return changes
