"""The application: shows a rater's sitting on a sample.

Everything that can fail for a reason the user can mend is opened before the screen is; what
fails later ends the application with its error, which the command line tells.
"""

import gc
from collections.abc import Mapping
from datetime import UTC, datetime

from textual import on
from textual.app import App

from screens.coding.sampling import Resampling
from screens.coding.screen import CodingScreen
from screens.session import Session
from themes.loader import LoadedThemes
from themes.variables import fallback_variables
from triage.domain.errors import TriageError
from triage.domain.safe_text import visible
from triage.study import WorkspaceStudy

DEFAULT_THEME = "triage-dark"

SETTLED_SECONDS = 3.0
"""After so long everything that a sitting needs is loaded."""


def utc_now() -> datetime:
    """The time now, with its zone."""
    return datetime.now(UTC)


class TriageApp(App[None]):
    """The workstation."""

    TITLE = "triage"
    DEFAULT_MODE = "coding"

    def __init__(
        self,
        session: Session,
        study: WorkspaceStudy,
        themes: LoadedThemes,
        keymap: Mapping[str, str],
    ) -> None:
        super().__init__()
        self._session = session
        self._study = study
        self._changed_keys = keymap
        self._notices = [*themes.problems, *session.store.take_notices()]
        self.failure: TriageError | None = None
        """What ended the application, when it was not the rater."""
        self.set_keymap(dict(keymap))
        self.add_mode(self.DEFAULT_MODE, self._coding_screen)
        for theme in themes.themes:
            self.register_theme(theme)
        self.theme = self._chosen_theme()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The variables of our own, for themes that do not set them."""
        return fallback_variables(self.current_theme)

    def _chosen_theme(self) -> str:
        name = self._study.theme or DEFAULT_THEME
        if name in self.available_themes:
            return name
        known = ", ".join(sorted(self.available_themes))
        self._notices.append(f"triage.toml: theme {name!r} is unknown; there is: {known}")
        return DEFAULT_THEME

    def _coding_screen(self) -> CodingScreen:
        return CodingScreen(self._session, self._study, utc_now, self._changed_keys)

    @on(Resampling.SampleWanted)
    async def open_sample(self, message: Resampling.SampleWanted) -> None:
        """Go on with another sample, as the same rater."""
        try:
            study = self._study.of_sample(message.name)
            issues = study.issues()
        except TriageError as error:
            self.notify(visible(str(error)), severity="error", timeout=12, markup=False)
            return
        store, codebook = self._session.store, self._session.codebook
        self._session = Session(store, codebook, issues, study.manifest, utc_now)
        self._study = study
        earlier, later = self.current_mode, f"coding {message.name}"
        self.add_mode(later, self._coding_screen)
        await self.switch_mode(later)
        await self.remove_mode(earlier)

    def on_mount(self) -> None:
        """Tell what was found at the start, and keep the garbage collector off what stays.

        Walking over all that is loaded would hold up one key in twenty-five for longer than
        everything else that a key does.
        """
        gc.freeze()
        self.set_timer(SETTLED_SECONDS, gc.freeze)
        for notice in self._notices:
            self.notify(visible(notice), severity="warning", timeout=15, markup=False)

    def _handle_exception(self, error: Exception) -> None:
        """End with an error that a user can mend; anything else is a fault of the program."""
        if isinstance(error, TriageError):
            self.failure = error
            self.exit(return_code=2)
        else:
            super()._handle_exception(error)
