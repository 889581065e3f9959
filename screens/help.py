"""Every key of the coding screen as it is now, from the live keymap, and the marks of the list."""

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from screens.commands import CODING_COMMANDS, Command, live_keys
from screens.standing import LEGEND


class HelpScreen(ModalScreen[None]):
    """The keys, by group; any of Escape, `?` and `q` closes."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q", "dismiss", "Close"),
        Binding("j,down", "scroll_keys(1)", "Down"),
        Binding("k,up", "scroll_keys(-1)", "Up"),
    ]

    def __init__(self, keymap: Mapping[str, str]) -> None:
        super().__init__()
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        """The table."""
        with VerticalScroll(classes="dialog -tall"):
            yield Static(self._table())

    def action_scroll_keys(self, lines: int) -> None:
        """Scroll the table."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def _table(self) -> Content:
        groups: dict[str, list[Command]] = {}
        for command in CODING_COMMANDS:
            groups.setdefault(command.group, []).append(command)
        lines: list[Content] = []
        for group, commands in groups.items():
            lines.append(Content.styled(f"\n{group}", "bold $accent"))
            lines += [self._row(command) for command in commands]
        lines.append(Content.styled("\nMarks in the list", "bold $accent"))
        lines += [
            Content.assemble((f"  {glyph:<16}", "bold"), told) for glyph, told in LEGEND.items()
        ]
        return Content("\n").join(lines)

    def _row(self, command: Command) -> Content:
        keys = " ".join(live_keys(command, self._keymap))
        return Content.assemble((f"  {keys:<16}", "bold"), command.help)
