"""The report, as it would be exported now, beside the words that only a human can write.

Words are saved within a moment of being typed, whether the writer pauses or not; the preview is
built in a thread when they pause, so neither ever makes the other wait. The file may be edited
elsewhere meanwhile: where nothing is unsaved here the other's words are taken in, else both are
kept.
"""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static
from textual.worker import get_current_worker

from screens.commanded import Commanded
from screens.commands.command import bindings
from screens.commands.panels import REPORT_COMMANDS
from screens.reporting import Preview, Reporting
from screens.study import Study
from screens.widgets.key_hints import KeyHints
from screens.widgets.long_text import LongText, TextRow, text_rows
from screens.widgets.words_editor import WordsEditor
from triage.domain.errors import TriageError
from triage.domain.safe_text import visible
from triage.report.model import Statement
from triage.report.narrative import chapter_of, observation_item, with_observation

SAVE_SECONDS = 0.4
"""Nothing typed is unsaved for longer."""

PAUSE_SECONDS = 0.6
"""So long without a key means that the writer pauses."""

LOOK_SECONDS = 1.0
"""How often the file is looked at, in case it is edited elsewhere."""


class ReportScreen(Commanded, Screen[None]):
    """Narrative and what does not hold on the left, preview on the right."""

    TITLE = "Report"

    CSS_PATH = "report.tcss"
    SCREEN_COMMANDS = REPORT_COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(REPORT_COMMANDS)]

    narrative = getters.query_one("#narrative", WordsEditor)
    doubts = getters.query_one("#doubts", VerticalScroll)
    doubt_lines = getters.query_one("#doubt-lines", Static)
    preview = getters.query_one("#preview", LongText)

    class Gathered(Message):
        """What the report is made from was read."""

        def __init__(self, reporting: Reporting) -> None:
            super().__init__()
            self.reporting = reporting

    class Built(Message):
        """The report was written with the words of the moment."""

        def __init__(self, rows: Sequence[TextRow], doubts: Sequence[str]) -> None:
            super().__init__()
            self.rows = rows
            self.doubts = doubts

    class Suggested(Message):
        """The suggestions are there."""

        def __init__(self, suggestions: Sequence[Statement]) -> None:
            super().__init__()
            self.suggestions = suggestions

    def __init__(self, study: Study, keymap: Mapping[str, str] = {}) -> None:
        super().__init__(keymap)
        self._study = study
        self._in_file = ""
        """The words as the file has them, as far as is known."""
        self._saved = ""
        """The same, as the field shows them."""
        self._reporting: Reporting | None = None
        self._chapter = ""
        """The heading that the cursor stands under."""
        self._is_lost = False
        """Whether the rows of the report are others than those that were scrolled."""
        self._saving: Timer | None = None
        self._pause: Timer | None = None
        self._told = ""
        """The failure that was told last, so that it is told once."""

    def compose(self) -> ComposeResult:
        """The two columns."""
        with Horizontal():
            with Vertical(id="words"):
                yield WordsEditor(id="narrative")
                with VerticalScroll(id="doubts", can_focus=False):
                    yield Static(id="doubt-lines")
            yield LongText(id="preview")
        yield KeyHints(self.keys)

    def on_mount(self) -> None:
        """Show what is written so far."""
        self.narrative.border_title = "narrative.md"
        self.doubts.border_title = "What does not hold"
        self.doubts.display = False
        self.preview.border_title = "The report as it would be now"
        self.preview.show(text_rows("Gathering the codings …", self.preview.row_width))
        try:
            self._take_over(self._study.narrative())
        except TriageError as error:
            self.narrative.read_only = True  # what cannot be read must not be written over
            self.notify(visible(str(error)), severity="error", markup=False)
        else:
            self.set_interval(LOOK_SECONDS, self._look_at_file)
        self.narrative.history.clear()
        self._gather()

    def on_resize(self) -> None:
        """Break the report's lines anew, and find the writer's chapter again."""
        self._is_lost = True
        self.call_after_refresh(self._preview_now)

    @on(WordsEditor.Changed)
    def save_soon(self) -> None:
        """Save within a moment, and build when the writer pauses."""
        if self._saving is None:
            self._saving = self.set_timer(SAVE_SECONDS, self._save)
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE_SECONDS, self._preview_now)

    @on(WordsEditor.SelectionChanged)
    def follow_cursor(self) -> None:
        """Show the chapter of the report that the writer is in, when they come to another."""
        lines = self.narrative.document.lines[: self.narrative.cursor_location[0] + 1]
        chapter = chapter_of(lines)
        if chapter != self._chapter:
            self._chapter = chapter
            if chapter:
                self.preview.go_to(chapter)

    @on(Gathered)
    def begin_preview(self, message: Gathered) -> None:
        """Show the report with the words so far."""
        self._reporting = message.reporting
        self._preview_now()

    @on(Built)
    def show_preview(self, message: Built) -> None:
        """Show the report, and beside the words what does not hold."""
        self.preview.show(message.rows)
        if self._is_lost and self._chapter:
            self.preview.go_to(self._chapter)
        self._is_lost = False
        doubts = message.doubts
        self.doubts.display = bool(doubts)
        self.doubts.border_subtitle = str(len(doubts)) if doubts else ""
        self.doubt_lines.update(Content("\n".join(f"⚠ {visible(each)}" for each in doubts)))

    @on(Suggested)
    def offer_suggestions(self, message: Suggested) -> None:
        """Let the writer choose one."""
        from screens.suggestions_dialog import SuggestionsDialog

        words = self.narrative.text
        taken = [each for each in message.suggestions if _item(each) in words]
        self.app.push_screen(SuggestionsDialog(message.suggestions, taken), self._take)

    def action_show_suggestions(self) -> None:
        """Offer what the data suggest to say."""
        if self.narrative.read_only:
            self.notify("narrative.md cannot be read, so nothing can be taken into it")
        elif self._reporting is not None:
            self._suggest(self._reporting)

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

    def may_leave(self) -> bool:
        """Save; words that cannot be saved hold the leaving up once."""
        has_been_told = bool(self._told)
        return self._save() or has_been_told

    def _take(self, suggestion: Statement | None) -> None:
        if suggestion is None:
            return
        taken = with_observation(self.narrative.text, suggestion.title, suggestion.text)
        before = self.narrative.document.lines
        self.narrative.give(taken)
        after = self.narrative.document.lines
        row = next((n for n, line in enumerate(after) if line not in before), 0)
        self.narrative.move_cursor((row, len(after[row])), center=True)

    def _save(self) -> bool:
        if self._saving is not None:
            self._saving.stop()
            self._saving = None
        text = self.narrative.text
        if text == self._saved:
            return True
        try:
            kept = self._study.write_narrative(text, self._in_file)
        except TriageError as error:
            self._tell(f"NOT SAVED. {error}")
            return False
        self._in_file = self._saved = text
        self._told = ""
        if kept:
            words = f"narrative.md was edited elsewhere meanwhile; those words are now in {kept}"
            self.notify(visible(words), severity="warning", timeout=15, markup=False)
        return True

    def _look_at_file(self) -> None:
        """Take in what was written elsewhere, unless something is unsaved here."""
        if self.narrative.text != self._saved:
            return
        try:
            found = self._study.narrative()
        except TriageError as error:
            self._tell(str(error))
            return
        if found != self._in_file:
            self._take_over(found)
            self.notify("narrative.md was edited elsewhere; this is what it says now")

    def _take_over(self, words: str) -> None:
        self._in_file = words
        self._saved = visible(words)
        self.narrative.give(self._saved)

    def _preview_now(self) -> None:
        if self._reporting is not None:
            self._build(self._reporting, self.narrative.text)

    @work(thread=True, exclusive=True, group="gathering")
    def _gather(self) -> None:
        try:
            self.post_message(self.Gathered(self._study.reporting()))
        except TriageError as error:
            self.post_message(self._built(Preview(text=str(error))))

    @work(thread=True, exclusive=True, group="preview")
    def _build(self, reporting: Reporting, words: str) -> None:
        try:
            preview = reporting.preview(words)
        except TriageError as error:
            preview = Preview(text=str(error))
        if not get_current_worker().is_cancelled:  # else a newer one is on its way
            self.post_message(self._built(preview))

    def _built(self, preview: Preview) -> Built:
        """The preview, broken into rows of the width that there is now."""
        return self.Built(text_rows(preview.text, self.preview.row_width), preview.doubts)

    @work(thread=True, exclusive=True, group="suggestions")
    def _suggest(self, reporting: Reporting) -> None:
        self.post_message(self.Suggested(reporting.suggestions()))

    def _tell(self, failure: str) -> None:
        if failure != self._told:
            self._told = failure
            self.notify(visible(failure), severity="error", timeout=15, markup=False)


def _item(suggestion: Statement) -> str:
    return observation_item(suggestion.title, suggestion.text)
