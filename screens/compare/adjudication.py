"""A sitting that settles disagreements: what the keys do to the consensus, without a screen.

Like a rater's session it saves first and shows then. Raters' own codings are only read. Each
decision is a step with who decided, whose answer was taken and why; undo takes back decisions,
never what filled in by itself.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from msgspec import Struct, structs

from screens.compare.source import Comparing
from screens.session import CodingsStore
from triage.analysis.adjudication import letters
from triage.analysis.comparison import Comparison
from triage.analysis.consensus import Place, decisions, settling_change
from triage.domain.coding import MARKS, Answer, Coding, Marks, Part
from triage.domain.decision import Cause, Decision
from triage.domain.history import Change, Timeline, undo_changes


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
        self.queue: tuple[Place, ...] = tuple(_queue(comparison))
        """Issue and question of every disagreement, the issue most in dispute first; `MARKS`
        stands for whether the issue is in scope."""

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

    def settled_part(self, place: Place) -> Part:
        """What the consensus says about a place."""
        issue, part = place
        coding = self._store.codings().get(issue)
        if coding is None:
            return Marks() if part == MARKS else Answer()
        return coding.part(part)

    def raters(self, place: Place) -> list[str]:
        """The raters who say something about a place, in the order of their letters."""
        issue, part = place
        said = []
        for rater in letters(issue, self.source.codings):
            coding = self.source.codings[rater].get(issue)
            if coding is None:
                continue
            is_there = bool(coding.answers) or bool(coding.marks.excluded)
            if is_there if part == MARKS else coding.answer(part).is_given:
                said.append(rater)
        return said

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
        coding = self.source.codings[rater][issue]
        parts: list[tuple[str, Part]] = [(part, coding.part(part))]
        if part == MARKS:
            parts = [(MARKS, Marks(excluded=coding.marks.excluded))]
            if not coding.marks.excluded:
                parts += [(name, each) for name, each in coding.answers.items() if each.is_given]
        decision = self._decision(cause, remark, gap=gap, taken=rater)
        self._settle(issue, parts, decision)

    def decide(self, place: Place, answer: Answer, cause: Cause, remark: str, *, gap: bool) -> None:
        """Let an answer hold that no rater gave."""
        issue, part = place
        self._settle(issue, [(part, answer)], self._decision(cause, remark, gap=gap))

    def amend(self, place: Place, *, remark: str | None = None, gap: bool | None = None) -> None:
        """Change the remark or the gap of a decision that was made."""
        issue, part = place
        made = self._decided[place]
        changed = structs.replace(
            made,
            remark=made.remark if remark is None else remark.strip(),
            gap=made.gap if gap is None else gap,
        )
        self._settle(issue, [(part, self.settled_part(place))], changed)

    def undo(self) -> Place | None:
        """Take back the last decision; its place, or None when the last step was no decision."""
        step = self._timeline.undoable
        if not step or any(change.decision is None for change in step):
            return None
        self._commit(undo_changes(step, self._timeline.last_step + 1, self._clock()))
        self._decided = decisions(self._store.history())
        return step[0].issue, step[0].part

    def _decision(self, cause: Cause, remark: str, *, gap: bool, taken: str = "") -> Decision:
        by = self.source.viewer
        return Decision(by=by, cause=cause, taken=taken, remark=remark.strip(), gap=gap)

    def _settle(self, issue: str, parts: Sequence[tuple[str, Part]], decision: Decision) -> None:
        step, at = self._timeline.last_step + 1, self._clock()
        changes = []
        for part, after in parts:
            now = self._store.codings().get(issue) or Coding(issue=issue)
            changes.append(
                settling_change(self.codebook, now, part, after, decision, step=step, at=at)
            )
        self._commit(changes)
        self._decided |= {(issue, part): decision for part, _ in parts}

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
