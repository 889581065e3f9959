"""Every key of a screen, as it is now: made from its commands and the live keymap."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from screens.commands import CODING_COMMANDS, Command, live_keys


class HelpScreen(ModalScreen[None]):
    """The keys, by group; any of Escape, `?` and `q` closes."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q", "dismiss", "Close"),
        Binding("j,down", "scroll_keys(1)", "Down"),
        Binding("k,up", "scroll_keys(-1)", "Up"),
    ]

    def __init__(
        self, keymap: Mapping[str, str], commands: Iterable[Command] = CODING_COMMANDS
    ) -> None:
        super().__init__()
        self._keymap = keymap
        self._commands = commands

    def compose(self) -> ComposeResult:
        """The table."""
        with VerticalScroll(classes="dialog -tall"):
            yield Static(self._table())

    def action_scroll_keys(self, lines: int) -> None:
        """Scroll the table."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def _table(self) -> Content:
        groups: dict[str, list[Command]] = {}
        for command in self._commands:
            groups.setdefault(command.group, []).append(command)
        lines: list[Content] = []
        for group, commands in groups.items():
            lines.append(Content.styled(f"\n{group}", "bold $accent"))
            lines += [self._row(command) for command in commands]
        return Content("\n").join(lines)

    def _row(self, command: Command) -> Content:
        keys = " ".join(live_keys(command, self._keymap))
        return Content.assemble((f"  {keys:<16}", "bold"), command.help)
