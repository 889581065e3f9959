"""The whole codebook, to be read: every question, every code with its rule."""

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from screens.commanded import Commanded
from screens.commands.command import bindings
from screens.commands.panels import CODEBOOK_COMMANDS
from screens.question_body import rule_parts
from screens.question_lines import KIND_WORDS
from screens.reading_dialog import ReadingDialog
from triage.domain.codebook import Codebook, Question
from triage.domain.safe_text import visible_line


class CodebookScreen(Commanded, ReadingDialog):
    """Shows a codebook."""

    TITLE = "Codebook"
    SCREEN_COMMANDS = CODEBOOK_COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(CODEBOOK_COMMANDS)]

    def __init__(self, codebook: Codebook, keymap: Mapping[str, str] = {}) -> None:
        super().__init__(keymap)
        self._codebook = codebook

    def compose(self) -> ComposeResult:
        """The text of the codebook."""
        book = self._codebook
        with VerticalScroll(classes="dialog -tall -reading") as dialog:
            dialog.border_title = Content(f"{visible_line(book.name)}, edition {book.edition}")
            dialog.border_subtitle = self.keys.fill("{show-help} all keys · {go-back} closes")
            lines = [Content(visible_line(book.description))] if book.description else []
            for question in book:
                lines += _question_lines(question)
            yield Static(Content("\n").join(lines))


def _question_lines(question: Question) -> list[Content]:
    title = f"\n{visible_line(question.id)} {visible_line(question.title)}"
    evidence = ", evidence required" if question.evidence == "required" else ""
    lines = [Content.assemble((title, "bold $accent"), f" ({KIND_WORDS[question.kind]}{evidence})")]
    if question.help:
        lines.append(Content(visible_line(question.help)))
    for code in question.codes:
        name = f"\n{code.key or ' '}  {visible_line(code.label)}"
        lines.append(Content.styled(name, "bold"))
        lines += [
            Content.assemble((heading, "bold $text-muted"), (words, "$text-muted"))
            for heading, words in rule_parts(code)
        ]
    return lines
