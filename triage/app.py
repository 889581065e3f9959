"""The application: opens a rater's sitting on a sample and pushes the coding screen.

It is the one place that joins a workspace, a session and the screens; none of them knows the
others.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from textual.app import App

from screens.coding.screen import CodingScreen
from screens.session import Session
from store.codings import CodingStore
from store.workspace import Workspace
from themes.loader import LoadedThemes
from themes.variables import fallback_variables
from triage.domain.safe_text import visible
from triage.domain.sample import Manifest
from triage.study import WorkspaceStudy

DEFAULT_THEME = "triage-dark"


def utc_now() -> datetime:
    """The time now, with its zone."""
    return datetime.now(UTC)


class TriageApp(App[None]):
    """The workstation."""

    TITLE = "triage"
    DEFAULT_MODE = "coding"

    def __init__(
        self,
        workspace: Workspace,
        manifest: Manifest,
        codings: CodingStore,
        themes: LoadedThemes,
        keymap: Mapping[str, str],
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._manifest = manifest
        self._codings = codings
        self._changed_keys = keymap
        self._notices = (*themes.problems, *codings.notices)
        self.set_keymap(dict(keymap))
        self.add_mode(self.DEFAULT_MODE, self._coding_screen)
        for theme in themes.themes:
            self.register_theme(theme)
        self.theme = self._chosen_theme()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The variables of our own, for themes that do not set them."""
        return fallback_variables(self.current_theme)

    def _chosen_theme(self) -> str:
        name = self._workspace.settings.theme or DEFAULT_THEME
        if name in self.available_themes:
            return name
        known = ", ".join(sorted(self.available_themes))
        self._notices += (f"triage.toml: theme {name!r} is unknown; there is: {known}",)
        return DEFAULT_THEME

    def _coding_screen(self) -> CodingScreen:
        codebook = self._workspace.codebook()
        self._workspace.keep_edition(codebook)
        issues = self._workspace.sampled_issues(self._manifest)
        session = Session(self._codings, codebook, issues, self._manifest, utc_now)
        study = WorkspaceStudy(self._workspace, self._manifest, self._codings.rater)
        return CodingScreen(session, study, utc_now, self._changed_keys)

    def on_mount(self) -> None:
        """Tell what was found at the start."""
        for notice in self._notices:
            self.notify(visible(notice), severity="warning", timeout=15, markup=False)
