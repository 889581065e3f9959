"""What the data suggest to say, one to be taken into the words of the report.

The suggestions are computed when they are asked for; taking one is the only way into a report.
"""

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
from triage.report.model import Statement


class SuggestionsDialog(Dialog[Statement | None]):
    """Answers with a suggestion; Escape means none."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave_dialog", "None of them")]

    def __init__(self, suggestions: Sequence[Statement], taken: Sequence[Statement]) -> None:
        """Make the dialog.

        Args:
            suggestions: to choose from.
            taken: those that the words hold already; they are marked.
        """
        super().__init__()
        self._suggestions = suggestions
        self._taken = taken

    def compose(self) -> ComposeResult:
        """Title, suggestions, keys."""
        with Vertical(classes="dialog -tall -reading"):
            yield Label("Observations that the data suggest", classes="title")
            if self._suggestions:
                yield OptionList(*map(self._option, self._suggestions))
            else:
                yield Label("There are none: no issue is in scope, or nothing is coded yet.")
            keys = "Enter takes it into narrative.md · " if self._suggestions else ""
            yield dialog_hints(f"{keys}Esc takes none")

    def on_mount(self) -> None:
        """Mark the first that is not taken."""
        for choices in self.query(OptionList):
            free = (place for place, each in enumerate(self._suggestions) if not self._has(each))
            choices.highlighted = next(free, 0)

    def action_submit(self) -> None:
        """Take the marked one."""
        for choices in self.query(OptionList):
            choices.action_select()

    @on(OptionList.OptionSelected)
    def answer(self, message: OptionList.OptionSelected) -> None:
        """Hand over the suggestion."""
        self.dismiss(self._suggestions[message.option_index])

    def _has(self, suggestion: Statement) -> bool:
        return suggestion in self._taken

    def _option(self, suggestion: Statement) -> Content:
        mark = "✓ " if self._has(suggestion) else "+ "
        title, text = visible_line(suggestion.title), visible_line(suggestion.text)
        return Content.assemble((mark, "$accent"), (title, "bold"), (f"  {text}", "$text-muted"))
