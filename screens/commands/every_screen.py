"""The commands of every screen under its name: what a keymap may change and the pages list."""

from collections.abc import Iterator, Mapping

from screens.commands.coding import CODING_COMMANDS
from screens.commands.command import Command
from screens.commands.duplicates import DUPLICATE_COMMANDS
from screens.commands.panels import (
    CODEBOOK_COMMANDS,
    EVIDENCE_COMMANDS,
    HELP_COMMANDS,
    REPORT_COMMANDS,
    SAMPLES_COMMANDS,
    START_COMMANDS,
)
from screens.commands.raters import ADJUDICATE_COMMANDS, CAUSE_COMMANDS, COMPARE_COMMANDS

EVERY_SCREEN: Mapping[str, tuple[Command, ...]] = {
    "Coding": CODING_COMMANDS,
    "Evidence": EVIDENCE_COMMANDS,
    "Duplicates": DUPLICATE_COMMANDS,
    "Codebook": CODEBOOK_COMMANDS,
    "Agreement": COMPARE_COMMANDS,
    "Settle": ADJUDICATE_COMMANDS,
    "Why raters differed": CAUSE_COMMANDS,
    "Report": REPORT_COMMANDS,
    "Samples": SAMPLES_COMMANDS,
    "A new study": START_COMMANDS,
    "Help": HELP_COMMANDS,
}
"""Two commands of one screen never have the same key; an id has the same keys everywhere."""


def every_command() -> Iterator[tuple[str, Command]]:
    """Every command with the name of its screen."""
    for screen, commands in EVERY_SCREEN.items():
        for command in commands:
            yield screen, command
