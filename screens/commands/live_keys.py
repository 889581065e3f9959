"""The keys of a screen's commands as they are for this user, and words that name them."""

import re
from collections.abc import Iterable, Mapping

from screens.commands.command import Command
from screens.commands.key_names import key_symbol

_NAMED = re.compile(r"\{([a-z0-9-]+)\}")


class LiveKeys:
    """The commands of a screen under a user's keymap."""

    def __init__(self, commands: Iterable[Command], keymap: Mapping[str, str] = {}) -> None:
        self.commands = tuple(commands)
        """What the keys do, in the order of the help."""
        self._keymap = keymap
        self._by_id = {command.id: command for command in self.commands}

    def of(self, command: Command) -> list[str]:
        """The keys of a command, as people write them."""
        changed = self._keymap.get(command.id)
        return [key_symbol(key) for key in (changed.split(",") if changed else command.keys)]

    def first(self, command_id: str) -> str:
        """The key of a command that is shown."""
        return self.of(self._by_id[command_id])[0]

    def digits(self) -> dict[str, str]:
        """How each key of a row of digits is written for this user."""
        return {each.keys[0]: self.of(each)[0] for each in self.commands if each.digit}

    def help(self, command: Command) -> str:
        """What a command does, in a sentence that names other keys as they are."""
        return self.fill(command.help)

    def fill(self, words: str) -> str:
        """Words in which `{undo}` stands for the key of that command."""
        return _NAMED.sub(lambda match: self.first(match[1]), words)
