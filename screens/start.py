"""The first screen of a new study: say what it is about, fetch its issues, go on to the samples.

It leads through what `triage new`, `triage fetch` and `triage sample` do one by one. Work that can
block runs in a worker, which touches no widget and posts what came of it.
"""

from collections.abc import Callable, Mapping, Sequence
from threading import Event
from typing import ClassVar, Protocol

from msgspec import Struct
from textual import getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Button, Input, Label, Select, Static

from screens.commanded import Commanded
from screens.commands.command import bindings
from screens.commands.panels import START_COMMANDS
from screens.widgets.key_hints import KeyHints
from triage.domain.errors import TriageError
from triage.domain.safe_text import visible, visible_line

FIELDS = (
    ("folder", "folder of the study, new or empty", ""),
    ("repository", "repository", "for example: octo-org/octo-repo"),
    (
        "label",
        "label that defines the population; empty for all issues",
        "for example: feature request",
    ),
    ("rater", "your name as a rater; empty for your login name", ""),
)
"""Id, title and placeholder of every field."""


class NewStudy(Struct, frozen=True, kw_only=True):
    """What a workspace is made from."""

    folder: str
    repository: str
    label: str
    preset: str
    rater: str


class Starting(Protocol):
    """What the screen asks to be done; the long methods may run in any thread."""

    @property
    def study(self) -> str:
        """What the workspace is about; empty as long as there is none."""

    @property
    def folder(self) -> str:
        """Where the workspace is, or is proposed to be."""

    @property
    def presets(self) -> Sequence[str]:
        """The codebooks to start from."""

    def token(self) -> str:
        """Whether a token was found, in a sentence; may take seconds."""

    def population(self) -> int:
        """How many issues there are; 0 as long as there is no population.

        Raises:
            TriageError: it cannot be read.
        """

    def make(self, study: NewStudy) -> None:
        """Make the workspace.

        Raises:
            TriageError: it cannot be made, with the reason.
        """

    def fetch(self, tell: Callable[[str], None], stop: Event) -> str:
        """Fetch the population; what came of it, in a sentence.

        Raises:
            TriageError: it failed or was stopped; what had arrived is saved.
        """


