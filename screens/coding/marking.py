"""Keys that mark an issue: flagged, skipped. A mark is never a code and is counted apart."""

from msgspec import structs

from screens.coding.desk import Desk


class Marking(Desk):
    """Actions on the marks of an issue."""

    def action_toggle_flag(self) -> None:
        """Flag the issue, or take the flag away."""
        marks = self.coding.marks
        with self.saving():
            self.session.mark(self.issue, structs.replace(marks, flagged=not marks.flagged))
            self.show_answers()

    def action_toggle_skip(self) -> None:
        """Skip the issue and go on; on a skipped issue, take that back and stay."""
        marks = self.coding.marks
        with self.saving():
            self.session.mark(self.issue, structs.replace(marks, skipped=not marks.skipped))
            self.show_answers()
            if not marks.skipped:
                self.go_to_next_uncoded()
