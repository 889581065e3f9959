"""The application of a study that has no sample yet: it ends with the sample to code, or without.

Coding is another application, because it needs a sample and a rater's store to begin with.
"""

from collections.abc import Mapping
from typing import Protocol

from textual import on

from screens.samples.sampling import Sampling
from screens.samples.screen import SamplesScreen
from screens.start import Starting, StartScreen
from screens.workstation import Workstation
from themes.loader import LoadedThemes
from triage.app import DEFAULT_THEME


class Beginning(Starting, Protocol):
    """A study that begins: everything from the folder to the first draw."""

    @property
    def sampling(self) -> Sampling:
        """The samples of the workspace, once it is made."""


class StartApp(Workstation[str]):
    """Makes a workspace and its first sample; the result is the sample's name."""

    def __init__(
        self, beginning: Beginning, themes: LoadedThemes, keymap: Mapping[str, str] = {}
    ) -> None:
        super().__init__(themes, keymap)
        self._beginning = beginning
        self._changed_keys = keymap
        self.theme = DEFAULT_THEME

    def on_mount(self) -> None:
        """Begin with the first screen."""
        self.push_screen(StartScreen(self._beginning, self._changed_keys))

    @on(StartScreen.Ready)
    def draw_a_sample(self) -> None:
        """Show the samples; the one that is opened ends the application."""

        def take(name: str | None) -> None:
            if name is not None:
                self.exit(name)

        screen = SamplesScreen(
            self._beginning.sampling, self._beginning.study, keymap=self._changed_keys
        )
        self.push_screen(screen, take)
