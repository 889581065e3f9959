"""Finds a code by name; a name that no code has can become a new code.

Existing codes that come close stand before the offer of a new one, so that a codebook does not
fill up with two names for the same thing.
"""

from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Label, OptionList

from screens.dialog import Dialog, dialog_hints
from screens.question_body import glyph
from triage.analysis.code_search import find_codes
from triage.domain.codebook import Code, Question
from triage.domain.coding import NO_ANSWER, Answer
from triage.domain.safe_text import visible_line


class CodePicker(Dialog[Code | str | None]):
    """Answers with a code, with the name of a new one, or with nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave_dialog", "No change"),
        Binding("down", "move(1)", "Down", priority=True),
        Binding("up", "move(-1)", "Up", priority=True),
    ]

    choices = getters.query_one("#choices", OptionList)

    def __init__(self, question: Question, answer: Answer = NO_ANSWER) -> None:
        super().__init__()
        self._question = question
        self._answer_now = answer
        self._codes: list[Code] = []
        self._new_name = ""

    def compose(self) -> ComposeResult:
        """The needle, what it finds, the keys."""
        with Vertical(classes="dialog"):
            yield Label(Content(visible_line(self._question.title)), classes="title")
            yield Input(placeholder="name, alias or words of the definition", id="needle")
            yield OptionList(id="choices")
            yield dialog_hints("Enter chooses · ↑↓ move · Esc leaves")

    def on_mount(self) -> None:
        """Show every code."""
        self._find("")

    @on(Input.Changed)
    def find(self, message: Input.Changed) -> None:
        """Show what the needle finds."""
        self._find(message.value)

    @on(Input.Submitted)
    def action_submit(self) -> None:
        """Answer with the highlighted choice."""
        self._answer(self.choices.highlighted)

    @on(OptionList.OptionSelected)
    def choose_clicked(self, message: OptionList.OptionSelected) -> None:
        """Answer with the clicked choice."""
        self._answer(message.option_index)

    def action_move(self, step: int) -> None:
        """Move the highlight while the needle keeps the focus."""
        if step > 0:
            self.choices.action_cursor_down()
        else:
            self.choices.action_cursor_up()

    def _find(self, needle: str) -> None:
        name = needle.strip()
        self._codes = [match.code for match in find_codes(self._question, needle)]
        labels = {code.label.casefold() for code in self._question.codes}
        self._new_name = name if name and name.casefold() not in labels else ""
        options = [self._option(code) for code in self._codes]
        if self._new_name:
            offer = ("+ new code “", "italic"), (visible_line(name), "bold"), ("”", "italic")
            options.append(Content.assemble(*offer))
        self.choices.clear_options()
        self.choices.add_options(options)
        self.choices.highlighted = 0 if options else None

    def _answer(self, place: int | None) -> None:
        if place is None:
            return
        self.dismiss(self._codes[place] if place < len(self._codes) else self._new_name)

    def _option(self, code: Code) -> Content:
        label, definition = visible_line(code.label), visible_line(code.definition)
        standing = glyph(self._question, self._answer_now, code)
        return Content.assemble(f"{standing} ", (label, "bold"), (f"  {definition}", "$text-muted"))
