"""Counts as bars that lie behind their labels, so that a bar costs no room of its own."""

from collections.abc import Mapping

from textual.app import App
from textual.content import Content
from textual.widget import Widget

from triage.analysis.figures import percent
from triage.domain.safe_text import visible_line

FILLED, FILLED_WITHOUT_COLOUR = "$text on $primary-muted", "underline"
"""Style of the part of a label that a bar lies behind."""

MOST_BARS = 9
"""Bars of a group; what is rarer is added up in one line."""


class Bars(Widget, can_focus=False):
    """Groups of bars, one group below the other."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._total = 0
        self._groups: Mapping[str, Mapping[str, int]] = {}

    def show(self, total: int, groups: Mapping[str, Mapping[str, int]]) -> None:
        """Show other counts.

        Args:
            total: what a full bar stands for.
            groups: counts by label, by title of the group, in the order in which they appear.
        """
        self._total = total
        self._groups = groups
        self.refresh(layout=True)

    def render(self) -> Content:
        """The groups at the present width."""
        lines: list[Content] = []
        for title, counts in self._groups.items():
            lines.append(Content.styled(title, "bold $accent"))
            lines += [self._bar(label, count) for label, count in shortened(counts).items()]
            lines.append(Content(""))
        return Content("\n").join(lines)

    def _bar(self, label: str, count: int) -> Content:
        share = count / self._total if self._total else 0.0
        numbers = f"{count:>8,} {percent(share):>6}"
        room = max(4, self.size.width - len(numbers) - 1)
        name = Content(visible_line(label)).truncate(room, ellipsis=True).plain
        padded = name + " " * max(0, room - Content(name).cell_length)
        filled = min(len(padded), round(share * room))
        return Content.assemble(Content(padded).stylize(bar_style(self.app), 0, filled), numbers)


def bar_style(app: App[object]) -> str:
    """How a bar is drawn behind a label."""
    return FILLED_WITHOUT_COLOUR if app.no_color else FILLED


def shortened(counts: Mapping[str, int], most: int = MOST_BARS) -> dict[str, int]:
    """The first counts, and how many kinds and issues there are beyond them."""
    names = list(counts)
    if len(names) <= most:
        return {name or "(none)": counts[name] for name in names}
    rest = names[most - 1 :]
    first = {name or "(none)": counts[name] for name in names[: most - 1]}
    return {**first, f"… {len(rest)} more": sum(counts[name] for name in rest)}
