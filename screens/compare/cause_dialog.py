"""Asks why raters differed, by one key."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Label

from triage.domain.decision import CAUSE_LABELS, Cause

KEYS: dict[str, Cause] = {
    "t": Cause.AMBIGUOUS_TEXT,
    "g": Cause.CODEBOOK_GAP,
    "s": Cause.SLIP,
    "c": Cause.MISSING_CONTEXT,
    "j": Cause.JUDGEMENT,
}

MEANINGS: dict[Cause, str] = {
    Cause.AMBIGUOUS_TEXT: "the issue can be read both ways",
    Cause.CODEBOOK_GAP: "the codebook does not say what to do here",
    Cause.SLIP: "a wrong key, or something overlooked",
    Cause.MISSING_CONTEXT: "one did not know what the other knew",
    Cause.JUDGEMENT: "both are defensible, and one had to be chosen",
}


class CauseDialog(ModalScreen[Cause | None]):
    """Answers with a cause; Escape settles nothing."""

    CSS_PATH = "../dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Settle nothing"),
        *(
            Binding(f"{key},{place}", f"answer('{key}')", CAUSE_LABELS[cause])
            for place, (key, cause) in enumerate(KEYS.items(), 1)
        ),
    ]

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def compose(self) -> ComposeResult:
        """What is settled, the causes with their keys."""
        with Vertical(classes="dialog"):
            yield Label(Content(self._title), classes="title")
            yield Label(Content("Why did they differ?"))
            for place, (key, cause) in enumerate(KEYS.items(), 1):
                words = f" {CAUSE_LABELS[cause]}: {MEANINGS[cause]}"
                yield Label(Content.assemble((f"{key} {place}", "bold $accent"), words))
            yield Label("A key settles it · Esc does not", classes="hint")

    def action_answer(self, key: str) -> None:
        """Hand over the cause."""
        self.dismiss(KEYS[key])
