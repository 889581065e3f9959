"""Keys that leave coding for what raters say together: compare, and settle.

Everybody's histories are read for it, in a thread, because there may be many.
"""

from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from screens.coding.desk import Desk
from triage.domain.errors import TriageError

if TYPE_CHECKING:
    from screens.compare.source import Comparing


class ComparingRaters(Desk):
    """Actions on several raters."""

    class RatersRead(Message):
        """The raters' codings are there to be compared or settled."""

        def __init__(self, source: "Comparing", *, settle: bool) -> None:
            super().__init__()
            self.source = source
            self.settle = settle

    class RatersClosed(Message):
        """The raters' codings cannot be seen, for a reason."""

        def __init__(self, reason: str) -> None:
            super().__init__()
            self.reason = reason

    def action_compare_raters(self) -> None:
        """Show agreement and disagreements, when they may be seen."""
        self._start_reading(settle=False)

    def action_adjudicate(self) -> None:
        """Settle what is in dispute, when it may be seen."""
        self._start_reading(settle=True)

    @on(RatersRead)
    def show_raters(self, message: RatersRead) -> None:
        """Go to the screen that was asked for."""
        from screens.compare.adjudicate_screen import AdjudicateScreen
        from screens.compare.compare_screen import CompareScreen

        screen = AdjudicateScreen if message.settle else CompareScreen
        self.app.push_screen(screen(message.source, self.clock, self.keymap))

    @on(RatersClosed)
    def tell_why_closed(self, message: RatersClosed) -> None:
        """Say why there is nothing to see."""
        self.warn(message.reason)

    def _start_reading(self, *, settle: bool) -> None:
        self.run_worker(
            lambda: self._read_raters(settle=settle), thread=True, exclusive=True, group="raters"
        )

    def _read_raters(self, *, settle: bool) -> None:
        try:
            source = self.study.comparing()
        except TriageError as error:
            self.post_message(self.RatersClosed(str(error)))
        else:
            self.post_message(self.RatersRead(source, settle=settle))
