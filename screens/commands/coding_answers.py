"""The commands that change codings: codes, memos, evidence, marks."""

from collections.abc import Iterator

from screens.commands.command import Command

CODE_KEYS = tuple("1234567890")
"""The keys of the first ten codes of a question."""


def _code_commands() -> Iterator[Command]:
    for place, key in enumerate(CODE_KEYS, start=1):
        yield Command(
            id=f"code-{place}",
            keys=(key,),
            title=f"Code {key}",
            help=f"choose the code {key} of the active question",
            group="Coding",
            action=f"choose_code('{key}')",
            digit=True,
        )


ANSWER_COMMANDS: tuple[Command, ...] = (
    *_code_commands(),
    Command(
        id="accept",
        keys=("enter",),
        title="Accept",
        help="accept the answer; after the last question go to the next uncoded issue",
        group="Coding",
        footer=True,
    ),
    Command(
        id="pick-code",
        keys=("c",),
        title="Find code",
        help="find a code by name, alias or definition; an unknown name offers a new code",
        group="Coding",
        footer=True,
    ),
    Command(
        id="repeat",
        keys=("full_stop",),
        title="Repeat",
        help="give this issue the codes of the issue coded before it",
        group="Coding",
    ),
    Command(
        id="next-question",
        keys=("tab",),
        title="Question",
        help="go to the next question",
        group="Coding",
        footer=True,
    ),
    Command(
        id="previous-question",
        keys=("shift+tab",),
        title="Question back",
        help="go to the previous question",
        group="Coding",
    ),
    Command(
        id="write-memo",
        keys=("m",),
        title="Memo",
        help="write the memo of the active question, printed beside the issue in the report",
        group="Coding",
        footer=True,
    ),
    Command(
        id="undo",
        keys=("u",),
        title="Undo",
        help="undo the last change, also of earlier sittings",
        group="Coding",
        footer=True,
    ),
    Command(
        id="redo",
        keys=("U",),
        title="Redo",
        help="redo what was undone last",
        group="Coding",
    ),
    Command(
        id="quote",
        keys=("v",),
        title="Quote",
        help="select lines as evidence: {scroll-down} and {scroll-up} extend, {quote} starts anew, "
        "a code's key binds them",
        group="Evidence",
        footer=True,
    ),
    Command(
        id="drop-quote",
        keys=("V",),
        title="Drop quote",
        help="take the last quote of the active question away",
        group="Evidence",
    ),
    Command(
        id="show-duplicates",
        keys=("d",),
        title="Duplicates",
        help="compare the issue with the likely duplicates, judge them, code a group at once",
        group="Evidence",
        footer=True,
    ),
    Command(
        id="toggle-flag",
        keys=("f",),
        title="Flag",
        help="flag the issue, or take the flag away",
        group="Marks",
    ),
    Command(
        id="toggle-skip",
        keys=("s",),
        title="Skip",
        help="skip the issue for now and go on; again to take it back",
        group="Marks",
    ),
    Command(
        id="exclude",
        keys=("x",),
        title="Exclude",
        help="exclude the issue with a reason, or take it back in; a reserve issue steps in",
        group="Marks",
    ),
    Command(
        id="lower-confidence",
        keys=("minus",),
        title="Less sure",
        help="lower the confidence in this coding (3 to 1)",
        group="Marks",
    ),
    Command(
        id="raise-confidence",
        keys=("plus",),
        title="More sure",
        help="raise the confidence in this coding (1 to 3)",
        group="Marks",
    ),
)
"""The commands of the coding screen that are saved, in the order of the help."""
