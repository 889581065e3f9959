"""The whole codebook, to be read: every question, every code with its rule."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from screens.question_lines import KIND_WORDS, rule_parts
from triage.domain.codebook import Codebook, Question
from triage.domain.safe_text import visible_line


class CodebookScreen(ModalScreen[None]):
    """Scrolls; any of Escape, `b` and `q` closes."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,b,q", "dismiss", "Close"),
        Binding("j,down", "scroll_lines(1)", "Down"),
        Binding("k,up", "scroll_lines(-1)", "Up"),
        Binding("space,pagedown", "scroll_lines(15)", "Page down"),
        Binding("pageup", "scroll_lines(-15)", "Page up"),
    ]

    def __init__(self, codebook: Codebook) -> None:
        super().__init__()
        self._codebook = codebook

    def compose(self) -> ComposeResult:
        """The text of the codebook."""
        book = self._codebook
        with VerticalScroll(classes="dialog -tall"):
            lines = [Content.styled(f"{visible_line(book.name)}, edition {book.edition}", "bold")]
            if book.description:
                lines.append(Content(visible_line(book.description)))
            for question in book:
                lines += _question_lines(question)
            yield Static(Content("\n").join(lines))

    def action_scroll_lines(self, lines: int) -> None:
        """Scroll."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)


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
