"""The strip under the reader: the likely duplicates of the issue, best first, with reasons.

It ranks and never judges: no figure in it is coloured, because a low likeness rules nothing out.
What people stated stands above the suggestions, as a fact. The lines and what they are made from
are imported with the first suggestion, long after the first paint.
"""

from collections.abc import Mapping

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from screens.suggested import Suggested
from triage.domain.coding import Likeness
from triage.domain.safe_text import visible_line

BAR = 30


class DuplicateStrip(Widget, can_focus=False):
    """Shows suggestions, or how far the reading of the issues is."""

    class Clicked(Message):
        """Somebody wants to see more of the duplicates."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.border_title = "Likely duplicates: % like, days apart, @ mentioned"
        self._suggested: Suggested | None = None
        self._verdicts: Mapping[int, Likeness | None] = {}
        self._words = Content("")

    def on_click(self) -> None:
        """Lead to the duplicates."""
        self.post_message(self.Clicked())

    def show(self, suggested: Suggested, verdicts: Mapping[int, Likeness | None]) -> None:
        """Show the suggestions for an issue, with what was said of them."""
        if (suggested, verdicts) != (self._suggested, self._verdicts):
            self._suggested, self._verdicts = suggested, verdicts
            self.refresh()

    def show_words(self, words: str) -> None:
        """Show words in place of suggestions."""
        self._suggested = None
        self._words = Content.styled(visible_line(words), "$text-muted")
        self.refresh()

    def show_notice(self, words: str, more: str) -> None:
        """Say in the frame what the suggestions rest on."""
        notice = f"{words} · {more}" if more else words
        self.border_subtitle = Content(visible_line(notice))

    def show_reading(self, done: int, total: int) -> None:
        """Show how many issues are read."""
        filled = round(BAR * done / total) if total else 0
        bar = "█" * filled + "░" * (BAR - filled)
        self.show_words(f"reading the issues  {bar}  {done:,} of {total:,}")

    def render(self) -> Content:
        """The suggestions, as many as there is room for, or the words in their place."""
        if self._suggested is None:
            return self._words
        from screens.suggestion_lines import suggestion_lines

        size = self.content_size
        width = max(1, size.width)
        lines = suggestion_lines(self._suggested, self._verdicts, width, size.height)
        return Content("\n").join(lines)
