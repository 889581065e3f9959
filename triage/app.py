"""The application: shows a rater's sitting on a sample.

Everything that can fail for a reason the user can mend is opened before the screen is; what
fails later ends the application with its error, which the command line tells.
"""

import gc
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from textual import on

from screens.coding.sampling import Resampling
from screens.coding.screen import CodingScreen
from screens.session import Session
from screens.workstation import Workstation
from themes.loader import LoadedThemes
from triage.domain.errors import TriageError
from triage.domain.safe_text import visible
from triage.study import WorkspaceStudy

DEFAULT_THEME = "triage-dark"

SMALL_SEARCHES = 1_000, 10, 10
"""When Python looks for garbage during a sitting: soon and often. A key leaves a hundred objects of
it; searched for every hundred keys it is found in 7 ms, after ten thousand keys it took 1.7 s."""

SETTLED_SECONDS = 3.0
"""After so long everything that a sitting needs is loaded, but for the index of duplicates."""


def utc_now() -> datetime:
    """The time now, with its zone."""
    return datetime.now(UTC)


class TriageApp(Workstation[None]):
    """The workstation on a sample."""

    DEFAULT_MODE = "coding"
    CSS_PATH = [*Workstation.CSS_PATH, CodingScreen.CSS_PATH]
    """The screen's sheet is read with the application: read with the screen, it would have every
    sheet parsed once more before the first paint."""

    def __init__(
        self,
        session: Session,
        study: WorkspaceStudy,
        themes: LoadedThemes,
        keymap: Mapping[str, str],
        notices: Sequence[str] = (),
    ) -> None:
        super().__init__(themes, keymap)
        self._session = session
        self._study = study
        self._changed_keys = keymap
        self._notices = [*themes.problems, *session.store.take_notices(), *notices]
        self.failure: TriageError | None = None
        """What ended the application, when it was not the rater."""
        self.theme = self._chosen_theme()

    def _chosen_theme(self) -> str:
        name = self._study.theme or DEFAULT_THEME
        if name in self.available_themes:
            return name
        known = ", ".join(sorted(self.available_themes))
        self._notices.append(f"triage.toml: theme {name!r} is unknown; there is: {known}")
        return DEFAULT_THEME

    def get_default_screen(self) -> CodingScreen:
        """The screen of the sitting, with no other below it."""
        return CodingScreen(self._session, self._study, utc_now, self._changed_keys)

    @on(Resampling.SampleWanted)
    async def open_sample(self, message: Resampling.SampleWanted) -> None:
        """Go on with another sample, as the same rater."""
        try:
            study = self._study.of_sample(message.name)
            issues, presented = study.issues(), study.presented
        except TriageError as error:
            self.notify(visible(str(error)), severity="error", timeout=12, markup=False)
            return
        store, codebook = self._session.store, self._session.codebook
        self._session = Session(store, codebook, issues, presented, utc_now)
        self._study = study
        earlier, later = self.current_mode, f"coding {message.name}"
        self.add_mode(later, self.get_default_screen)
        await self.switch_mode(later)
        await self.remove_mode(earlier)

    def on_mount(self) -> None:
        """Tell what was found at the start."""
        self.keep_the_collector_off()
        self.set_timer(SETTLED_SECONDS, self.keep_the_collector_off)
        # Only a known mode can be left for another sample; known before, it would have every
        # stylesheet parsed once more before the first paint.
        self.add_mode(self.DEFAULT_MODE, self.get_default_screen)
        for notice in self._notices:
            self.notify(visible(notice), severity="warning", timeout=15, markup=False)

    @on(CodingScreen.IndexOpened)
    def keep_the_collector_off(self) -> None:
        """Take what stays out of all later collections.

        Walking over all that is loaded would hold up one key in twenty-five for longer than
        everything else that a key does; so would a search among as many new objects as a start
        makes.
        """
        gc.freeze()
        gc.set_threshold(*SMALL_SEARCHES)

    def _handle_exception(self, error: Exception) -> None:
        """End with an error that a user can mend; anything else is a fault of the program."""
        if isinstance(error, TriageError):
            self.failure = error
            self.exit(return_code=2)
        else:
            super()._handle_exception(error)
