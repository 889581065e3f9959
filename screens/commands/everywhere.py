"""The commands that screens share: help, palette, the ways back, reading and moving on."""

from collections.abc import Iterator

from screens.commands.command import Command

PALETTE = Command(
    id="open-palette",
    keys=("colon",),
    title="Palette",
    help="find a command by name",
    group="View",
    action="app.command_palette",
)


def asking_for_help(*keys: str) -> Command:
    """The command that shows the keys; the first of its keys is the one shown."""
    return Command(
        id="show-help",
        keys=keys,
        title="All keys",
        help="show every key that works here",
        group="View",
        footer=True,
    )


EVERYWHERE: tuple[Command, ...] = (asking_for_help("question_mark", "f1"), PALETTE)
"""Help and palette."""

READING: tuple[Command, ...] = (
    Command(
        id="scroll-down",
        keys=("j", "down"),
        title="Scroll down",
        help="scroll the text down a line",
        group="Reading",
    ),
    Command(
        id="scroll-up",
        keys=("k", "up"),
        title="Scroll up",
        help="scroll the text up a line",
        group="Reading",
    ),
    Command(
        id="page-down",
        keys=("space", "pagedown"),
        title="Page down",
        help="scroll the text down a page",
        group="Reading",
    ),
    Command(
        id="page-up",
        keys=("pageup",),
        title="Page up",
        help="scroll the text up a page",
        group="Reading",
    ),
)
"""The keys of whatever is read."""

FIELDS: tuple[Command, ...] = (
    Command(
        id="next-field",
        keys=("tab",),
        title="Next field",
        help="go to the next field or list",
        group="Moving",
        action="app.focus_next",
        footer=True,
    ),
    Command(
        id="previous-field",
        keys=("shift+tab",),
        title="Field back",
        help="go to the previous field or list",
        group="Moving",
        action="app.focus_previous",
    ),
    asking_for_help("f1"),
)
"""The keys of whatever is filled in: there `?` and `:` are characters to write."""


def going_back(words: str, opener: str = "", *keys: str) -> Iterator[Command]:
    """The keys that leave a screen: Esc, `q`, and the key that opened it.

    Args:
        words: what leaving means, for the help.
        opener: id of the command that opens the screen, if its key closes it too.
        keys: the shipped keys of that command.
    """
    for command_id, each in (("go-back", ("escape",)), ("leave", ("q",)), (opener, keys)):
        if command_id:
            yield Command(
                id=command_id,
                keys=each,
                title="Back",
                help=words,
                group="View",
                action="go_back",
                footer=command_id == "go-back",
            )
