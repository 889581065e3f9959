"""The strip on top: which study, who codes, how far, at which pace."""

from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget

from triage.analysis.summary import Summary
from triage.domain.safe_text import visible_line

BAR = 20

MESSAGE_SECONDS = 8
"""How long a message stays."""


class ProgressStrip(Widget, can_focus=False):
    """One line; what does not fit is cut on the left; a message takes the study's place.

    A trouble takes it too, and stays until the figures are shown without one.
    """

    def __init__(self, study: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._study = visible_line(study)
        self._summary: Summary | None = None
        self._pace = ""
        self._message = ""
        self._trouble = ""
        self._silence: Timer | None = None

    def say(self, message: str) -> None:
        """Show a message in place of the study, for some seconds."""
        self._message = visible_line(message)
        self.refresh()
        if self._silence is not None:
            self._silence.stop()
        self._silence = self.set_timer(MESSAGE_SECONDS, self._fall_silent)

    def show(self, summary: Summary, pace: str = "", trouble: str = "") -> None:
        """Show other figures, and what is wrong as long as it is."""
        self._summary = summary
        self._pace = pace
        self._trouble = trouble
        self.refresh()

    def _fall_silent(self) -> None:
        self._message = ""
        self.refresh()

    def render(self) -> Content:
        """Study on the left, progress on the right."""
        summary = self._summary
        if summary is None:
            return Content(self._study)
        share = summary.complete / summary.in_scope if summary.in_scope else 0.0
        filled = round(share * BAR)
        right = Content.assemble(
            (f"{visible_line(summary.source)}  ", "bold"),
            f"{summary.complete}/{summary.in_scope} ",
            ("█" * filled, "$primary"),
            ("░" * (BAR - filled), "$text-muted"),
            f"  {self._pace}" if self._pace else "",
        )
        room = self.size.width - right.cell_length - 2
        left = Content(self._study)
        if self._trouble:
            left = Content.styled(self._trouble, "bold $text-error")
        elif self._message:
            left = Content.styled(self._message, "bold $text-accent")
        left = left.truncate(max(1, room), ellipsis=True)
        return Content.assemble(left, " " * max(1, room - left.cell_length + 2), right)
