"""The key that asks GitHub again: the list goes on working while the answers come in."""

from threading import Event

from textual import work

from screens.coding.desk import Desk
from triage.domain.errors import TriageError


class Refreshing(Desk):
    """Actions on what was fetched."""

    _stop_refresh: Event | None = None
    """Ends the refresh that runs; None when none does."""

    def action_refresh(self) -> None:
        """Fetch what has changed; again, to stop."""
        if self._stop_refresh is not None:
            self._stop_refresh.set()
            return
        self._stop_refresh = Event()
        self.say(self.keys.fill("Asking GitHub; {refresh} stops, what has arrived is saved"))
        self._refresh_in_thread(self._stop_refresh)

    def on_unmount(self) -> None:
        """Nothing goes on behind a screen that was left."""
        if self._stop_refresh is not None:
            self._stop_refresh.set()

    @work(thread=True, group="refresh")
    def _refresh_in_thread(self, stop: Event) -> None:
        try:
            words = self.study.refresh(lambda line: self.app.call_from_thread(self.say, line), stop)
        except TriageError as error:
            words = str(error)
        if self.is_attached:
            self.app.call_from_thread(self._take_refreshed, words)

    def _take_refreshed(self, words: str) -> None:
        self._stop_refresh = None
        self.take_issues(self.study.issues())
        self.say(words)
