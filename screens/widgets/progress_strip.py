"""The strip on top: which study, who codes, how far, at which pace."""

from collections.abc import Iterator, Sequence

from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget

from triage.analysis.summary import Summary
from triage.domain.safe_text import visible_line

BAR = 20

MESSAGE_SECONDS = 8
"""How long a message stays at most."""

STUDY_LEAST = 24
"""Cells that the name of the study has at least before the bar and the pace make way."""


class ProgressStrip(Widget, can_focus=False):
    """One line; a message takes the study's place, and figures make way where room is scarce.

    A trouble takes it too, and stays until the figures are shown without one.
    """

    def __init__(self, study: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._study = visible_line(study)
        self._summary: Summary | None = None
        self._pace: Sequence[str] = ()
        self._message = ""
        self._filter = ""
        self._trouble = ""
        self._silence: Timer | None = None

    def say(self, message: str) -> None:
        """Show a message in place of the study, until it is old or something else happens."""
        self._message = visible_line(message)
        self.refresh()
        if self._silence is not None:
            self._silence.stop()
        self._silence = self.set_timer(MESSAGE_SECONDS, self.fall_silent)

    def say_first(self, message: str) -> None:
        """Show a message before the one that is shown."""
        self.say(f"{message} · {self._message}" if self._message else message)

    def fall_silent(self) -> None:
        """Say nothing any more."""
        if self._message:
            self._message = ""
            self.refresh()

    def show_filter(self, words: str) -> None:
        """Show before the study that not every issue is listed; nothing when all are."""
        self._filter = visible_line(words)
        self.refresh()

    def show(self, summary: Summary, pace: Sequence[str] = (), trouble: str = "") -> None:
        """Show other figures, and what is wrong as long as it is.

        Of the pace, the first parts matter most.
        """
        self._summary = summary
        self._pace = pace
        self._trouble = trouble
        self.refresh()

    def render(self) -> Content:
        """Study or message on the left, progress on the right."""
        listed = Content.styled(f"{self._filter} · ", "bold $text-warning") if self._filter else ""
        left = Content.assemble(listed, self._study)
        wanted = min(left.cell_length, STUDY_LEAST)
        if self._trouble:
            left = Content.styled(self._trouble, "bold $text-error")
            wanted = left.cell_length
        elif self._message:
            left = Content.styled(self._message, "bold $text-accent")
            wanted = left.cell_length
        width = self.content_size.width
        room = 0
        right = Content("")
        for right in self._figures():
            room = width - right.cell_length - 2
            if room >= wanted:
                break
        left = left.truncate(max(1, room), ellipsis=True)
        return Content.assemble(left, " " * max(1, room - left.cell_length + 2), right)

    def _figures(self) -> Iterator[Content]:
        """The progress, ever shorter: without parts of the pace, then without the bar."""
        summary = self._summary
        if summary is None:
            yield Content("")
            return
        who = (f"{visible_line(summary.source)}  ", "bold")
        count = f"{summary.complete}/{summary.in_scope}"
        share = summary.complete / summary.in_scope if summary.in_scope else 0.0
        filled = round(share * BAR)
        bar = ("█" * filled, "$primary"), ("░" * (BAR - filled), "$text-muted")
        for parts in range(len(self._pace), -1, -1):
            pace = " · ".join(self._pace[:parts])
            yield Content.assemble(who, f"{count} ", *bar, f"  {pace}" if pace else "")
        yield Content.assemble(who, count)
