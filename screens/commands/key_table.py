"""The key tables of the documentation, made from the commands."""

from collections.abc import Iterable

from screens.commands.command import Command, by_help
from screens.commands.digits import WHAT_DIGITS_DO
from screens.commands.every_screen import EVERY_SCREEN
from screens.commands.key_names import key_symbol
from screens.commands.live_keys import LiveKeys


def key_table(screen: str) -> str:
    """A Markdown table of the shipped keys of a screen; digits share one row."""
    commands = EVERY_SCREEN[screen]
    shipped = LiveKeys(commands)
    lines = ["| key | what it does |", "|---|---|"]
    if digits := [command for command in commands if command.digit]:
        lines.append(f"| {_keys_of_row(digits)} | {WHAT_DIGITS_DO[screen]} |")
    for (_, words), alike in by_help(each for each in commands if not each.digit).items():
        keys = ", ".join(f"`{key_symbol(key)}`" for command in alike for key in command.keys)
        lines.append(f"| {keys} | {shipped.fill(words)} |")
    return "\n".join(lines)


def panel_tables() -> str:
    """A table for every screen but the coding screen, each under its name."""
    return "\n\n".join(
        f"### {screen}\n\n{key_table(screen)}" for screen in EVERY_SCREEN if screen != "Coding"
    )


def _keys_of_row(commands: Iterable[Command]) -> str:
    keys = [command.keys[0] for command in commands]
    row = f"`{keys[0]}`–`{keys[8]}`"
    return f"{row}, `{keys[9]}`" if len(keys) > 9 else row
