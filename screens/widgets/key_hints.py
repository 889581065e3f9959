"""The line of keys at the bottom: made from the commands and the live keymap, and clickable."""

from collections.abc import Collection, Sequence

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.widget import Widget

from screens.commands.command import Command
from screens.commands.live_keys import LiveKeys

GAP = "  "

FIRST = 2
"""Hints before those of a small window."""

Hint = tuple[str, str, str]
"""Key, title and action; without an action it is only told."""


class Hints(Widget, can_focus=False):
    """Keys and what they do; a click on one is as good as the key.

    Where there is no room for all, the last ones make way, but never the very last: it is the
    one that leads out, or tells all the others.
    """

    DEFAULT_CSS = """
    Hints { width: 100%; height: 1; }
    """

    def __init__(self, hints: Sequence[Hint], *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._hints = list(hints)

    def render(self) -> Content:
        """Key and name of each command, as far as there is room."""
        return Content(GAP).join(
            Content.assemble((key, "bold $accent"), f" {title}") for key, title, _ in self._fitting
        )

    async def on_click(self, event: events.Click) -> None:
        """Do what the hint under the pointer says."""
        offset = event.get_content_offset(self)
        end = 0
        for hint in self._fitting:
            start, end = end, end + _width(hint)
            if offset is not None and start <= offset.x < end - len(GAP) and hint[2]:
                await self.screen.run_action(hint[2])

    def hints(self) -> list[Hint]:
        """What there is to tell now."""
        return self._hints

    @property
    def _fitting(self) -> list[Hint]:
        """The hints that there is room for."""
        if not self._hints:
            return []
        *others, last = self.hints()
        room = self.content_size.width - _width(last) + len(GAP)
        shown: list[Hint] = []
        for hint in others:
            room -= _width(hint)
            if room < 0:
                break
            shown.append(hint)
        return [*shown, last]


class KeyHints(Hints):
    """The commands of a screen that matter most."""

    DEFAULT_CSS = """
    KeyHints { padding: 0 1; background: $panel; }
    """

    def __init__(
        self,
        keys: LiveKeys,
        *,
        digits: str = "",
        small: Collection[str] = ("-narrow",),
        in_field: LiveKeys | None = None,
    ) -> None:
        """Make the line.

        Args:
            keys: the commands of the screen and their keys.
            digits: what the commands in a row of digits do; empty where there are none.
            small: classes of the screen in any of which its panes take turns.
            in_field: what is told instead while a field to write in has the focus.
        """
        hints: list[Hint] = []
        if digits:
            row = list(keys.digits().values())
            hints.append((f"{row[0]}–{row[min(8, len(row) - 1)]}", digits, ""))
        hints += [_hint(keys, command) for command in keys.commands if command.footer]
        super().__init__(hints)
        self._small = small
        self._in_field = [_hint(in_field, each) for each in in_field.commands] if in_field else []
        self._narrow = [_hint(keys, command) for command in keys.commands if command.narrow_footer]

    def on_resize(self) -> None:
        """Tell what matters in a window of this size, once the screen knows that it has it."""
        self.call_after_refresh(self.refresh)

    def hints(self) -> list[Hint]:
        """The commands; where panes take turns, the one that turns them is among the first."""
        if self._in_field and self.screen.focused is not None:
            return self._in_field
        if not any(map(self.screen.has_class, self._small)):
            return self._hints
        return self._hints[:FIRST] + self._narrow + self._hints[FIRST:]


def _hint(keys: LiveKeys, command: Command) -> Hint:
    return keys.of(command)[0], command.title, command.action_name


def _width(hint: Hint) -> int:
    key, title, _ = hint
    return cell_len(f"{key} {title}{GAP}")
