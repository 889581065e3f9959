"""Asks for an issue number."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label


class GoToDialog(ModalScreen[int | None]):
    """A number; Escape stays where one is."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Stay")]

    def compose(self) -> ComposeResult:
        """The number."""
        with Vertical(classes="dialog"):
            yield Label("Go to issue", classes="title")
            yield Input(placeholder="number", type="integer", id="number")
            yield Label("Enter goes · Esc stays", classes="hint")

    @on(Input.Submitted)
    def answer(self, message: Input.Submitted) -> None:
        """Hand over the number."""
        self.dismiss(int(message.value) if message.value.isdigit() else None)
