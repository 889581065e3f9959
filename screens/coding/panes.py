"""The panes of a window with room for one of them beside the questions."""

from textual.screen import Screen

NARROW_PANES = ISSUE_PANE, LIST_PANE, SUMMARY_PANE = "-show-issue", "-show-list", "-show-summary"
"""What a narrow window shows, in turn; the questions stand below issue and list."""


class Panes(Screen[None]):
    """A screen that shows its panes in turn where it is narrow."""

    @property
    def pane(self) -> str:
        """Which of the panes a narrow window shows."""
        return next((pane for pane in NARROW_PANES if self.has_class(pane)), ISSUE_PANE)

    def show_pane(self, *panes: str) -> None:
        """In a narrow window, show what a key acts on.

        Args:
            panes: those on which the effect is seen; unless one of them is shown, the first is.
        """
        if self.pane not in panes:
            self.remove_class(*NARROW_PANES)
            self.add_class(panes[0])
            self.lay_out_again()

    def lay_out_again(self) -> None:
        """Fit what is shown to new widths; a pane that was hidden had none."""
