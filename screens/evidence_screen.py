"""Everything that is known of an issue on one page: facts, what changed since, conversation."""

from datetime import datetime
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from screens.evidence_words import facts_of
from screens.page import lay_out
from screens.widgets.reader import Reader
from triage.domain.changes import Mark, body_diff, changes_between
from triage.domain.issue import SampledIssue
from triage.domain.safe_text import visible_line

MOST_DIFF_LINES = 12
"""Lines of a diff that are shown above the text."""

DIFF_STYLES = {Mark.ADDED: "$text-success", Mark.REMOVED: "$text-error"}


class EvidenceScreen(ModalScreen[None]):
    """Body, comments and timeline as one conversation; any of Escape, `e` and `q` closes."""

    CSS_PATH = "evidence.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,e,q", "dismiss", "Close"),
        Binding("j,down", "scroll_text(1)", "Down"),
        Binding("k,up", "scroll_text(-1)", "Up"),
        Binding("space,pagedown", "scroll_text(20)", "Page down"),
        Binding("pageup", "scroll_text(-20)", "Page up"),
    ]

    reader = getters.query_one("#conversation", Reader)

    def __init__(self, sampled: SampledIssue, latest: SampledIssue | None, now: datetime) -> None:
        super().__init__()
        self._sampled = sampled
        self._latest = latest
        self._now = now

    def compose(self) -> ComposeResult:
        """Facts and changes above, the conversation below."""
        with Vertical(classes="dialog -tall"):
            yield Static(self._facts(), id="facts")
            yield Reader(id="conversation")

    def on_mount(self) -> None:
        """Lay the conversation out when the width is known."""
        self.call_after_refresh(self._show)

    def action_scroll_text(self, lines: int) -> None:
        """Scroll the conversation."""
        self.reader.scroll_relative(y=lines, animate=False)

    def _show(self) -> None:
        width = self.reader.page_width
        self.reader.show(lay_out(self._sampled, width, self._now, is_open=True))

    def _facts(self) -> Content:
        number = self._sampled.issue.number
        lines = [Content.styled(f"#{number} {visible_line(self._sampled.issue.title)}", "bold")]
        lines += [Content(visible_line(fact)) for fact in facts_of(self._sampled, self._now)]
        if self._latest is not None:
            lines += self._changes(self._latest)
        return Content("\n").join(lines)

    def _changes(self, latest: SampledIssue) -> list[Content]:
        changes = changes_between(self._sampled, latest)
        if not changes:
            return []
        words = "; ".join(visible_line(change.words) for change in changes)
        lines = [Content.styled(f"Since it was read: {words}", "bold $text-warning")]
        diff = body_diff(self._sampled.issue.body, latest.issue.body)[:MOST_DIFF_LINES]
        lines += [
            Content.styled(
                f"{line.mark.value} {visible_line(line.text)}", DIFF_STYLES.get(line.mark, "")
            )
            for line in diff
        ]
        return lines
