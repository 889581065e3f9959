"""What both applications have: the user's keys and themes, the palette, and NO_COLOR."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from textual.app import ReturnType, SystemCommand
from textual.filter import LineFilter, NoColor
from textual.screen import Screen

from screens.commanded import Commanded
from screens.keys_in_turn import KeysInTurn
from themes.loader import LoadedThemes
from themes.variables import fallback_variables


class Workstation(KeysInTurn[ReturnType]):
    """An application of the workstation."""

    TITLE = "triage"
    CSS_PATH = [Path(__file__).with_name("workstation.tcss")]

    def __init__(self, themes: LoadedThemes, keymap: Mapping[str, str]) -> None:
        super().__init__()
        self.set_keymap(dict(keymap))
        for theme in themes.themes:
            self.register_theme(theme)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The variables of our own, for themes that do not set them."""
        return fallback_variables(self.current_theme)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """With NO_COLOR no colour at all is written, instead of shades of grey."""
        return [NoColor()] if self.no_color else super().get_line_filters()

    def get_system_commands(
        self,
        screen: Screen[object],  # noqa: ARG002 - it is the same on every screen
    ) -> Iterable[SystemCommand]:
        """What the palette offers beside the commands of the screen."""
        words = "other colours, until triage is left"
        yield SystemCommand("Theme", words, self.action_change_theme)

    async def action_quit(self) -> None:
        """Leave, unless a screen still holds what could not be saved."""
        if all(each.may_leave() for each in self.screen_stack if isinstance(each, Commanded)):
            self.exit()

    def action_help_quit(self) -> None:
        """Ctrl+C is for copying in a field, so that it does not leave; it says what does."""
        self.notify("Ctrl+Q leaves triage; everything is saved already", markup=False)

    def action_command_palette(self) -> None:
        """Find a command by name."""
        from screens.palette import Palette

        self.push_screen(Palette())
