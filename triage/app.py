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
from triage.domain.sample import Manifest
from triage.study import WorkspaceStudy


def utc_now() -> datetime:
    """The time now, with its zone."""
    return datetime.now(UTC)


class TriageApp(App[None]):
    """The workstation."""

    TITLE = "triage"

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
        self._themes = themes
        self._changed_keys = keymap

    def on_mount(self) -> None:
        """Show the coding screen."""
        self.set_keymap(dict(self._changed_keys))
        for theme in self._themes.themes:
            self.register_theme(theme)
        self.theme = self._workspace.settings.theme or self._themes.themes[0].name
        codebook = self._workspace.codebook()
        self._workspace.keep_edition(codebook)
        manifest = self._manifest
        issues = self._workspace.sampled_issues(manifest)
        keys = list(issues)
        session = Session(
            self._codings,
            codebook,
            issues,
            utc_now,
            drawn=keys[: manifest.size],
            reserve=keys[manifest.size :],
            sample=manifest.name,
            population=manifest.population_size,
        )
        study = WorkspaceStudy(self._workspace, self._manifest, self._codings.rater)
        self.push_screen(CodingScreen(session, study, utc_now, self._changed_keys))
        for notice in (*self._themes.problems, *self._codings.notices):
            self.notify(notice, severity="warning", timeout=15, markup=False)
