"""The keys of the field in which a filter is written; all other keys write."""

from screens.commands.command import Command
from screens.commands.everywhere import asking_for_help

FILTER_COMMANDS: tuple[Command, ...] = (
    Command(
        id="hold-filter",
        keys=("enter",),
        title="Use it",
        help="go back to coding, in the list that the filter selects; without words, in all of it",
        group="Filter",
    ),
    Command(
        id="cancel",
        keys=("escape",),
        title="Leave",
        help="go back to coding; the list stays, and what it could not follow is forgotten",
        group="Filter",
    ),
    asking_for_help("f1"),
)
"""Enter is the field's own key; the others are those of the coding screen."""
