"""The lines of the strip of likely duplicates: what people stated, then suggestions, best first."""

from collections.abc import Mapping

from textual.content import Content

from screens.suggested import Suggested
from screens.verdicts import GLYPHS
from triage.analysis.duplicate_words import stated_in_words
from triage.analysis.reasons import Suggestion
from triage.analysis.text import bare_title
from triage.domain.coding import Likeness
from triage.domain.safe_text import visible_line

SHOWN = 5
"""Suggestions in the strip."""

WORDS_FROM = 36
"""Cells beside the facts from which there is room for title and shared words."""

MENTION = "@"
"""Marks a suggestion of which one issue names the other's number."""


def suggestion_lines(
    suggested: Suggested, verdicts: Mapping[int, Likeness | None], width: int, height: int
) -> list[Content]:
    """Facts first, then as many suggestions as there is room for.

    Args:
        suggested: what was found.
        verdicts: what the rater said of each pair, by the other number.
        width: cells in a line.
        height: lines that there are.
    """
    home = suggested.issue.rpartition("#")[0]
    lines = [
        Content.assemble(("Stated  ", "bold"), visible_line(stated_in_words(said, home)))
        for said in suggested.stated[:2]
    ]
    best = suggested.suggestions[: max(1, min(SHOWN, height - len(lines)))]
    numbers = _aligned([f"#{each.number}" for each in best])
    likeness = _aligned([f"{each.likeness} %" for each in best])
    days = _aligned([f"{each.days_apart:,} d" for each in best])
    cells = zip(best, numbers, likeness, days, strict=True)
    for rank, (each, number, alike, apart) in enumerate(cells, 1):
        mention = MENTION if each.mentioned else " "
        facts = f" {number}  {alike}  {apart} {mention} "
        head = Content.assemble(f"{rank} ", (GLYPHS[verdicts.get(each.number)], "bold"), facts)
        lines.append(_line(each, head, width))
    if not best:
        lines.append(Content.styled("No other issue shares a word with it", "$text-muted"))
    return [line.truncate(width, ellipsis=True) for line in lines]


def _line(suggestion: Suggestion, head: Content, width: int) -> Content:
    """Rank, verdict, facts, title, shared words; a long title leaves the words some room."""
    title = Content(visible_line(bare_title(suggestion.title)))
    room = max(2, width - head.cell_length - 2)
    if room < WORDS_FROM:
        return Content.assemble(head, title)
    words = Content(visible_line(", ".join(suggestion.shared_words)))
    words = words.truncate(max(1, room // 3), ellipsis=True)
    title = title.truncate(max(1, room - words.cell_length), ellipsis=True, pad=True)
    return Content.assemble(head, title, "  ", words.stylize("$text-muted"))


def _aligned(cells: list[str]) -> list[str]:
    """Cells of one column, each as wide as the widest."""
    width = max(map(len, cells), default=0)
    return [cell.rjust(width) for cell in cells]
