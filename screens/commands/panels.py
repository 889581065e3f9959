"""The commands of the screens that are read or filled in: evidence, codebook, report, samples."""

from screens.commands.command import Command
from screens.commands.everywhere import EVERYWHERE, FIELDS, READING, asking_for_help, going_back

EVIDENCE_COMMANDS: tuple[Command, ...] = (
    *READING,
    Command(
        id="confirm",
        keys=("enter",),
        title="The coding holds",
        help="say that the coding holds for what is new; its mark in the list goes",
        group="Answering",
        footer=True,
    ),
    *going_back("go back to coding", "show-evidence", "e"),
    *EVERYWHERE,
)
"""The commands of the evidence screen."""

CODEBOOK_COMMANDS: tuple[Command, ...] = (
    *READING,
    *going_back("go back to coding", "show-codebook", "b"),
    *EVERYWHERE,
)
"""The commands of the codebook screen."""

HELP_COMMANDS: tuple[Command, ...] = (
    *READING,
    *going_back("close the help", "show-help", "question_mark", "f1"),
)
"""The commands of the help screen."""

REPORT_COMMANDS: tuple[Command, ...] = (
    Command(
        id="show-suggestions",
        keys=("ctrl+o", "f2"),
        title="Suggestions",
        help="choose among the observations that the data suggest, and take one into the words",
        group="Writing",
        before_fields=True,
        footer=True,
    ),
    Command(
        id="go-back",
        keys=("escape",),
        title="Back, all is saved",
        help="go back to coding; all is saved",
        group="View",
        before_fields=True,
        footer=True,
    ),
    Command(
        id="preview-down",
        keys=("pagedown",),
        title="Preview down",
        help="scroll the preview down a page",
        group="Reading",
        before_fields=True,
        footer=True,
    ),
    Command(
        id="preview-up",
        keys=("pageup",),
        title="Preview up",
        help="scroll the preview up a page",
        group="Reading",
        before_fields=True,
        footer=True,
    ),
    asking_for_help("f1"),
)
"""The commands of the report screen; all other keys write."""

SAMPLES_COMMANDS: tuple[Command, ...] = (
    *FIELDS,
    Command(
        id="go-back",
        keys=("escape",),
        title="Back",
        help="go back to coding",
        group="View",
        footer=True,
    ),
)
"""The commands of the samples screen."""

START_COMMANDS: tuple[Command, ...] = (
    *FIELDS,
    Command(
        id="go-back",
        keys=("escape",),
        title="Stop, or leave",
        help="stop the fetch that runs; without one, leave",
        group="View",
        footer=True,
    ),
)
"""The commands of the screen that begins a study."""
