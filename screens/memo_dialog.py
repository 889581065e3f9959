"""Asks for a memo: the words printed beside an issue in the report."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Label

from triage.domain.safe_text import visible_line


class MemoDialog(ModalScreen[str | None]):
    """A line of text; Escape leaves the memo as it was."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "No change")]

    def __init__(self, question: str, memo: str) -> None:
        super().__init__()
        self._question = question
        self._memo = memo

    def compose(self) -> ComposeResult:
        """The question, the words."""
        with Vertical(classes="dialog"):
            yield Label(Content(f"Memo · {visible_line(self._question)}"), classes="title")
            yield Input(visible_line(self._memo), id="memo")
            yield Label("Enter saves · Esc leaves it as it was", classes="hint")

    @on(Input.Submitted)
    def answer(self, message: Input.Submitted) -> None:
        """Hand over the words."""
        self.dismiss(message.value)
