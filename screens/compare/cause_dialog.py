"""Asks why raters differed, by one key."""

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label, OptionList

from screens.commands.command import Command, bindings
from screens.commands.live_keys import LiveKeys
from screens.commands.raters import CAUSE_COMMANDS
from screens.dialog import Dialog, dialog_hints
from triage.domain.decision import CAUSE_LABELS, Cause

MEANINGS: dict[Cause, str] = {
    Cause.AMBIGUOUS_TEXT: "the issue can be read both ways",
    Cause.CODEBOOK_GAP: "the codebook does not say what to do here",
    Cause.SLIP: "a wrong key, or something overlooked",
    Cause.MISSING_CONTEXT: "one did not know what the other knew",
    Cause.JUDGEMENT: "both are defensible, and one had to be chosen",
}


class CauseDialog(Dialog[Cause | None]):
    """Answers with a cause; Escape settles nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(CAUSE_COMMANDS)]

    def __init__(self, title: str, keymap: Mapping[str, str] = {}) -> None:
        super().__init__()
        self._title = title
        self._keys = LiveKeys(CAUSE_COMMANDS, keymap)

    def compose(self) -> ComposeResult:
        """What is settled, the causes with their keys."""
        with Vertical(classes="dialog"):
            yield Label(Content(self._title), classes="title")
            yield Label(Content("Why did they differ?"))
            causes = OptionList(*map(self._line, Cause, CAUSE_COMMANDS))
            causes.can_focus = False  # a second Enter must not settle anything
            yield causes
            yield dialog_hints("Esc settles nothing")

    def action_answer(self, cause: str) -> None:
        """Hand over the cause."""
        self.dismiss(Cause(cause))

    @on(OptionList.OptionSelected)
    def answer_clicked(self, message: OptionList.OptionSelected) -> None:
        """A click on a cause is as good as its key."""
        self.dismiss(list(Cause)[message.option_index])

    def _line(self, cause: Cause, command: Command) -> Content:
        keys = " ".join(self._keys.of(command))
        return Content.assemble(
            (keys, "bold $accent"), f"  {CAUSE_LABELS[cause]}: {MEANINGS[cause]}"
        )
