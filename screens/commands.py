"""Every command of the workstation, declared once: id, keys, help, group.

Bindings, command palette, footer, help screen and the key tables of the documentation are made
from this table, so they cannot disagree. A user's keymap changes keys by command id.
"""

from collections.abc import Iterable, Iterator, Mapping
from string import ascii_letters

from msgspec import Struct
from textual.binding import Binding


class Command(Struct, frozen=True, kw_only=True):
    """One thing that a key does."""

    id: str
    keys: tuple[str, ...]
    """Textual's key names; the first is the one shown."""
    title: str
    """Two or three words, for footer and palette."""
    help: str
    """A sentence for the help screen and the documentation."""
    group: str
    action: str = ""
    """Textual action; by default the id with underscores."""
    footer: bool = False
    screen: str = "coding"
    """Where it works; two commands of one screen never have the same key."""

    def binding(self) -> Binding:
        """The Textual binding, remappable by the command's id."""
        return Binding(
            ",".join(self.keys),
            self.action or self.id.replace("-", "_"),
            self.title,
            show=self.footer,
            id=self.id,
        )


CODE_KEYS = tuple("1234567890")
"""The keys of the first ten codes of a question."""


def _code_commands() -> Iterator[Command]:
    for place, key in enumerate(CODE_KEYS, start=1):
        yield Command(
            id=f"code-{place}",
            keys=(key,),
            title=f"Code {key}",
            help=f"choose the code with the key {key} of the active question",
            group="Coding",
            action=f"choose_code('{key}')",
        )


CODING_COMMANDS: tuple[Command, ...] = (
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
        id="quote",
        keys=("v",),
        title="Quote",
        help="select lines as evidence: j and k extend, v starts anew, a code's key binds them",
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
    Command(
        id="next-issue",
        keys=("n", "right"),
        title="Next issue",
        help="go to the next issue",
        group="Moving",
    ),
    Command(
        id="previous-issue",
        keys=("p", "left"),
        title="Previous issue",
        help="go to the previous issue",
        group="Moving",
    ),
    Command(
        id="go-to-issue",
        keys=("g",),
        title="Go to",
        help="go to an issue by its number",
        group="Moving",
    ),
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
    Command(
        id="show-evidence",
        keys=("e",),
        title="Evidence",
        help="read facts, what changed since it was coded (a diff), and the whole conversation",
        group="Reading",
    ),
    Command(
        id="open-on-github",
        keys=("o",),
        title="Open",
        help="open the issue on GitHub, after the host was shown",
        group="Reading",
    ),
    Command(
        id="copy-link",
        keys=("y",),
        title="Copy link",
        help="copy the link of the issue to the clipboard",
        group="Reading",
    ),
    Command(
        id="filter",
        keys=("slash",),
        title="Filter",
        help="filter the list as you type: labels, states, dates, codes, words",
        group="Moving",
        footer=True,
    ),
    Command(
        id="saved-filters",
        keys=("F",),
        title="Filters",
        help="choose a kept filter, or keep the one of the list",
        group="Moving",
    ),
    Command(
        id="look-for",
        keys=("l",),
        title="Look for",
        help="look for words in the text: n and N go to the next and previous place, Esc ends",
        group="Reading",
    ),
    Command(
        id="previous-place",
        keys=("N",),
        title="Place back",
        help="go to the previous place of what is looked for",
        group="Reading",
    ),
    Command(
        id="cancel",
        keys=("escape",),
        title="Cancel",
        help="leave quoting or looking for words",
        group="Reading",
    ),
    Command(
        id="toggle-folds",
        keys=("Z",),
        title="Folds",
        help="open or fold boilerplate and long logs",
        group="Reading",
    ),
    Command(
        id="compare-raters",
        keys=("a",),
        title="Agreement",
        help="compare the raters, once all have sealed: agreement, matrices, disagreements",
        group="Raters",
    ),
    Command(
        id="adjudicate",
        keys=("A",),
        title="Settle",
        help="settle what raters answered differently, with a reason each",
        group="Raters",
    ),
    Command(
        id="refresh",
        keys=("R",),
        title="Refresh",
        help="fetch from GitHub what has changed (Δ in the list); again to stop, all is kept",
        group="View",
    ),
    Command(
        id="show-report",
        keys=("r",),
        title="Report",
        help="read the report as it would be now, and write its summaries and recommendations",
        group="View",
    ),
    Command(
        id="show-codebook",
        keys=("b",),
        title="Codebook",
        help="read the whole codebook, with every definition",
        group="View",
    ),
    Command(
        id="show-samples",
        keys=("S",),
        title="Samples",
        help="see the population and the samples; draw one, or open another",
        group="View",
    ),
    Command(
        id="toggle-summary",
        keys=("t",),
        title="Summary",
        help="show or hide the live summary",
        group="View",
    ),
    Command(
        id="next-pane",
        keys=("w",),
        title="Next pane",
        help="in a narrow window: issue, list, summary in turn",
        group="View",
    ),
    Command(
        id="show-help",
        keys=("question_mark",),
        title="All keys",
        help="show every key",
        group="View",
        footer=True,
    ),
    Command(
        id="open-palette",
        keys=("colon",),
        title="Palette",
        help="find a command by name",
        group="View",
        action="app.command_palette",
    ),
    Command(
        id="leave",
        keys=("q",),
        title="Leave",
        help="leave; everything is saved already",
        group="View",
    ),
)
"""The commands of the coding screen, in the order of the help."""

_SYMBOLS = {
    "question_mark": "?",
    "colon": ":",
    "slash": "/",
    "full_stop": ".",
    "minus": "-",
    "plus": "+",
    "enter": "Enter",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "space": "Space",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "escape": "Esc",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "ampersand": "&",
    "quotation_mark": '"',
    "apostrophe": "'",
    "left_parenthesis": "(",
    "underscore": "_",
}


def key_symbol(key: str) -> str:
    """A key as people write it: `question_mark` is `?`."""
    return _SYMBOLS.get(key, key)


def letter_bindings(commands: Iterable[Command]) -> list[Binding]:
    """Bindings of the letters that no command has, for codes whose key is a letter.

    They are bindings like all others, so that keys typed ahead are taken in their order.
    """
    taken = {key for command in commands for key in command.keys}
    free = (letter for letter in ascii_letters if letter not in taken)
    return [Binding(letter, f"choose_code('{letter}')", show=False) for letter in free]


def bindings(commands: Iterable[Command]) -> list[Binding]:
    """The Textual bindings of some commands."""
    return [command.binding() for command in commands]


def live_keys(command: Command, keymap: Mapping[str, str]) -> list[str]:
    """The keys of a command as they are with a user's keymap, as people write them."""
    changed = keymap.get(command.id)
    return [key_symbol(key) for key in (changed.split(",") if changed else command.keys)]
