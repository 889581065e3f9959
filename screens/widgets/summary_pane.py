"""The live summary: every question's figures, recomputed with each key."""

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content

from screens.summary_lines import Line, columns_and_bands, counts_in_words, summary_lines
from screens.widgets.drawn_lines import DrawnLines
from triage.analysis.summary import Summary


class SummaryPane(DrawnLines):
    """Shows a summary, as wide as it is."""

    STYLES_OF = "summary"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"summary--text", "summary--title", "summary--bar"}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._summary: Summary | None = None
        self._active = 0
        self._titles: tuple[str, str] = ("", "")

    def show(self, summary: Summary, active: int) -> None:
        """Show other figures; where there is no room for all, from the active question on."""
        self._summary = summary
        self._active = active
        self.redraw()

    def make_lines(self, width: int, height: int) -> Sequence[Line]:
        """The columns; the frame tells what there is no room for."""
        if self._summary is None:
            return ()
        count = len(self._summary.questions)
        side_by_side, bands = columns_and_bands(count, width, height)
        room = side_by_side * bands
        more = f" · {room} of {count} questions" if count > room else ""
        self._name_frame(f"Live summary{more}", counts_in_words(self._summary))
        return summary_lines(self._summary, self._active, width, height)

    def _name_frame(self, title: str, counts: str) -> None:
        """Write the frame; to write it paints the whole pane, so only where it changes."""
        if (title, counts) != self._titles:
            self._titles = title, counts
            self.border_title = Content(title)
            self.border_subtitle = Content(counts)
