"""What a command is: an id, keys, words, and the action that it runs.

Bindings, command palette, footer, help screen and the key tables of the documentation are made
from commands, so they cannot disagree. A user's keymap changes keys by command id; an id that
stands on several screens means the same on each, and is changed on all of them.
"""

from collections.abc import Iterable
from string import ascii_letters

from msgspec import Struct
from textual.binding import Binding


class Command(Struct, frozen=True, kw_only=True):
    """One thing that a key does."""

    id: str
    keys: tuple[str, ...]
    """Textual's key names; the first is the one shown."""
    title: str
    """Two or three words, for footer and palette."""
    help: str
    """A sentence for the help screen and the documentation; `{undo}` is the key of `undo`."""
    group: str
    action: str = ""
    """Textual action; by default the id with underscores."""
    footer: bool = False
    narrow_footer: bool = False
    """Whether the footer shows it in a small window, where panes take turns."""
    digit: bool = False
    """Whether it is one of a row of keys, of which the footer shows the first and the last."""
    before_fields: bool = False
    """Whether the key counts before a field to write in gets it."""

    @property
    def action_name(self) -> str:
        """The Textual action that it runs."""
        return self.action or self.id.replace("-", "_")

    def binding(self) -> Binding:
        """The Textual binding, remappable by the command's id."""
        return Binding(
            ",".join(self.keys),
            self.action_name,
            self.title,
            show=self.footer,
            id=self.id,
            priority=self.before_fields,
        )


def bindings(commands: Iterable[Command]) -> list[Binding]:
    """The Textual bindings of some commands."""
    return [command.binding() for command in commands]


def by_help(commands: Iterable[Command]) -> dict[tuple[str, str], list[Command]]:
    """Commands by group and help: keys that do the same stand in one row."""
    rows: dict[tuple[str, str], list[Command]] = {}
    for command in commands:
        rows.setdefault((command.group, command.help), []).append(command)
    return rows


def letter_bindings(commands: Iterable[Command]) -> list[Binding]:
    """Bindings of the letters that no command has, for codes whose key is a letter.

    They are bindings like all others, so that keys typed ahead are taken in their order.
    """
    taken = {key for command in commands for key in command.keys}
    free = (letter for letter in ascii_letters if letter not in taken)
    return [Binding(letter, f"choose_code('{letter}')", show=False) for letter in free]
