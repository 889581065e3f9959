"""The commands of the coding screen."""

from screens.commands.coding_answers import ANSWER_COMMANDS
from screens.commands.coding_views import VIEW_COMMANDS
from screens.commands.command import Command
from screens.commands.everywhere import EVERYWHERE

CODING_COMMANDS: tuple[Command, ...] = (*ANSWER_COMMANDS, *VIEW_COMMANDS, *EVERYWHERE)
"""All of them, in the order of the help."""
