"""Every key of a screen, as it is now: made from its commands and the live keymap."""

from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from screens.commands.command import bindings, by_help
from screens.commands.live_keys import LiveKeys
from screens.commands.panels import HELP_COMMANDS
from screens.reading_dialog import ReadingDialog


class HelpScreen(ReadingDialog):
    """The keys, by group; Esc closes, and so does the key that opened it."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(HELP_COMMANDS)]

    def __init__(self, title: str, keys: LiveKeys) -> None:
        super().__init__()
        self._title = title
        self._keys = keys

    def compose(self) -> ComposeResult:
        """The table."""
        with VerticalScroll(classes="dialog -tall") as dialog:
            dialog.border_title = f"Keys · {self._title}"
            yield Static(self._table())

    def _table(self) -> Content:
        groups: dict[str, list[tuple[str, str]]] = {}
        for (group, words), alike in by_help(self._keys.commands).items():
            keys = " ".join(key for each in alike for key in self._keys.of(each))
            groups.setdefault(group, []).append((keys, self._keys.fill(words)))
        width = max(cell_len(keys) for rows in groups.values() for keys, _ in rows)
        lines: list[Content] = []
        for group, rows in groups.items():
            lines.append(Content.styled(f"\n{group}", "bold $accent"))
            lines += [_row(keys, width, words) for keys, words in rows]
        return Content("\n").join(lines)


def _row(keys: str, width: int, words: str) -> Content:
    padding = " " * (width - cell_len(keys) + 2)
    return Content.assemble((f"  {keys}", "bold"), padding, words)
