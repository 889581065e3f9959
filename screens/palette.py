"""The command palette: the commands of the screen that it lies over, found by name or help."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.types import IgnoreReturnCallbackType

from screens.commanded import Commanded
from screens.commands.command import Command


class Palette(CommandPalette):
    """The palette, no wider than its longest sentence."""

    CSS_PATH = Path(__file__).with_name("palette.tcss")


class CommandsByName(Provider):
    """Offers every command with its live key."""

    async def discover(self) -> Hits:
        """All of them but the digits, before anything is typed."""
        for command, words in self._commands():
            if command.digit:
                continue
            yield DiscoveryHit(command.title, self._run(command), help=words)

    async def search(self, query: str) -> Hits:
        """Those whose title or help fits."""
        matcher = self.matcher(query)
        for command, words in self._commands():
            score = max(matcher.match(command.title), matcher.match(words) / 2)
            if score > 0:
                title = matcher.highlight(command.title)
                yield Hit(score, title, self._run(command), help=words)

    def _commands(self) -> Iterator[tuple[Command, str]]:
        if isinstance(self.screen, Commanded):
            live = self.screen.keys
            for command in live.commands:
                if command.id != "open-palette":
                    yield command, f"{' '.join(live.of(command))} · {live.help(command)}"

    def _run(self, command: Command) -> IgnoreReturnCallbackType:
        return partial(self.screen.run_action, command.action_name)
