"""One question of the codebook: its codes with their keys, what is chosen, and the rule.

The active question takes the room that is left and shows every code and the definition of the
one in focus; the others are one line each. A key therefore never changes the layout, only the
words in it.
"""

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from triage.domain.codebook import Code, Kind, Question
from triage.domain.coding import NO_ANSWER, Answer
from triage.domain.evidence import unsupported_codes
from triage.domain.safe_text import visible_line

KIND_WORDS = {Kind.SINGLE: "one", Kind.MULTI: "many", Kind.CHECKLIST: "checklist"}


class QuestionPanel(Widget, can_focus=False):
    """A question and the answer to it."""

    class CodePressed(Message):
        """A code was clicked; it counts like its key."""

        def __init__(self, question: Question, code: Code) -> None:
            super().__init__()
            self.question = question
            self.code = code

    class Activated(Message):
        """The panel was clicked outside its codes."""

        def __init__(self, question: Question) -> None:
            super().__init__()
            self.question = question

    def __init__(self, question: Question) -> None:
        super().__init__(classes="question")
        self.question = question
        self._answer = NO_ANSWER
        self._unsupported: set[str] = set()
        self._code_in_focus = question.codes[0] if question.codes else None
        self.border_title = Content(visible_line(f"{question.id} {question.name}"))
        self.border_subtitle = Content(KIND_WORDS[question.kind])

    @property
    def is_active(self) -> bool:
        """Whether digits act on this question."""
        return self.has_class("-active")

    def ask(self, question: Question) -> None:
        """Ask the question of another edition of the codebook."""
        self.question = question
        self._code_in_focus = None
        self.refresh()

    def show(self, answer: Answer, code_in_focus: Code | None = None) -> None:
        """Show an answer, and the rule of one code: the one just pressed, or one chosen."""
        self._answer = answer
        self._code_in_focus = code_in_focus or self._chosen_code() or self._code_in_focus
        self._unsupported = set(unsupported_codes(self.question, answer))
        self.set_class(answer.is_given, "-answered")
        self.set_class(bool(self._unsupported), "-unsupported")
        self.refresh()

    def render(self) -> Content:
        """The codes and the rule when active, else the answer in a line."""
        if not self.is_active:
            return self._in_a_line()
        lines = [self._code_line(code) for code in self.question.codes]
        if self._answer.none_apply:
            lines.append(Content.styled("  none applies", "italic"))
        if self._answer.memo:
            lines.append(Content.styled(f"✎ {visible_line(self._answer.memo)}", "italic"))
        lines += [
            Content.assemble(("❝ ", "$text-accent"), visible_line(quote.text))
            for quote in self._answer.quotes
        ]
        if self._code_in_focus is not None:
            lines += [Content(""), *rule(self._code_in_focus)]
        return Content("\n").join(lines)

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked code, or make the question active."""
        offset = event.get_content_offset(self)
        codes = self.question.codes
        if self.is_active and offset is not None and offset.y < len(codes):
            self.post_message(self.CodePressed(self.question, codes[offset.y]))
        else:
            self.post_message(self.Activated(self.question))

    def _chosen_code(self) -> Code | None:
        for code_id in (*self._answer.codes, *self._answer.missing):
            if code := self.question.code(code_id):
                return code
        return None

    def _code_line(self, code: Code) -> Content:
        mark = self._glyph(code)
        style = "bold" if mark in "◉☑✓✗" else ""
        label = visible_line(code.label)
        needs = "  needs a quote" if code.id in self._unsupported else ""
        line = Content.assemble(
            (f"{code.key or ' '} ", "$text-muted"),
            (f"{mark} {label}", style),
            (needs, "$text-warning"),
        )
        return line.truncate(max(1, self.content_size.width), ellipsis=True)

    def _glyph(self, code: Code) -> str:
        chosen = code.id in self._answer.codes
        match self.question.kind:
            case Kind.SINGLE:
                return "◉" if chosen else "○"
            case Kind.MULTI:
                return "☑" if chosen else "☐"
            case Kind.CHECKLIST:
                return "✓" if chosen else "✗" if code.id in self._answer.missing else "·"

    def _in_a_line(self) -> Content:
        if not self._answer.is_given:
            names = " ".join(f"{code.key} {code.label}" for code in self.question.codes)
            return Content.styled(visible_line(names), "$text-muted").truncate(
                max(1, self.content_size.width), ellipsis=True
            )
        held = (*self._answer.codes, *self._answer.missing)
        chosen = [code for code in self.question.codes if code.id in held]
        words = ", ".join(f"{self._glyph(code)} {code.label}" for code in chosen)
        return Content.styled(visible_line(words or "none applies"), "bold").truncate(
            max(1, self.content_size.width), ellipsis=True
        )


def rule(code: Code) -> list[Content]:
    """The definition of a code, when to use it and when not, as lines."""
    parts = (
        ("", code.definition),
        ("Use when: ", code.use_when),
        ("Not when: ", code.avoid_when),
        ("Example: ", code.example),
    )
    return [
        Content.assemble((name, "bold $text-muted"), (visible_line(words), "$text-muted"))
        for name, words in parts
        if words
    ]
