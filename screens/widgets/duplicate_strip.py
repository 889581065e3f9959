"""The strip under the reader: the likely duplicates of the issue, best first, with reasons.

It ranks and never judges: no figure in it is coloured, because a low likeness rules nothing out.
What people stated stands above the suggestions, as a fact.
"""

from collections.abc import Mapping

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from screens.suggested import GLYPHS, Suggested
from triage.analysis.duplicate_words import stated_in_words
from triage.analysis.reasons import Suggestion
from triage.analysis.text import bare_title
from triage.domain.coding import Likeness
from triage.domain.safe_text import visible_line

SHOWN = 5
"""Suggestions in the strip."""

BAR = 30

WORDS_FROM = 36
"""Cells beside the facts from which there is room for title and shared words."""

MENTION = "@"
"""Marks a suggestion of which one issue names the other's number."""


class DuplicateStrip(Widget, can_focus=False):
    """Shows suggestions, or how far the reading of the issues is."""

    class Clicked(Message):
        """Somebody wants to see more of the duplicates."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.border_title = f"Likely duplicates: % like, days apart, {MENTION} mentioned"
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
        """Facts first, then as many suggestions as there is room for."""
        suggested = self._suggested
        if suggested is None:
            return self._words
        home = suggested.issue.rpartition("#")[0]
        lines = [
            Content.assemble(("Stated  ", "bold"), visible_line(stated_in_words(said, home)))
            for said in suggested.stated[:2]
        ]
        best = suggested.suggestions[: max(1, min(SHOWN, self.content_size.height - len(lines)))]
        numbers = _aligned([f"#{each.number}" for each in best])
        likeness = _aligned([f"{each.likeness} %" for each in best])
        days = _aligned([f"{each.days_apart:,} d" for each in best])
        cells = zip(best, numbers, likeness, days, strict=True)
        for rank, (each, number, alike, apart) in enumerate(cells, 1):
            mention = MENTION if each.mentioned else " "
            lines.append(self._line(each, f"{rank} ", f" {number}  {alike}  {apart} {mention} "))
        if not best:
            lines.append(Content.styled("No other issue shares a word with it", "$text-muted"))
        width = max(1, self.content_size.width)
        return Content("\n").join([line.truncate(width, ellipsis=True) for line in lines])

    def _line(self, suggestion: Suggestion, rank: str, facts: str) -> Content:
        """Rank, verdict, facts, title, shared words; a long title leaves the words some room."""
        glyph = GLYPHS[self._verdicts.get(suggestion.number)]
        head = Content.assemble(rank, (glyph, "bold"), facts)
        room = max(2, self.content_size.width - head.cell_length - 2)
        if room < WORDS_FROM:
            title = Content(visible_line(bare_title(suggestion.title)))
            return Content.assemble(head, title)
        words = Content(visible_line(", ".join(suggestion.shared_words)))
        words = words.truncate(max(1, room // 3), ellipsis=True)
        title = Content(visible_line(bare_title(suggestion.title)))
        title = title.truncate(max(1, room - words.cell_length), ellipsis=True, pad=True)
        return Content.assemble(head, title, "  ", words.stylize("$text-muted"))


def _aligned(cells: list[str]) -> list[str]:
    """Cells of one column, each as wide as the widest."""
    width = max(map(len, cells), default=0)
    return [cell.rjust(width) for cell in cells]
