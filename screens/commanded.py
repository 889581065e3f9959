"""A screen whose keys are declared as commands: it tells them, and finds them by name."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual.command import Provider
from textual.message_pump import MessagePump

from screens.commands.command import Command
from screens.commands.live_keys import LiveKeys


def _by_name() -> type[Provider]:
    """The provider of the palette, which is imported when the palette is opened."""
    from screens.palette import CommandsByName

    return CommandsByName


class Commanded(MessagePump):
    """What a screen with commands of its own has, beside being a screen or a dialog."""

    TITLE: ClassVar[str | None]
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_by_name}
    SCREEN_COMMANDS: ClassVar[tuple[Command, ...]] = ()
    """What its keys do; the bindings are made from it."""
    HELP_MARKS: ClassVar[Mapping[str, str]] = {}
    """The glyphs that it shows, and what they mean."""

    def __init__(self, keymap: Mapping[str, str]) -> None:
        super().__init__()
        self.keymap = keymap
        """The keys that the user changed, by command id."""
        self.keys = LiveKeys(self.SCREEN_COMMANDS, keymap)
        """The keys of this screen as they are."""

    def may_leave(self) -> bool:
        """Whether nothing would be lost by leaving now; says so to the user where it would."""
        return True

    def action_show_help(self) -> None:
        """Show every key that works here."""
        from screens.help import HelpScreen

        tables = {"Marks": self.HELP_MARKS} if self.HELP_MARKS else {}
        self.app.push_screen(HelpScreen(self.TITLE or "", self.keys, tables))
