"""Asks for one of several lines."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label, OptionList

from screens.dialog import Dialog, dialog_hints
from triage.domain.safe_text import visible_line


class ChoiceDialog(Dialog[int | None]):
    """Answers with the place of a line; Escape means none."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave_dialog", "None of them")]

    def __init__(self, title: str, choices: Sequence[str]) -> None:
        super().__init__()
        self._title = title
        self._choices = choices

    def compose(self) -> ComposeResult:
        """Title, lines, keys."""
        with Vertical(classes="dialog"):
            yield Label(Content(visible_line(self._title)), classes="title")
            yield OptionList(*(Content(visible_line(choice)) for choice in self._choices))
            yield dialog_hints("Enter chooses · Esc leaves")

    def action_submit(self) -> None:
        """Hand over the place of the line that is marked."""
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def answer(self, message: OptionList.OptionSelected) -> None:
        """Hand over the place."""
        self.dismiss(message.option_index)
