"""Keys that mark an issue: flagged, skipped, excluded, how sure one is.

A mark is never a code: it is counted apart and changes no percentage but by leaving the base.
"""

from collections.abc import Sequence

from msgspec import structs

from screens.coding.listing import Listing
from triage.domain.coding import Marks
from triage.domain.issue import number_of

LEAST_SURE, MOST_SURE = 1, 3


class Marking(Listing):
    """Actions on the marks of an issue."""

    def action_toggle_flag(self) -> None:
        """Flag the issue, or take the flag away."""
        marks = self.coding.marks
        if self._mark(structs.replace(marks, flagged=not marks.flagged)):
            self.say("The flag is taken away" if marks.flagged else "Flagged")

    def action_toggle_skip(self) -> None:
        """Skip the issue and go on; on a skipped issue, take that back and stay."""
        marks = self.coding.marks
        number = number_of(self.issue)
        if self._mark(structs.replace(marks, skipped=not marks.skipped)):
            if marks.skipped:
                self.say(f"#{number} is no longer skipped")
            else:
                self.go_to_next_uncoded()

    def action_exclude(self) -> None:
        """Ask for a reason and exclude the issue; an excluded one is taken back in."""
        from screens.prompt_dialog import PromptDialog

        issue, marks = self.issue, self.coding.marks
        if marks.excluded:
            before = self.known
            if self._mark(structs.replace(marks, excluded="")):
                told = (
                    f"#{number_of(issue)} is taken back into the sample",
                    *self.reserve_moves(before),
                )
                self.say("; ".join(told))
            return

        def exclude(reason: str | None) -> None:
            if reason is None:
                return
            if not reason.strip():
                self.say("An exclusion needs a reason")
            elif self.issue == issue:
                before = self.known
                if self._mark(structs.replace(marks, excluded=reason.strip())):
                    self.go_to_next_uncoded()
                    self._tell_excluded(issue, self.reserve_moves(before))

        dialog = PromptDialog(
            "Why is this issue out of scope?",
            hint="Enter excludes it · Esc keeps it",
            suggestions=self._earlier_reasons(),
        )
        self.app.push_screen(dialog, exclude)

    def _tell_excluded(self, issue: str, moves: Sequence[str]) -> None:
        words = "; ".join(moves) or "the reserve is used up"
        undo = self.keys.first("undo")
        self.say(f"#{number_of(issue)} is excluded; {words}; {undo} takes it back")

    def action_lower_confidence(self) -> None:
        """One step less sure."""
        self._step_confidence(-1)

    def action_raise_confidence(self) -> None:
        """One step more sure."""
        self._step_confidence(1)

    def _step_confidence(self, step: int) -> None:
        marks = self.coding.marks
        before = marks.confidence if marks.confidence is not None else MOST_SURE + min(step, 0)
        after = max(LEAST_SURE, min(MOST_SURE, before + step if marks.confidence else before))
        if self._mark(structs.replace(marks, confidence=after)):
            self.say(f"Confidence {after} of {MOST_SURE}")

    def _mark(self, marks: Marks) -> bool:
        """Save the marks; whether that worked."""
        saved = False
        with self.saving():
            self.session.mark(self.issue, marks)
            saved = True
            self.relist()
            self.show_answers()
        return saved

    def _earlier_reasons(self) -> list[str]:
        codings = self.session.store.codings().values()
        return sorted({each.marks.excluded for each in codings if each.marks.excluded})
