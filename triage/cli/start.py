"""A study from nothing, inside the app: workspace, population, sample, and then coding."""

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event

from screens.start import NewStudy
from store.workspace import SETTINGS, Workspace
from triage.cli.user import read_user_keys, user_themes
from triage.domain.errors import GitHubError, WorkspaceError
from triage.presets import preset_names
from triage.sampling import WorkspaceSampling

FIRST_PRESET = "feature-request"


class WorkspaceStart:
    """Does what the first screen asks, in a folder that may become a workspace."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.workspace: Workspace | None = None
        """The workspace, once it is made."""
        if (folder / SETTINGS).exists():
            self.workspace = Workspace.open(folder)

    @property
    def study(self) -> str:
        """What the workspace is about; empty as long as there is none."""
        return self.workspace.study if self.workspace else ""

    @property
    def folder(self) -> str:
        """This folder when it is empty, else a new one in it."""
        try:
            is_free = not any(self._folder.iterdir())
        except OSError:
            is_free = True  # making the workspace there says what is wrong with it
        return str(self._folder if is_free else self._folder / "study")

    @property
    def presets(self) -> Sequence[str]:
        """The codebooks to start from."""
        return sorted(preset_names(), key=lambda name: (name != FIRST_PRESET, name))

    @property
    def sampling(self) -> WorkspaceSampling:
        """The samples of the workspace.

        Raises:
            WorkspaceError: it is not made yet.
        """
        return WorkspaceSampling(self._made)

    def token(self) -> str:
        """Whether a token was found, in a sentence."""
        from triage.github.address import PUBLIC_ROOT, read_api_address
        from triage.github.token import VARIABLES, find_token

        try:
            token = find_token(read_api_address(PUBLIC_ROOT))
        except GitHubError as error:
            return str(error)
        if token is None:
            return (
                f"No token found: GitHub answers few questions an hour. Set {VARIABLES[0]}, or "
                "log in with `gh auth login`."
            )
        return f"A token was found in {token.source}; it is never stored."

    def population(self) -> int:
        """How many issues there are.

        Raises:
            StoreError: the population cannot be read.
        """
        if not self._made.has_population:
            return 0
        with self._made.population() as population:
            return population.count()

    def make(self, study: NewStudy) -> None:
        """Make the workspace.

        Raises:
            TriageError: it cannot be made, with the reason.
        """
        from triage.cli.new import make_workspace

        try:
            folder = Path(study.folder).expanduser()
        except RuntimeError as error:
            raise WorkspaceError(f"{study.folder}: no such home; write the whole path") from error
        if not study.folder:
            raise WorkspaceError("name the folder of the study; `.` is the current one")
        make_workspace(folder, study.repository, study.label, study.preset, study.rater)
        self.workspace = Workspace.open(folder)

    def fetch(self, tell: Callable[[str], None], stop: Event) -> str:
        """Fetch the population; what came of it, in a sentence.

        Raises:
            TriageError: it failed or was stopped; what had arrived is saved.
        """
        from triage.fetch_words import Teller, outcome_in_words
        from triage.fetching import FetchRequest, fetch_workspace

        outcome = fetch_workspace(self._made, FetchRequest(), Teller(tell), stop)
        return outcome_in_words(outcome)

    @property
    def _made(self) -> Workspace:
        if self.workspace is None:
            raise WorkspaceError("there is no workspace yet; make it first")
        return self.workspace


def run_start(folder: Path) -> tuple[Workspace, str] | None:
    """Lead from a folder to a sample to code; None when the user leaves before there is one.

    Raises:
        TriageError: the workspace in the folder cannot be opened.
    """
    from themes.loader import load_themes
    from triage.start_app import StartApp

    start, keymap = WorkspaceStart(folder), read_user_keys()
    name = StartApp(start, load_themes(user_themes()), keymap).run()
    return (start.workspace, name) if start.workspace is not None and name else None
