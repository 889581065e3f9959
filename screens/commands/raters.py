"""The commands of the two screens on raters, and of the question why they differed."""

from screens.commands.command import Command
from screens.commands.everywhere import EVERYWHERE, going_back
from triage.domain.decision import CAUSE_LABELS, Cause

_READING = (
    Command(
        id="next-dispute",
        keys=("n",),
        title="Next",
        help="go to the next one in dispute",
        group="Moving",
        footer=True,
    ),
    Command(
        id="previous-dispute",
        keys=("p",),
        title="Previous",
        help="go to the previous one in dispute",
        group="Moving",
        footer=True,
    ),
    Command(
        id="scroll-text-down",
        keys=("j",),
        title="Scroll down",
        help="scroll the issue's text down a line",
        group="Reading",
    ),
    Command(
        id="scroll-text-up",
        keys=("k",),
        title="Scroll up",
        help="scroll the issue's text up a line",
        group="Reading",
    ),
    Command(
        id="scroll-answers-down",
        keys=("J",),
        title="Answers down",
        help="scroll what the raters say down a line",
        group="Reading",
        action="scroll_answers(1)",
    ),
    Command(
        id="scroll-answers-up",
        keys=("K",),
        title="Answers up",
        help="scroll what the raters say up a line",
        group="Reading",
        action="scroll_answers(-1)",
    ),
    Command(
        id="page-down",
        keys=("space", "pagedown"),
        title="Page down",
        help="scroll the issue's text down a page",
        group="Reading",
    ),
    Command(
        id="page-up",
        keys=("pageup",),
        title="Page up",
        help="scroll the issue's text up a page",
        group="Reading",
    ),
    Command(
        id="read-other",
        keys=("d",),
        title="Other issue",
        help="of a pair that may be duplicates, read the other issue",
        group="Reading",
    ),
    Command(
        id="show-codebook",
        keys=("b",),
        title="Codebook",
        help="read the whole codebook, with every definition",
        group="View",
    ),
)

COMPARE_COMMANDS: tuple[Command, ...] = (
    Command(
        id="next-question",
        keys=("tab",),
        title="Question",
        help="show the agreement on the next question",
        group="Figures",
        footer=True,
    ),
    Command(
        id="previous-question",
        keys=("shift+tab",),
        title="Question back",
        help="show the agreement on the previous question",
        group="Figures",
    ),
    *(
        Command(
            id=f"cell-{direction}",
            keys=(direction,),
            title=f"Cell {direction}",
            help=f"move {direction} in the confusion matrix",
            group="Figures",
            action=f"move_cell({rows}, {columns})",
        )
        for direction, rows, columns in (
            ("up", -1, 0),
            ("down", 1, 0),
            ("left", 0, -1),
            ("right", 0, 1),
        )
    ),
    Command(
        id="open-cell",
        keys=("enter",),
        title="Open cell",
        help="list exactly the issues of the cell; {go-back} goes back to all in dispute",
        group="Figures",
        footer=True,
    ),
    Command(
        id="next-matrix",
        keys=("m",),
        title="Matrix",
        help="show the next matrix: of another pair of raters, code or item",
        group="Figures",
        footer=True,
    ),
    Command(
        id="scroll-figures",
        keys=("f",),
        title="Figures",
        help="scroll the figures down a page, from their end back to the top",
        group="Figures",
    ),
    *_READING,
    Command(
        id="next-pane",
        keys=("w",),
        title="Pane",
        help="in a small window: figures, answers in turn",
        group="View",
        narrow_footer=True,
    ),
    Command(
        id="adjudicate",
        keys=("A",),
        title="Settle",
        help="settle what is in dispute",
        group="View",
        footer=True,
    ),
    Command(
        id="go-back",
        keys=("escape",),
        title="Back",
        help="go back to all in dispute, then to coding",
        group="View",
        footer=True,
    ),
    Command(
        id="leave",
        keys=("q",),
        title="Close",
        help="go back to coding",
        group="View",
    ),
    *EVERYWHERE,
)
"""The commands of the compare screen."""

TAKE_KEYS = tuple("123456789")
"""The keys that let a rater's answer hold."""

ADJUDICATE_COMMANDS: tuple[Command, ...] = (
    *(
        Command(
            id=f"take-{key}",
            keys=(key,),
            title=f"Take {key}",
            help=f"let answer {key} hold, then say why they differed",
            group="Settling",
            action=f"take({key})",
            digit=True,
        )
        for key in TAKE_KEYS
    ),
    Command(
        id="pick-code",
        keys=("c",),
        title="Another code",
        help="give another code than the raters; of several codes one after the other",
        group="Settling",
        footer=True,
    ),
    Command(
        id="accept",
        keys=("enter",),
        title="Take yours",
        help="let the codes that you picked hold, or that none applies; then say why they differed",
        group="Settling",
        footer=True,
    ),
    Command(
        id="write-memo",
        keys=("m",),
        title="Remark",
        help="write a remark on the decision",
        group="Settling",
        footer=True,
    ),
    Command(
        id="toggle-gap",
        keys=("g",),
        title="Gap",
        help="mark that the codebook itself should be mended, or take that back",
        group="Settling",
        footer=True,
    ),
    Command(
        id="undo",
        keys=("u",),
        title="Undo",
        help="take back the last decision",
        group="Settling",
        footer=True,
    ),
    *_READING,
    *going_back("go back; every decision is saved already"),
    *EVERYWHERE,
)
"""The commands of the screen that settles."""

CAUSE_KEYS = dict(zip(Cause, "tgscj", strict=True))
"""A letter for each reason; its number does the same."""

CAUSE_COMMANDS: tuple[Command, ...] = (
    *(
        Command(
            id=f"cause-{place}",
            keys=(key, str(place)),
            title=CAUSE_LABELS[cause],
            help=f"settle it, with the reason: {CAUSE_LABELS[cause]}",
            group="Why they differed",
            action=f"answer('{cause.value}')",
        )
        for place, (cause, key) in enumerate(CAUSE_KEYS.items(), 1)
    ),
    Command(
        id="go-back",
        keys=("escape",),
        title="Settle nothing",
        help="settle nothing",
        group="Why they differed",
        action="leave_dialog",
    ),
)
"""The commands of the dialog that asks why raters differed."""
