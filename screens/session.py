"""A rater's sitting: what the keys of the coding screen do to the codings, without a screen.

The session owns the order "durable first, then visible": a change reaches the codings and the
tally only after the store has acknowledged it. When a save fails nothing here has changed, and
the error goes to the screen.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from msgspec import structs

from triage.analysis.summary import Summary, Tally
from triage.domain.assignment import numbers_to_read
from triage.domain.changes import Reading
from triage.domain.codebook import Codebook, Question
from triage.domain.coding import (
    MARKS,
    VERDICTS,
    Coding,
    Marks,
    Part,
    Quote,
    Verdicts,
    accept_none,
    choose,
)
from triage.domain.history import Change, Gesture, Timeline, redo_changes, undo_changes
from triage.domain.issue import SampledIssue, issue_key
from triage.domain.sample import Manifest


class CodingsStore(Protocol):
    """What a session asks of the place where codings are kept."""

    @property
    def rater(self) -> str:
        """Whose codings they are."""

    def codings(self) -> Mapping[str, Coding]:
        """What is true now, by issue key."""

    def history(self, issue: str | None = None) -> Sequence[Change]:
        """Every change, in order."""

    def commit(self, changes: Sequence[Change]) -> None:
        """Save changes durably, all or none; StoreError when that failed."""

    def take_notices(self) -> list[str]:
        """What the rater should know and was not told yet, in words."""


READ_AGAIN = "read again"
"""Reason of a change that changes nothing: the rater read what is new, and the coding holds."""


class Session:
    """One rater coding one sample with one codebook."""

    def __init__(
        self,
        store: CodingsStore,
        codebook: Codebook,
        issues: Mapping[str, SampledIssue],
        manifest: Manifest,
        clock: Callable[[], datetime],
    ) -> None:
        self.store = store
        self.codebook = codebook
        self.issues = issues
        """Every issue that may come to be read, by key; one is read when it is asked for."""
        self.manifest = manifest
        self._clock = clock
        history = store.history()
        self._timeline = Timeline(history)
        self._readings: dict[str, list[Reading]] = {}
        for change in history:
            self._note_reading(change)
        self._news: list[Change] = []
        self.has_unsaved_key = False
        """Whether the last key that was to change something could not be saved."""
        self.listed: list[str] = []
        """Keys of the drawn issues and of those that stepped in for excluded ones, in order."""
        self._list()

    def take_codebook(self, codebook: Codebook) -> None:
        """Go on with another edition of the codebook."""
        self.codebook = codebook
        self._list()

    def _list(self) -> None:
        """List the issues to read, and count their codings anew."""
        codings = self.store.codings()
        numbers = numbers_to_read(self.manifest, self.rater, codings)
        self.listed = [issue_key(self.manifest.repository, number) for number in numbers]
        self._counted = set(self.listed)
        self.tally = Tally(self.codebook, len(self.listed), self.manifest.population_size)
        for key, coding in codings.items():
            if key in self._counted:
                self.tally.add(coding)

    def _is_excluded(self, issue: str) -> bool:
        return bool(self.coding(issue).marks.excluded)

    @property
    def rater(self) -> str:
        """Who is coding."""
        return self.store.rater

    def coding(self, issue: str) -> Coding:
        """What the rater says about an issue now."""
        return self.store.codings().get(issue) or Coding(issue=issue)

    def is_settled(self, issue: str) -> bool:
        """Whether nothing is left to do on an issue: coded, or excluded."""
        coding = self.coding(issue)
        return bool(coding.marks.excluded) or coding.is_complete(self.codebook)

    def reading(self, issue: str) -> Reading | None:
        """When the rater last said something about an issue; None when it is not coded."""
        coding = self.coding(issue)
        is_coded = coding.is_started(self.codebook) or coding.marks.excluded
        readings = self._readings.get(issue)
        return readings[-1] if is_coded and readings else None

    def readings(self) -> dict[str, Reading]:
        """When each coded issue of the list was coded last, by key."""
        found = ((issue, self.reading(issue)) for issue in self.listed)
        return {issue: reading for issue, reading in found if reading is not None}

    def summary(self) -> Summary:
        """The live figures."""
        return self.tally.summary(source=self.rater, sample=self.manifest.name)

    def choose(self, issue: str, question: Question, code_id: str) -> None:
        """Press a code's key: choose, toggle, or step its standing on a checklist."""
        answer = self.coding(issue).answer(question.id)
        self._change(issue, question.id, choose(answer, question, code_id))

    def accept(self, issue: str, question: Question) -> None:
        """Move on from a question: nothing chosen becomes "none applies" where that is allowed."""
        answer = self.coding(issue).answer(question.id)
        self._change(issue, question.id, accept_none(answer, question))

    def write_memo(self, issue: str, question: Question, memo: str) -> None:
        """Set the words printed beside the issue under a question."""
        answer = self.coding(issue).answer(question.id)
        self._change(issue, question.id, structs.replace(answer, memo=memo.strip()))

    def add_quote(self, issue: str, question: Question, quote: Quote) -> None:
        """Bind evidence to a code, and choose the code if it is not chosen yet."""
        answer = self.coding(issue).answer(question.id)
        if quote.code not in (*answer.codes, *answer.missing):
            answer = choose(answer, question, quote.code)
        self._change(issue, question.id, structs.replace(answer, quotes=(*answer.quotes, quote)))

    def remove_quote(self, issue: str, question: Question, quote: Quote) -> None:
        """Take evidence away from its code."""
        answer = self.coding(issue).answer(question.id)
        kept = tuple(each for each in answer.quotes if each != quote)
        self._change(issue, question.id, structs.replace(answer, quotes=kept))

    def mark(self, issue: str, marks: Marks) -> None:
        """Set skipped, flagged, excluded and confidence."""
        self._change(issue, MARKS, marks)

    def confirm(self, issue: str) -> None:
        """Say that the coding holds for the issue as it is read now."""
        marks = self.coding(issue).marks
        self._commit([self._change_of(issue, MARKS, marks, reason=READ_AGAIN)])

    def judge(self, issue: str, verdicts: Verdicts) -> None:
        """Set the verdicts on suggested duplicates."""
        self._change(issue, VERDICTS, verdicts)

    def repeat(self, source: str, target: str) -> None:
        """Give an issue the codes of another; memos and quotes stay with their issue."""
        parts = self._codes_of(source, target, self.codebook)
        self._commit(self._step(target, parts, reason="repeat"))

    def settle_group(self, source: str, members: Iterable[str], canonical: int) -> None:
        """Let one issue stand for a group of duplicates, and code the group like one of it.

        An answer that somebody gave stays as it is; only open questions get the codes of the
        source. All of it is one step.

        Args:
            source: the issue whose codes the others get.
            members: the issues of the group that the rater reads, the source among them or not.
            canonical: number of the issue that stands for the group.
        """
        changes = []
        for member in {source: None, **dict.fromkeys(members)}:
            coding = self.coding(member)
            verdicts = structs.replace(coding.verdicts, canonical=canonical)
            parts: list[tuple[str, Part]] = [(VERDICTS, verdicts)]
            if member != source and not coding.marks.excluded:
                still_open = [each for each in self.codebook if not coding.answer(each.id).is_given]
                parts += self._codes_of(source, member, still_open)
            changes += self._step(member, parts, reason="duplicates")
        self._commit(changes)

    def _codes_of(
        self, source: str, target: str, questions: Iterable[Question]
    ) -> list[tuple[str, Part]]:
        """The target's answers to some questions with the codes of the source."""
        model, own = self.coding(source), self.coding(target)
        parts: list[tuple[str, Part]] = []
        for question in questions:
            like = model.answer(question.id)
            before = own.answer(question.id)
            held = {*like.codes, *like.missing}
            taken = structs.replace(
                before,
                codes=like.codes,
                missing=like.missing,
                none_apply=like.none_apply,
                quotes=tuple(quote for quote in before.quotes if quote.code in held),
            )
            parts.append((question.id, taken))
        return parts

    def undo(self) -> list[Change]:
        """Take back the last step; the changes made, empty when there is nothing to undo."""
        return self._reverse(self._timeline.undoable, undo_changes)

    def redo(self) -> list[Change]:
        """Repeat the step last undone; the changes made, empty when there is none."""
        return self._reverse(self._timeline.redoable, redo_changes)

    def take_news(self) -> list[Change]:
        """The changes saved since this was last asked."""
        news, self._news = self._news, []
        return news

    def _reverse(
        self,
        step: Sequence[Change],
        reverse: Callable[[Sequence[Change], int, datetime], list[Change]],
    ) -> list[Change]:
        changes = reverse(step, self._timeline.last_step + 1, self._clock())
        self._commit(changes)
        return changes

    def _change(self, issue: str, part: str, after: Part) -> None:
        self._commit(self._step(issue, [(part, after)]))

    def _step(
        self, issue: str, parts: Sequence[tuple[str, Part]], reason: str = ""
    ) -> list[Change]:
        coding = self.coding(issue)
        return [
            self._change_of(issue, part, after, reason)
            for part, after in parts
            if coding.part(part) != after
        ]

    def _change_of(self, issue: str, part: str, after: Part, reason: str) -> Change:
        read = self.issues.get(issue)
        return Change(
            step=self._timeline.last_step + 1,
            at=self._clock(),
            issue=issue,
            part=part,
            before=self.coding(issue).part(part),
            after=after,
            edition=self.codebook.edition,
            body_digest=read.issue.body_digest if read else "",
            reason=reason,
        )

    def _commit(self, changes: Sequence[Change]) -> None:
        if not changes:
            return
        before = {change.issue: self.coding(change.issue) for change in changes}
        self.has_unsaved_key = True
        self.store.commit(changes)
        self.has_unsaved_key = False
        self._news += changes
        for change in changes:
            self._timeline.record(change)
            self._note_reading(change)
        if any(bool(old.marks.excluded) != self._is_excluded(key) for key, old in before.items()):
            self._list()
            return
        for issue, old in before.items():
            if issue in self._counted:
                self.tally.remove(old)
                self.tally.add(self.coding(issue))

    def _note_reading(self, change: Change) -> None:
        """Take note of when an issue was coded; what is undone was coded as it was before."""
        readings = self._readings.setdefault(change.issue, [])
        if change.gesture is not Gesture.UNDO:
            readings.append(Reading(change.at, change.body_digest))
        elif readings:
            readings.pop()
