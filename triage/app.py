"""The application: opens a workspace for a rater and pushes the coding screen.

It is the one place that joins a workspace, a session and the screens; none of them knows the
others.
"""

from datetime import UTC, datetime

from store.codings import CodingStore
from textual.app import App

from screens.coding.screen import CodingScreen
from screens.session import Session
from store.workspace import Workspace
from triage.domain.sample import Manifest


def utc_now() -> datetime:
    """The time now, with its zone."""
    return datetime.now(UTC)


class TriageApp(App[None]):
    """The workstation."""

    TITLE = "triage"
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, workspace: Workspace, manifest: Manifest, codings: CodingStore) -> None:
        super().__init__()
        self._workspace = workspace
        self._manifest = manifest
        self._codings = codings

    def on_mount(self) -> None:
        """Show the coding screen."""
        session = Session(
            self._codings,
            self._workspace.codebook(),
            self._workspace.sampled_issues(self._manifest.name),
            utc_now,
            sample=self._manifest.name,
            population=self._manifest.population_size,
        )
        self.push_screen(CodingScreen(session, self._study(), utc_now))

    def _study(self) -> str:
        manifest = self._manifest
        size = manifest.population_size
        total = f" of {size:,}" if size is not None else ""
        return f"{self._workspace.study} · sample {manifest.name} {manifest.size}{total}"
