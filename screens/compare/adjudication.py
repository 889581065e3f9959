"""A sitting that settles disagreements: what the keys do to the consensus, without a screen.

Like a rater's session it saves first and shows then. Raters' own codings are only read. Each
decision is a step with who decided, whose answer was taken and why; undo takes back decisions,
never what filled in by itself.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from msgspec import Struct, structs

from screens.compare.source import Comparing
from screens.session import CodingsStore
from triage.analysis.adjudication import letters
from triage.analysis.comparison import Comparison
from triage.analysis.consensus import Place, decisions, place_of, settling_change
from triage.analysis.verdict_agreement import (
    VERDICT_QUESTION,
    holding,
    pair_of,
    verdict_answer,
    verdicts_of,
)
from triage.analysis.verdict_consensus import other_in, pair_part
from triage.domain.codebook import Question
from triage.domain.coding import MARKS, NO_ANSWER, VERDICTS, Answer, Coding, Likeness, Marks, Part
from triage.domain.decision import Cause, Decision
from triage.domain.history import Change, Timeline, undo_changes
from triage.domain.issue import issue_key, number_of


class Adjudication:
    """What is in dispute between raters, and what was decided about it."""

    def __init__(
        self,
        source: Comparing,
        comparison: Comparison,
        store: CodingsStore,
        clock: Callable[[], datetime],
    ) -> None:
        """Fill in what needs no decision, and list the rest.

        Raises:
            StoreError: it cannot be saved.
        """
        self.source = source
        self.codebook = source.codebook
        self._store = store
        self._clock = clock
        self._timeline = Timeline(store.history())
        changes = source.filling(store, self._timeline.last_step + 1)
        if changes:
            self._commit(changes)
        self._decided = decisions(store.history())
        self._judged = {
            rater: verdicts_of(own, comparison.issues) for rater, own in source.codings.items()
        }
        self.queue: tuple[Place, ...] = (*_queue(comparison), *self._disputed_pairs(comparison))
        """Issue and question of every disagreement, the issue most in dispute first; `MARKS`
        stands for whether the issue is in scope. Pairs of issues come last."""

    def take_notices(self) -> list[str]:
        """What the store noticed and nobody was told yet, in words."""
        return self._store.take_notices()

    @property
    def unsettled(self) -> list[Place]:
        """What is left to decide."""
        return [place for place in self.queue if place not in self._decided]

    def decision(self, place: Place) -> Decision | None:
        """What was decided; None while it is open."""
        return self._decided.get(place)

    def question(self, place: Place) -> Question | None:
        """What is in dispute; None where it is whether the issue is in scope."""
        part = place[1]
        return VERDICT_QUESTION if other_in(part) is not None else self.codebook.question(part)

    def settled_part(self, place: Place) -> Part:
        """What the consensus says about a place; of a pair the verdict, as an answer."""
        issue, part = place
        coding = self._coding(issue)
        other = other_in(part)
        return (
            coding.part(part) if other is None else verdict_answer(coding.verdicts.pairs.get(other))
        )

    def said(self, place: Place, rater: str) -> Answer:
        """What a rater answers; of a pair the verdict, as an answer."""
        issue, part = place
        if (other := other_in(part)) is None:
            coding = self.source.codings[rater].get(issue)
            return coding.answer(part) if coding else NO_ANSWER
        first, second = sorted((number_of(issue), other))
        return verdict_answer(self._judged[rater].get((first, second)))

    def raters(self, place: Place) -> list[str]:
        """The raters who say something about a place, in the order of their letters."""
        ordered = letters(place[0], self.source.codings)
        return [rater for rater in ordered if self._says_something(place, rater)]

    def names(self, place: Place) -> dict[str, str]:
        """How each rater is called: a letter until the place is settled, then the name."""
        issue, _ = place
        shown = letters(issue, self.source.codings)
        if self.decision(place) is not None:
            return {rater: f"{rater} ({letter})" for rater, letter in shown.items()}
        return shown

    def take(self, place: Place, rater: str, cause: Cause, remark: str, *, gap: bool) -> None:
        """Let a rater's answer hold.

        An issue that others excluded is taken with all that the rater says about it.
        """
        issue, part = place
        decision = self._decision(cause, remark, gap=gap, taken=rater)
        if part != MARKS:
            self._settle_answer(place, self.said(place, rater), decision)
            return
        coding = self.source.codings[rater][issue]
        parts: list[tuple[str, Part]] = [(MARKS, Marks(excluded=coding.marks.excluded))]
        if not coding.marks.excluded:
            parts += [(name, each) for name, each in coding.answers.items() if each.is_given]
        self._settle(issue, parts, decision)

    def decide(self, place: Place, answer: Answer, cause: Cause, remark: str, *, gap: bool) -> None:
        """Let an answer hold that no rater gave."""
        self._settle_answer(place, answer, self._decision(cause, remark, gap=gap))

    def amend(self, place: Place, *, remark: str | None = None, gap: bool | None = None) -> None:
        """Change the remark or the gap of a decision that was made."""
        made = self._decided[place]
        changed = structs.replace(
            made,
            remark=made.remark if remark is None else remark.strip(),
            gap=made.gap if gap is None else gap,
        )
        part = self.settled_part(place)
        if isinstance(part, Answer):
            self._settle_answer(place, part, changed)
        else:
            self._settle(place[0], [(place[1], part)], changed)

    def undo(self) -> Place | None:
        """Take back the last decision; its place, or None when the last step was no decision."""
        step = self._timeline.undoable
        if not step or any(change.decision is None for change in step):
            return None
        self._commit(undo_changes(step, self._timeline.last_step + 1, self._clock()))
        self._decided = decisions(self._store.history())
        return place_of(step[0])

    def _says_something(self, place: Place, rater: str) -> bool:
        issue, part = place
        if part != MARKS:
            return self.said(place, rater).is_given
        coding = self.source.codings[rater].get(issue)
        return coding is not None and bool(coding.answers or coding.marks.excluded)

    def _decision(self, cause: Cause, remark: str, *, gap: bool, taken: str = "") -> Decision:
        by = self.source.viewer
        return Decision(by=by, cause=cause, taken=taken, remark=remark.strip(), gap=gap)

    def _settle_answer(self, place: Place, answer: Answer, decision: Decision) -> None:
        issue, part = place
        other = other_in(part)
        if other is None:
            self._settle(issue, [(part, answer)], decision)
            return
        verdicts = self._coding(issue).verdicts
        pairs = {**verdicts.pairs, other: Likeness(answer.codes[0])}
        judged = structs.replace(verdicts, pairs=dict(sorted(pairs.items())))
        self._settle(issue, [(VERDICTS, judged)], structs.replace(decision, other=other))

    def _settle(self, issue: str, parts: Sequence[tuple[str, Part]], decision: Decision) -> None:
        step, at = self._timeline.last_step + 1, self._clock()
        changes = []
        for part, after in parts:
            changes.append(
                settling_change(
                    self.codebook, self._coding(issue), part, after, decision, step=step, at=at
                )
            )
        self._commit(changes)
        self._decided |= {place_of(change): decision for change in changes}

    def _coding(self, issue: str) -> Coding:
        """What the consensus says about an issue."""
        return self._store.codings().get(issue) or Coding(issue=issue)

    def _disputed_pairs(self, comparison: Comparison) -> Iterator[Place]:
        """The pairs that raters judged differently, with the issue that keeps the verdict."""
        numbers = {number_of(key) for key in self.source.issues}
        for each in comparison.verdicts.disagreements if comparison.verdicts else ():
            holder, other = holding(pair_of(each.issue), numbers)
            yield issue_key(each.issue.partition("#")[0], holder), pair_part(other)

    def _commit(self, changes: Sequence[Change]) -> None:
        self._store.commit(changes)
        for change in changes:
            self._timeline.record(change)


class Tally(Struct, frozen=True):
    """How far a sitting is."""

    settled: int
    all: int
    gaps: int


def tally(sitting: Adjudication) -> Tally:
    """How many places are settled, and how many gaps of the codebook were marked."""
    made = [sitting.decision(place) for place in sitting.queue]
    settled = [each for each in made if each is not None]
    return Tally(len(settled), len(made), sum(each.gap for each in settled))


def _queue(comparison: Comparison) -> Sequence[Place]:
    split = [(each.issue, MARKS) for each in comparison.split_exclusions]
    disputed = [
        (dispute.issue, each.question)
        for dispute in comparison.disputes
        for each in dispute.questions
    ]
    return [*split, *disputed]
