"""Hints: whether they may be shown, and the keywords of the active question in the text.

In a blind round nothing may lead a rater, so nothing is hinted before it is known that the round
is not blind; that is found out behind the first paint.
"""

from textual import on
from textual.message import Message

from screens.coding.desk import Desk
from screens.keyword_marks import KeywordFinders, raised_keys
from triage.domain.codebook import Codebook
from triage.domain.errors import TriageError


class Hinting(Desk):
    """Marks keywords where hints may be shown."""

    class HintsDecided(Message):
        """It is known whether hints may be shown, or why that cannot be known."""

        def __init__(self, *, shown: bool, trouble: str = "") -> None:
            super().__init__()
            self.shown = shown
            self.trouble = trouble

    shows_hints: bool | None = None
    """Whether keywords and suggestions may be shown: not in a blind round; None until known."""

    def on_mount(self) -> None:
        """Begin without a keyword looked for."""
        self._finders = KeywordFinders()

    def begin_behind(self) -> None:
        """Once the issue is painted, find out whether the round is blind."""
        super().begin_behind()
        self.run_worker(self._decide_on_hints, thread=True, group="hints")

    def activate(self, index: int) -> None:
        """Make a question the active one, and mark its keywords."""
        super().activate(index)
        self._mark_keywords()

    def take_codebook(self, codebook: Codebook) -> None:
        """Go on with another edition of the codebook, which may have other keywords."""
        super().take_codebook(codebook)
        self._finders = KeywordFinders()

    @on(HintsDecided)
    def take_hints(self, message: HintsDecided) -> None:
        """Mark keywords, unless the round is blind."""
        self.shows_hints = message.shown
        self._mark_keywords()
        if message.trouble:
            self.say(f"No hints are shown: {message.trouble}")

    def _decide_on_hints(self) -> None:
        try:
            decided = self.HintsDecided(shown=self.study.shows_hints)
        except TriageError as error:
            decided = self.HintsDecided(shown=False, trouble=str(error))
        self.post_message(decided)

    def _mark_keywords(self) -> None:
        if self.shows_hints:
            letters = raised_keys(self.question, self.keys.digits())
            self.reader.highlight(self._finders.of(self.question), letters)
