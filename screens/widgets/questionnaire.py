"""The questions of the codebook, with what is chosen and the rule.

One widget draws all of them, so that a key repaints lines and lays nothing out.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import ClassVar

from textual import events
from textual.message import Message

from screens.question_lines import Line, questionnaire_lines
from screens.widgets.drawn_lines import DrawnLines, PiecesOfLine
from triage.domain.codebook import Code, Question
from triage.domain.coding import NO_ANSWER, Answer, Quote

STYLES = ("text", "quiet", "chosen", "words", "quote", "border", "active", "answered", "warning")


class Questionnaire(DrawnLines):
    """Every question and its answer; one is active."""

    STYLES_OF = "questionnaire"

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"questionnaire--{style}" for style in STYLES}

    class CodePressed(Message):
        """A code of the active question was clicked; it counts like its key."""

        def __init__(self, code: Code) -> None:
            super().__init__()
            self.code = code

    class Activated(Message):
        """Another question was clicked."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self, questions: Sequence[Question], keys: Mapping[str, str] = {}) -> None:
        """Make the questionnaire.

        Args:
            questions: in the order of the codebook.
            keys: how the key of a code is written where a keymap changed it.
        """
        super().__init__(id="questions")
        self._questions = questions
        self._keys = keys
        self._answers: Mapping[str, Answer] = {}
        self._active = 0
        self._focus: Code | None = None
        self._outdated: Collection[Quote] = ()
        self._lines: Sequence[Line] = ()

    def ask(self, questions: Sequence[Question]) -> None:
        """Ask the questions of another edition of the codebook."""
        self._questions = questions
        self.redraw()

    def show(
        self,
        answers: Mapping[str, Answer],
        active: int,
        code_in_focus: Code | None = None,
        outdated: Collection[Quote] = (),
    ) -> None:
        """Show answers; the rule is that of the code just pressed, or of a chosen one."""
        self._answers = answers
        self._outdated = outdated
        self._active = active
        self._focus = code_in_focus or self._chosen_code()
        self.redraw()

    def make_lines(self, width: int, height: int) -> Sequence[PiecesOfLine]:
        """Every question, the active one open."""
        if not self._questions:
            self._lines = ()
        else:
            self._lines = questionnaire_lines(
                self._questions,
                {each.id: self._answers.get(each.id, NO_ANSWER) for each in self._questions},
                self._active,
                self._focus,
                width,
                height,
                keys=self._keys,
                outdated=self._outdated,
                only_active=self.screen.has_class("-narrow"),
            )
        return [line.pieces for line in self._lines]

    def on_click(self, event: events.Click) -> None:
        """Press the clicked code, or make the clicked question the active one."""
        if event.y >= len(self._lines):
            return
        line = self._lines[event.y]
        if line.question != self._active:
            self.post_message(self.Activated(line.question))
        elif code := line.code_at(event.x):
            self.post_message(self.CodePressed(code))

    def _chosen_code(self) -> Code | None:
        if not self._questions:
            return None
        question = self._questions[self._active]
        answer = self._answers.get(question.id, NO_ANSWER)
        held = (question.code(each) for each in (*answer.codes, *answer.missing))
        first = question.codes[0] if question.codes else None
        return next((code for code in held if code is not None), first)
