"""The coding screen: the desk with every group of keys.

One decision is one key, nothing needs a modifier, and there is no save key: each change is
durable before the next key is taken.
"""

from typing import ClassVar

from textual.binding import BindingType

from screens.coding.answering import Answering
from screens.coding.comparing import ComparingRaters
from screens.coding.duplicating import Duplicating
from screens.coding.filtering import Filtering
from screens.coding.marking import Marking
from screens.coding.moving import Moving
from screens.coding.refreshing import Refreshing
from screens.coding.sampling import Resampling
from screens.commands.coding import CODING_COMMANDS
from screens.commands.command import bindings, letter_bindings


class CodingScreen(
    Answering, Marking, Moving, Filtering, ComparingRaters, Resampling, Duplicating, Refreshing
):
    """Code the issues of a sample."""

    TITLE = "Coding"
    SCREEN_COMMANDS = CODING_COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(CODING_COMMANDS),
        *letter_bindings(CODING_COMMANDS),
    ]
