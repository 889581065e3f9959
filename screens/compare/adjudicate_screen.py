"""The screen that settles: one disagreement at a time, a digit and a reason each.

Raters appear under letters until a disagreement is settled, so that nobody is settled against by
name. Every decision is saved when its reason is given.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from screens.code_picker import CodePicker
from screens.commands.command import bindings
from screens.commands.raters import ADJUDICATE_COMMANDS
from screens.compare.adjudication import Adjudication, tally
from screens.compare.cause_dialog import CauseDialog
from screens.compare.comparing import ComparingScreen
from screens.compare.side_by_side import Block, Column, SideBySide, answer_lines, scope_lines
from screens.compare.source import Comparing
from screens.prompt_dialog import PromptDialog
from screens.saving import tell_not_saved, tell_notices
from screens.widgets.key_hints import KeyHints
from screens.widgets.reader import Reader
from triage.analysis.consensus import Place
from triage.analysis.verdict_consensus import other_in
from triage.domain.codebook import Code, Kind, Question
from triage.domain.coding import NO_ANSWER, Answer, choose
from triage.domain.decision import CAUSE_LABELS, Cause, Decision
from triage.domain.errors import TriageError
from triage.domain.issue import issue_key, number_of
from triage.domain.safe_text import visible_line


class AdjudicateScreen(ComparingScreen):
    """Settle what is in dispute."""

    TITLE = "Settle"
    SCREEN_COMMANDS = ADJUDICATE_COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ADJUDICATE_COMMANDS)]

    headline = getters.query_one("#headline", Static)
    answers = getters.query_one("#answers", SideBySide)

    def __init__(
        self, source: Comparing, clock: Callable[[], datetime], keymap: Mapping[str, str]
    ) -> None:
        super().__init__(source, clock, keymap)
        self.sitting: Adjudication | None = None
        self._consensus = ExitStack()
        self._place = 0
        self._own = NO_ANSWER
        self._remark = ""
        self._gap = False

    def compose(self) -> ComposeResult:
        """Headline, what was said, the issue, keys."""
        yield Static(id="headline")
        with VerticalScroll(id="answer-pane", classes="-tall", can_focus=False):
            yield SideBySide(id="answers")
        yield Reader(id="text")
        yield KeyHints(self.keys, digits="Take")

    def on_mount(self) -> None:
        """Find out what is in dispute."""
        self.headline.update("Looking for disagreements …")
        self.start_comparing(intervals=False)

    def on_unmount(self) -> None:
        """Let others settle."""
        self._consensus.close()

    @on(ComparingScreen.Compared)
    def open_consensus(self, message: ComparingScreen.Compared) -> None:
        """Open the consensus and show the first disagreement that is open."""
        try:
            store = self._consensus.enter_context(self.source.consensus())
            self.sitting = Adjudication(self.source, message.comparison, store, self.clock)
        except TriageError as error:
            self._leave(str(error))
            return
        if not self.sitting.queue:
            self._leave("There is nothing to settle: the raters agree on all that both coded")
            return
        self._go_to_unsettled(-1)

    @on(ComparingScreen.Failed)
    def tell_failure(self, message: ComparingScreen.Failed) -> None:
        """Say why there is nothing to settle, and go back."""
        self._leave(message.reason)

    @property
    def place(self) -> Place | None:
        """The disagreement that is shown."""
        return self.sitting.queue[self._place] if self.sitting else None

    @property
    def question(self) -> Question | None:
        """Its question; None where the issue as a whole is in dispute."""
        return self.sitting.question(self.place) if self.sitting and self.place else None

    @on(SideBySide.ColumnClicked)
    def take_clicked(self, message: SideBySide.ColumnClicked) -> None:
        """A click on a rater's answer is as good as its number."""
        self.action_take(message.place + 1)

    def action_take(self, number: int) -> None:
        """Let a rater's answer hold."""
        if self.sitting is None or self.place is None:
            return
        sitting, place = self.sitting, self.place
        raters = sitting.raters(place)
        if number > len(raters):
            return
        rater = raters[number - 1]
        name = sitting.names(place)[rater]

        def settle(cause: Cause) -> None:
            sitting.take(place, rater, cause, self._remark, gap=self._gap)

        self._ask_why(f"The answer of {name} holds: {self._subject(place)}", settle)

    def action_pick_code(self) -> None:
        """Give another code; of several codes one after the other."""
        question = self.question
        if question is None:
            return

        def pick(choice: Code | str | None) -> None:
            if isinstance(choice, Code):
                self._own = choose(self._own, question, choice.id)
                self._show()
                if question.kind is Kind.SINGLE:
                    self.action_accept()
            elif choice:
                self.warn(f"“{choice}” is no code; add it on the coding screen, with a definition")

        self.app.push_screen(CodePicker(question, self._own), pick)

    def action_accept(self) -> None:
        """Let the codes that were picked hold; with none picked, that none applies."""
        if self.sitting is None or self.place is None or self.question is None:
            return
        sitting, place, own = self.sitting, self.place, self._own
        holds = "Neither's answer holds"
        if not own.is_given:
            if self.question.kind is Kind.SINGLE:
                self.warn(
                    self.keys.fill(
                        "Pick a code first ({pick-code}), or take a rater's answer by its number"
                    )
                )
                return
            own, holds = Answer(none_apply=True), "None applies"

        def settle(cause: Cause) -> None:
            sitting.decide(place, own, cause, self._remark, gap=self._gap)

        self._ask_why(f"{holds}: {self._subject(place)}", settle)

    def action_write_memo(self) -> None:
        """Write a remark on the decision, made or to be made."""
        if self.sitting is None or self.place is None:
            return
        sitting, place = self.sitting, self.place
        made = sitting.decision(place)

        def write(remark: str | None) -> None:
            if remark is None:
                return
            if made is None:
                self._remark = remark
                self._show()
            else:
                with self._saving():
                    sitting.amend(place, remark=remark)

        before = made.remark if made else self._remark
        self.app.push_screen(PromptDialog("A remark on the decision", before), write)

    def action_toggle_gap(self) -> None:
        """Mark that the codebook should be mended, or take that back."""
        if self.sitting is None or self.place is None:
            return
        made = self.sitting.decision(self.place)
        if made is None:
            self._gap = not self._gap
            self._show()
            return
        with self._saving():
            self.sitting.amend(self.place, gap=not made.gap)

    def action_undo(self) -> None:
        """Take back the last decision, and show what it was about."""
        if self.sitting is None:
            return
        with self._saving():
            place = self.sitting.undo()
            if place is None:
                self.notify("There is no decision to take back")
            elif place in self.sitting.queue:
                self._go_to(self.sitting.queue.index(place))

    def action_next_dispute(self) -> None:
        """Show the next disagreement."""
        if self.sitting is not None:
            self._go_to(min(self._place + 1, len(self.sitting.queue) - 1))

    def action_previous_dispute(self) -> None:
        """Show the previous disagreement."""
        self._go_to(max(0, self._place - 1))

    def action_go_back(self) -> None:
        """Go back; every decision is saved."""
        self.dismiss()

    def _ask_why(self, title: str, settle: Callable[[Cause], None]) -> None:
        place = self._place

        def answer(cause: Cause | None) -> None:
            if cause is None:
                return
            with self._saving():
                settle(cause)
                self._go_to_unsettled(place)

        self.app.push_screen(CauseDialog(visible_line(title), self.keymap), answer)

    @contextmanager
    def _saving(self) -> Iterator[None]:
        try:
            yield
        except TriageError as error:
            tell_not_saved(self, error)
        if self.sitting is not None:
            tell_notices(self, self.sitting.take_notices())
        self._show()

    def _go_to_unsettled(self, after: int) -> None:
        """Show the next disagreement that is open; stay where none is."""
        if self.sitting is None:
            return
        queue, unsettled = self.sitting.queue, set(self.sitting.unsettled)
        for step in range(1, len(queue) + 1):
            place = (after + step) % len(queue)
            if queue[place] in unsettled:
                self._go_to(place)
                return
        self._go_to(max(0, after))
        self.notify("Everything is settled", markup=False)

    def _go_to(self, place: int) -> None:
        self._place = place
        self._own, self._remark, self._gap = NO_ANSWER, "", False
        self._show()
        if self.place is not None:
            self.call_after_refresh(self.read, self.place[0], _other_issue(self.place))

    def _show(self) -> None:
        if self.sitting is None or self.place is None:
            return
        count = tally(self.sitting)
        gaps = f" · gaps of the codebook: {count.gaps}" if count.gaps else ""
        done = f"{count.settled} of {count.all} settled{gaps}"
        self.headline.update(Content(visible_line(f"{self.source.title} · {done}")))
        self.answers.show(self._heading(self.place), [Block("", tuple(self._columns(self.place)))])

    def _heading(self, place: Place) -> Content:
        made = self.sitting.decision(place) if self.sitting else None
        lines = [Content.styled(self._subject(place), "bold $accent")]
        if made is not None:
            lines.append(Content.styled(visible_line(_in_words(made)), "$text-success"))
        elif self._remark or self._gap:
            gap = "gap of the codebook · " if self._gap else ""
            lines.append(Content.styled(visible_line(f"{gap}{self._remark}"), "$text-warning"))
        return Content("\n").join([*lines, Content("")])

    def _columns(self, place: Place) -> list[Column]:
        assert self.sitting is not None
        names = self.sitting.names(place)
        columns = []
        for number, rater in enumerate(self.sitting.raters(place), 1):
            if self.question is not None:
                lines = answer_lines(self.question, self.sitting.said(place, rater))
            else:
                lines = scope_lines(self.source.codings[rater][place[0]])
            columns.append(Column(f"{number} {names[rater]}", lines))
        if self.question is not None and self._own.is_given:
            columns.append(
                Column(
                    f"{self.keys.first('accept')}: yours", answer_lines(self.question, self._own)
                )
            )
        settled = self.sitting.settled_part(place)
        if self.sitting.decision(place) and self.question and isinstance(settled, Answer):
            columns.append(Column("✓ settled", answer_lines(self.question, settled)))
        return columns

    def _subject(self, place: Place) -> str:
        issue, part = place
        question = self.question
        about = f"{part} {question.name}" if question else "in scope or excluded?"
        if (other := _other_issue(place)) is not None:
            about = f"a duplicate of {self._cited(other)}?"
        return visible_line(f"{self._cited(issue)} · {about}")

    def _cited(self, issue: str) -> str:
        """Number and title of an issue, as far as it is in the sample."""
        sampled = self.source.issues.get(issue)
        title = f" {visible_line(sampled.issue.title)}" if sampled else ""
        return f"#{number_of(issue)}{title}"

    def _leave(self, reason: str) -> None:
        self.app.notify(visible_line(reason), severity="warning", timeout=12, markup=False)
        self.dismiss()


def _other_issue(place: Place) -> str | None:
    """Of a pair of issues, the key of the one that does not keep the verdict."""
    issue, part = place
    other = other_in(part)
    return None if other is None else issue_key(issue.rpartition("#")[0], other)


def _in_words(decision: Decision) -> str:
    whose = f"{decision.taken}'s answer holds" if decision.taken else "another answer holds"
    words = [f"Settled by {decision.by}: {whose}, {CAUSE_LABELS[decision.cause]}"]
    words += [decision.remark] if decision.remark else []
    words += ["gap of the codebook"] if decision.gap else []
    return " · ".join(words)
