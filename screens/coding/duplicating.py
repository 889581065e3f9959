"""The likely duplicates beside the issue: the strip, the panel, and the index behind both.

Nothing here is waited for. The index is opened in a thread once the screen is painted; the
suggestions for the current and the next uncoded issue are found in a thread and kept. In a blind
round the codebook says whether any of it is shown.
"""

import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from textual import getters, on
from textual.message import Message
from textual.worker import get_current_worker

from screens.coding.hinting import Hinting
from screens.coding.listing import Listing
from screens.coding.next_up import next_uncoded
from screens.session import Session
from screens.study import Study
from screens.suggested import Suggested, suggested_for
from screens.verdicts import verdict_between
from screens.widgets.duplicate_strip import DuplicateStrip
from triage.domain.codebook import Code
from triage.domain.errors import TriageError
from triage.domain.issue import SampledIssue

if TYPE_CHECKING:
    from triage.analysis.duplicates import Index

TELL_SECONDS = 0.1
"""How often the strip shows how far the reading is."""

KEPT = 500
"""Issues whose suggestions are kept."""


class ReadingStoppedError(Exception):
    """Raised inside the reading of the issues when the rater leaves meanwhile."""


class Duplicating(Hinting, Listing):
    """Shows and judges duplicates."""

    duplicate_strip = getters.query_one("#duplicates", DuplicateStrip)

    class IssuesRead(Message):
        """So many of so many issues are read."""

        def __init__(self, read: int, total: int) -> None:
            super().__init__()
            self.read = read
            self.total = total

    class IndexOpened(Message):
        """Suggestions can be asked for."""

        def __init__(self, index: "Index", notice: str) -> None:
            super().__init__()
            self.index = index
            self.notice = notice

    class IndexFailed(Message):
        """There will be no suggestions, and why."""

        def __init__(self, reason: str) -> None:
            super().__init__()
            self.reason = reason

    class Found(Message):
        """The suggestions for an issue are known."""

        def __init__(self, suggested: Suggested) -> None:
            super().__init__()
            self.suggested = suggested

    def __init__(
        self,
        session: Session,
        study: Study,
        clock: Callable[[], datetime],
        keymap: Mapping[str, str] = {},
    ) -> None:
        super().__init__(session, study, clock, keymap)
        self._index: Index | None = None
        self._found: dict[str, Suggested] = {}
        self._why_none = "The issues are still being read; the strip tells how far"

    @property
    def offers_duplicates(self) -> bool:
        """Whether suggestions may be shown now."""
        return bool(self.shows_hints) or self.session.codebook.duplicates_in_blind_rounds

    @property
    def suggested(self) -> Suggested | None:
        """The suggestions for the current issue, once they are known."""
        return self._found.get(self.issue)

    def on_mount(self) -> None:
        """Keep room for the suggestions."""
        self.duplicate_strip.show_words("…")

    @on(Hinting.HintsDecided)
    def begin_suggesting(self) -> None:
        """Open the index where duplicates are offered."""
        self.duplicate_strip.set_class(not self.offers_duplicates, "-off")
        if self.offers_duplicates:
            self.run_worker(self._open_index, thread=True, group="index")

    def prepare_neighbours(self) -> None:
        """Once the issue is painted, find its suggestions and the next one's."""
        super().prepare_neighbours()
        self._find_suggestions()

    def show_answers(self, code_in_focus: Code | None = None) -> None:
        """Bring every pane up to what is saved, verdicts included."""
        super().show_answers(code_in_focus)
        self._show_suggestions()

    @on(DuplicateStrip.Clicked)
    def action_show_duplicates(self) -> None:
        """Open the panel with the likely duplicates of the issue."""
        if self.shows_hints is False and not self.offers_duplicates:
            self.say("The codebook hides duplicates while a round is blind")
            return
        suggested = self.suggested
        if self._index is None or suggested is None:
            self.say(self._why_none)
            return
        from screens.duplicates_screen import DuplicatesScreen

        panel = DuplicatesScreen(self.session, self.study, self._index, suggested, self.keymap)
        self.app.push_screen(panel, self._return_from_panel)

    @on(IssuesRead)
    def show_reading(self, message: IssuesRead) -> None:
        """Show how far the reading is."""
        self.duplicate_strip.show_reading(message.read, message.total)

    @on(IndexOpened)
    def take_index(self, message: IndexOpened) -> None:
        """Begin to suggest."""
        self._index = message.index
        self._why_none = "The likely duplicates are being found; press the key again"
        strip = self.duplicate_strip
        strip.show_notice(f"{len(message.index):,} issues compared", message.notice)
        self._find_suggestions()

    @on(IndexFailed)
    def tell_failure(self, message: IndexFailed) -> None:
        """Say why there are no suggestions."""
        self._why_none = f"No duplicates can be suggested: {message.reason}"
        self.duplicate_strip.show_words(self._why_none)

    @on(Found)
    def keep_suggestions(self, message: Found) -> None:
        """Keep the suggestions, and show them if they are for this issue."""
        self._found[message.suggested.issue] = message.suggested
        while len(self._found) > KEPT:
            del self._found[next(iter(self._found))]
        self._show_suggestions()

    def _open_index(self) -> None:
        worker = get_current_worker()
        told = 0.0

        def tell(read: int, total: int) -> None:
            nonlocal told
            self.stillness.wait(lambda: worker.is_cancelled)
            if worker.is_cancelled:
                raise ReadingStoppedError
            if time.monotonic() - told > TELL_SECONDS:
                told = time.monotonic()
                self.post_message(self.IssuesRead(read, total))

        try:
            index, notice = self.study.duplicate_index(tell)
        except TriageError as error:
            self.post_message(self.IndexFailed(str(error)))
        except ReadingStoppedError:
            return
        else:
            self.post_message(self.IndexOpened(index, notice))

    def _find_suggestions(self) -> None:
        """Find what is missing for this issue and the next uncoded one."""
        index = self._index
        if index is None or not self.listed:
            return
        following = next_uncoded(self.session, self.listed, self.place)
        wanted = [self.issue, *([self.listed[following]] if following is not None else [])]
        issues = self.session.issues
        missing = [issues[key] for key in dict.fromkeys(wanted) if key not in self._found]
        if missing:
            self.run_worker(
                lambda: self._suggest(index, missing), thread=True, exclusive=True, group="suggest"
            )

    def _suggest(self, index: "Index", issues: list[SampledIssue]) -> None:
        worker = get_current_worker()
        for sampled in issues:
            self.stillness.wait(lambda: worker.is_cancelled)
            if worker.is_cancelled:
                return
            self.post_message(self.Found(suggested_for(sampled, index)))

    def _show_suggestions(self) -> None:
        if not self.listed or self._index is None:
            return
        suggested = self.suggested
        if suggested is None:
            self.duplicate_strip.show_words("…")
            return
        numbers = [each.number for each in suggested.suggestions]
        verdicts = {n: verdict_between(self.session, self.issue, n) for n in numbers}
        self.duplicate_strip.show(suggested, verdicts)

    def _return_from_panel(self, _: None) -> None:
        with self.saving():
            self.relist()
            self.show_answers()
