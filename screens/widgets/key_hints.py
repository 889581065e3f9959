"""The line of keys at the bottom: made from the commands and the live keymap, and clickable."""

from collections.abc import Iterable, Mapping

from textual import events
from textual.content import Content
from textual.widget import Widget

from screens.commands import CODE_KEYS, Command, live_keys

GAP = "  "


class KeyHints(Widget, can_focus=False):
    """The keys that matter most; a click on one is as good as the key."""

    def __init__(self, commands: Iterable[Command], keymap: Mapping[str, str]) -> None:
        super().__init__(id="keys")
        self._hints = [
            (live_keys(command, keymap)[0], command.title, command.binding().action)
            for command in commands
            if command.footer
        ]
        self._hints.insert(0, (f"{CODE_KEYS[0]}–{CODE_KEYS[-2]}", "Choose", ""))

    def render(self) -> Content:
        """Key and name of each command, as far as there is room."""
        return Content(GAP).join(
            Content.assemble((key, "bold $accent"), f" {title}") for key, title, _ in self._hints
        )

    async def on_click(self, event: events.Click) -> None:
        """Do what the hint under the pointer says."""
        offset = event.get_content_offset(self)
        end = 0
        for key, title, action in self._hints:
            start, end = end, end + len(f"{key} {title}{GAP}")
            if offset is not None and start <= offset.x < end and action:
                await self.screen.run_action(action)
