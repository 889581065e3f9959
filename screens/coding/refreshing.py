"""The key that asks GitHub again, and what it brings: the list goes on working meanwhile.

While the answers come in, and whenever codings change, a worker looks which coded issues are not
any more what they were. The rater sees that in the list and decides; no coding changes by itself.
"""

from collections.abc import Mapping, Sequence
from threading import Event

from textual import on, work
from textual.message import Message
from textual.timer import Timer
from textual.worker import get_current_worker

from screens.coding.desk import Desk
from triage.domain.changes import IssueChange, Reading
from triage.domain.errors import TriageError

LOOK_EVERY = 2.0
"""Seconds between two looks at what a refresh has brought so far."""


class Refreshing(Desk):
    """Actions on what was fetched."""

    _stop_refresh: Event | None = None
    """Ends the refresh that runs; None when none does."""
    _looking: Timer | None = None

    class Told(Message):
        """A refresh says how far it is."""

        def __init__(self, line: str) -> None:
            super().__init__()
            self.line = line

    class Refreshed(Message):
        """A refresh ended."""

        def __init__(self, outcome: str | TriageError) -> None:
            super().__init__()
            self.outcome = outcome

    class Compared(Message):
        """It is known which coded issues have changed."""

        def __init__(self, changes: Mapping[str, Sequence[IssueChange]]) -> None:
            super().__init__()
            self.changes = changes

    def begin_behind(self) -> None:
        """Look, behind the first paint, what a fetch outside the app has brought."""
        super().begin_behind()
        self.look_for_changes()

    def on_unmount(self) -> None:
        """Nothing goes on behind a screen that was left."""
        if self._stop_refresh is not None:
            self._stop_refresh.set()

    def action_refresh(self) -> None:
        """Fetch what has changed; again, to stop."""
        key = self.keys.first("refresh")
        if self._stop_refresh is not None:
            self._stop_refresh.set()
            self.say("Stopping; what has arrived is saved")
            return
        self._stop_refresh = Event()
        self._looking = self.set_interval(LOOK_EVERY, self.look_for_changes)
        self.say(f"Asking GitHub; {key} stops, what has arrived is saved")
        self._refresh_in_thread(self._stop_refresh, key)

    @on(Desk.CodedAgain)
    def look_for_changes(self) -> None:
        """Find out which coded issues are not any more what they were."""
        readings = self.session.readings()
        if self.is_attached and (readings or self.changes):
            self._compare_in_thread(readings)

    @on(Compared)
    def show_changes(self, message: Compared) -> None:
        """Mark them in the list."""
        message.stop()
        self.take_changes(message.changes)

    @on(Told)
    def show_progress(self, message: Told) -> None:
        """Say how far the refresh is."""
        message.stop()
        self.say(message.line)

    @on(Refreshed)
    def show_outcome(self, message: Refreshed) -> None:
        """Go on with the newer copies, and say what came of it."""
        message.stop()
        was_stopped = self._stop_refresh is not None and self._stop_refresh.is_set()
        self._stop_refresh = None
        if self._looking is not None:
            self._looking.stop()
        try:
            self.take_issues(self.study.issues())
        except TriageError as error:
            self.warn(str(error))
        if isinstance(message.outcome, TriageError) and not was_stopped:
            self.warn(str(message.outcome))
        self.say(str(message.outcome))
        self.look_for_changes()

    @work(thread=True, group="refresh")
    def _refresh_in_thread(self, stop: Event, key: str) -> None:
        def tell(line: str) -> None:
            self.post_message(self.Told(line))

        try:
            self.post_message(self.Refreshed(self.study.refresh(tell, stop, key)))
        except TriageError as error:
            self.post_message(self.Refreshed(error))

    @work(thread=True, group="changes", exclusive=True)
    def _compare_in_thread(self, readings: Mapping[str, Reading]) -> None:
        worker = get_current_worker()
        self.stillness.wait(lambda: worker.is_cancelled)
        try:
            changes = self.study.changes_since(readings)
        except TriageError as error:
            self.post_message(self.Told(str(error)))
            return
        if not worker.is_cancelled:
            self.post_message(self.Compared(changes))