class StartScreen(Commanded, Screen[None]):
    """Makes a workspace and fills its population."""

    TITLE = "A new study"
    CSS_PATH = "start.tcss"
    AUTO_FOCUS = ""
    SCREEN_COMMANDS = START_COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(START_COMMANDS)]

    told = getters.query_one("#told", Static)

    class Ready(Message):
        """There is a population, and somebody wants to draw from it."""

    class Told(Message):
        """Something to show while the work goes on."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class TokenSought(Told):
        """It is known whether there is a token."""

    class Ended(Message):
        """A fetch ended."""

        def __init__(self, outcome: str | TriageError) -> None:
            super().__init__()
            self.outcome = outcome

    def __init__(self, starting: Starting, keymap: Mapping[str, str] = {}) -> None:
        super().__init__(keymap)
        self._starting = starting
        self._stop: Event | None = None
        """Ends the fetch that runs; None when none does."""

    def compose(self) -> ComposeResult:
        """The fields, then the steps; what came of a step stands below, where it is always seen."""
        presets = [(name, name) for name in self._starting.presets]
        with VerticalScroll(id="start", can_focus=False):
            yield Label(Content(self.TITLE), id="start-title")
            for name, title, placeholder in FIELDS:
                field = Input(placeholder=placeholder, id=name)
                field.border_title = title
                yield field
            preset = Select(
                presets, value=self._starting.presets[0], allow_blank=False, id="preset"
            )
            preset.border_title = "codebook to start from"
            yield preset
            yield Button("Make the workspace", id="make", variant="primary")
            yield Static(id="token")
            yield Button("Fetch the issues from GitHub", id="fetch")
            yield Button("Draw a sample", id="go-on")
        yield Static(id="told")
        yield KeyHints(self.keys)

    def on_mount(self) -> None:
        """Propose a folder, look for a token, and show the step that comes next."""
        self.query_one("#folder", Input).value = visible_line(self._starting.folder)
        self.run_worker(self._seek_token, thread=True, group="token")
        self._show_step()

    @on(Input.Submitted)
    def go_to_next_field(self) -> None:
        """Enter in a field goes on to the next."""
        self.focus_next()

    @on(Button.Pressed, "#make")
    def make_workspace(self) -> None:
        """Make the workspace that the fields describe."""
        words = {name: self.query_one(f"#{name}", Input).value.strip() for name, _, _ in FIELDS}
        preset = self.query_one("#preset", Select).value
        try:
            self._starting.make(NewStudy(**words, preset=str(preset)))
        except TriageError as error:
            self._tell(str(error), is_wrong=True)
            return
        self._tell("The workspace is made. Fetch its issues, or leave and `triage load` files.")
        self._show_step()

    @on(Button.Pressed, "#fetch")
    def fetch_population(self) -> None:
        """Fetch the issues."""
        self._stop = Event()
        self.query_one("#fetch", Button).disabled = True
        self._tell("asking GitHub")
        stop = self._stop
        self.run_worker(lambda: self._fetch(stop), thread=True, group="fetch")

    @on(Button.Pressed, "#go-on")
    def go_on(self) -> None:
        """Go on to the samples."""
        self.post_message(self.Ready())

    @on(TokenSought)
    def show_token(self, message: TokenSought) -> None:
        """Say whether there is a token."""
        message.stop()
        self.query_one("#token", Static).update(Content(visible_line(message.text)))

    @on(Told)
    def show_progress(self, message: Told) -> None:
        """Say how far the fetch is."""
        if not isinstance(message, self.TokenSought):
            self._tell(message.text)

    @on(Ended)
    def show_outcome(self, message: Ended) -> None:
        """Say what came of the fetch."""
        self._stop = None
        is_wrong = isinstance(message.outcome, TriageError)
        self._tell(str(message.outcome), is_wrong=is_wrong)
        self._show_step()

    def action_go_back(self) -> None:
        """Stop the fetch that runs; without one, leave."""
        if self._stop is None:
            self.app.exit()
        else:
            self._tell("stopping; what has arrived is saved")
            self._stop.set()

    def _show_step(self) -> None:
        """Enable what can be done now, and put the cursor on what comes next."""
        is_made = bool(self._starting.study)
        issues = self._count() if is_made else 0
        for name, _, _ in FIELDS:
            self.query_one(f"#{name}", Input).display = not is_made
        self.query_one("#preset", Select).display = not is_made
        self.query_one("#make", Button).display = not is_made
        self.query_one("#fetch", Button).disabled = not is_made
        self.query_one("#go-on", Button).disabled = not issues
        title = self._starting.study or self.TITLE
        count = f" · {issues:,} issues" if issues else ""
        self.query_one("#start-title", Label).update(Content(visible_line(title) + count))
        step = "go-on" if issues else "fetch" if is_made else "repository"
        self.query_one(f"#{step}").focus()

    def _count(self) -> int:
        try:
            return self._starting.population()
        except TriageError as error:
            self._tell(str(error), is_wrong=True)
            return 0

    def _tell(self, text: str, *, is_wrong: bool = False) -> None:
        self.told.set_class(is_wrong, "-wrong")
        self.told.update(Content(visible(text)))

    def _seek_token(self) -> None:
        self.post_message(self.TokenSought(self._starting.token()))

    def _fetch(self, stop: Event) -> None:
        try:
            outcome = self._starting.fetch(self._post_words, stop)
            self.post_message(self.Ended(outcome))
        except TriageError as error:
            self.post_message(self.Ended(error))

    def _post_words(self, text: str) -> None:
        self.post_message(self.Told(text))
