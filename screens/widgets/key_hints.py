"""The line of keys at the bottom: made from the commands and the live keymap, and clickable."""

from collections.abc import Iterable, Mapping

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from screens.commands import CODE_KEYS, Command, live_keys


class KeyHints(Widget, can_focus=False):
    """The keys that matter most; a click on one is as good as the key."""

    def __init__(self, commands: Iterable[Command], keymap: Mapping[str, str]) -> None:
        super().__init__(id="keys")
        self._commands = [command for command in commands if command.footer]
        self._keymap = keymap

    def render(self) -> Content:
        """Key and name of each command, as far as there is room."""
        hints = [Content.assemble((f"{CODE_KEYS[0]}–{CODE_KEYS[-2]}", "bold $accent"), " Choose")]
        for command in self._commands:
            key = live_keys(command, self._keymap)[0]
            click = Style.from_meta({"@click": f"screen.{command.binding().action}"})
            hints.append(
                Content.assemble((key, "bold $accent"), f" {command.title}").stylize(click)
            )
        return Content("  ").join(hints)
