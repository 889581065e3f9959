"""Asks for a line of words: a memo, a reason, a number, a definition."""

from collections.abc import Sequence
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Label, OptionList

from screens.dialog import Dialog, dialog_hints
from triage.domain.safe_text import visible_line

MOST_SUGGESTIONS = 6
"""Suggestions shown at once."""


class PromptDialog(Dialog[str | None]):
    """A line of text, with suggestions to take by arrow and Enter; Escape means no change."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave_dialog", "No change"),
        Binding("down", "app.focus_next", "Suggestions", show=False),
    ]

    words = getters.query_one("#words", Input)

    def __init__(
        self,
        title: str,
        value: str = "",
        *,
        hint: str = "Enter saves · Esc leaves it as it was",
        suggestions: Sequence[str] = (),
        digits_only: bool = False,
    ) -> None:
        super().__init__()
        self._title = title
        self._value = value
        self._hint = hint
        self._suggestions = [visible_line(each) for each in suggestions[:MOST_SUGGESTIONS]]
        self._digits_only = digits_only

    def compose(self) -> ComposeResult:
        """Title, words, suggestions, keys."""
        with Vertical(classes="dialog"):
            yield Label(Content(visible_line(self._title)), classes="title")
            yield Input(
                visible_line(self._value),
                type="integer" if self._digits_only else "text",
                id="words",
            )
            if self._suggestions:
                yield OptionList(*(Content(each) for each in self._suggestions))
            yield dialog_hints(self._hint)

    @on(Input.Submitted)
    def action_submit(self) -> None:
        """Hand over the words."""
        self.dismiss(self.words.value)

    @on(OptionList.OptionSelected)
    def take_suggestion(self, message: OptionList.OptionSelected) -> None:
        """Hand over a suggestion."""
        self.dismiss(self._suggestions[message.option_index])
