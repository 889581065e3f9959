"""Every key of a screen, as it is now: made from its commands and the live keymap."""

from collections.abc import Mapping
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from screens.commands.command import bindings, by_help
from screens.commands.digits import WHAT_DIGITS_DO
from screens.commands.live_keys import LiveKeys
from screens.commands.panels import HELP_COMMANDS
from screens.reading_dialog import ReadingDialog
from screens.wrapping import wrap_offsets

MARGIN = 2
"""Cells before the keys, and between them and the words."""

LEAST_ROOM = 20
"""Cells for the words below which they stand under their keys."""


class HelpScreen(ReadingDialog):
    """The keys, by group; Esc closes, and so does the key that opened it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(HELP_COMMANDS)]

    def __init__(
        self, title: str, keys: LiveKeys, tables: Mapping[str, Mapping[str, str]] = {}
    ) -> None:
        """Make the help of a screen.

        Args:
            title: of the screen.
            keys: what works there.
            tables: what else is explained, by heading: glyphs, words, and what they mean.
        """
        super().__init__()
        self._title = title
        self._keys = keys
        self._tables = tables

    def compose(self) -> ComposeResult:
        """The table."""
        with VerticalScroll(classes="dialog -tall -reading") as dialog:
            dialog.border_title = f"{self._title}: every key"
            dialog.border_subtitle = "↑ ↓ scroll · Esc closes"
            yield Static()

    @on(Resize)
    def fit_to_width(self) -> None:
        """Lay the table out."""
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        width = self.query_one(VerticalScroll).scrollable_content_region.width
        self.query_one(Static).update(
            key_list(self._keys, width, self._tables, WHAT_DIGITS_DO.get(self._title, ""))
        )


def key_list(
    keys: LiveKeys,
    width: int,
    tables: Mapping[str, Mapping[str, str]] = {},
    what_digits_do: str = "",
) -> Content:
    """Keys and what they do, by group, then tables; long sentences are wrapped beside their key."""
    groups: dict[str, list[tuple[str, str]]] = {}
    if digits := [keys.of(command)[0] for command in keys.commands if command.digit]:
        group = next(command.group for command in keys.commands if command.digit)
        groups[group] = [(" ".join(digits), what_digits_do)]
    for (group, words), alike in by_help(each for each in keys.commands if not each.digit).items():
        shown = " ".join(key for command in alike for key in keys.of(command))
        groups.setdefault(group, []).append((shown, keys.fill(words)))
    groups |= {heading: list(table.items()) for heading, table in tables.items()}
    key_width = max(cell_len(shown) for rows in groups.values() for shown, _ in rows)
    lines: list[Content] = []
    for group, rows in groups.items():
        lines += [Content(""), Content.styled(group, "bold $accent")]
        for shown, words in rows:
            lines += _row(shown, key_width, words, width)
    return Content("\n").join(lines[1:])


def _row(shown: str, key_width: int, words: str, width: int) -> list[Content]:
    head = " " * MARGIN + shown + " " * (key_width - cell_len(shown) + MARGIN)
    room = width - cell_len(head)
    if room < LEAST_ROOM:
        indent = " " * 2 * MARGIN
        rows = wrap_offsets(words, max(2, width - len(indent)))
        below = [Content(indent + words[start:end].rstrip()) for start, end in rows]
        return [Content.styled(head.rstrip(), "bold"), *below]
    first, *others = [words[start:end].rstrip() for start, end in wrap_offsets(words, room)]
    indent = " " * cell_len(head)
    return [Content.assemble((head, "bold"), first), *(Content(indent + each) for each in others)]
