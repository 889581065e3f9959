"""The report, as it would be exported now, beside the words that only a human can write.

The narrative is saved whenever the writer pauses and when the screen is left; the preview is built
in a thread from the saved codings, so neither ever makes the other wait.
"""

from collections.abc import Mapping
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static, TextArea

from screens.commanded import Commanded
from screens.commands.command import bindings
from screens.commands.panels import REPORT_COMMANDS
from screens.study import Study
from screens.widgets.key_hints import KeyHints
from triage.domain.errors import TriageError
from triage.domain.safe_text import visible

PAUSE_SECONDS = 0.6
"""So long without a key means that the writer pauses."""


class ReportScreen(Commanded, Screen[None]):
    """Narrative on the left, preview on the right."""

    TITLE = "Report"

    CSS_PATH = "report.tcss"
    SCREEN_COMMANDS = REPORT_COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(REPORT_COMMANDS)]

    narrative = getters.query_one("#narrative", TextArea)
    preview = getters.query_one("#preview", VerticalScroll)
    report = getters.query_one("#text", Static)

    def __init__(self, study: Study, keymap: Mapping[str, str] = {}) -> None:
        super().__init__(keymap)
        self._study = study
        self._saved = ""
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        """The two columns."""
        with Horizontal():
            yield TextArea(id="narrative", soft_wrap=True)
            with VerticalScroll(id="preview", can_focus=False):
                yield Static(id="text")
        yield KeyHints(self.keys)

    def on_mount(self) -> None:
        """Show what is written so far."""
        self.narrative.border_title = "narrative.md"
        self.preview.border_title = "The report as it would be now"
        try:
            self._saved = visible(self._study.narrative())
        except TriageError as error:
            self.narrative.read_only = True  # what cannot be read must not be written over
            self.notify(visible(str(error)), severity="error", markup=False)
        self.narrative.text = self._saved
        self._build(self._saved)

    @on(TextArea.Changed)
    def wait_for_pause(self) -> None:
        """Save and build when the writer pauses."""
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE_SECONDS, self._save)

    def action_preview_down(self) -> None:
        """Scroll the preview down a page."""
        self.preview.scroll_page_down(animate=False)

    def action_preview_up(self) -> None:
        """Scroll the preview up a page."""
        self.preview.scroll_page_up(animate=False)

    def action_go_back(self) -> None:
        """Save and close."""
        if self._save():
            self.dismiss()

    def _save(self) -> bool:
        text = self.narrative.text
        if text == self._saved:
            return True
        try:
            self._study.write_narrative(text)
        except TriageError as error:
            self._tell(error)
            return False
        self._saved = text
        self._build(text)
        return True

    @work(thread=True, exclusive=True, group="preview")
    def _build(self, narrative: str) -> None:
        try:
            text = self._study.report_text(narrative)
        except TriageError as error:
            text = str(error)
        self.app.call_from_thread(self.report.update, Content(visible(text)))

    def _tell(self, error: TriageError) -> None:
        self.notify(f"NOT SAVED. {visible(str(error))}", severity="error", markup=False)
