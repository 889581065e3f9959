"""Everything that is known of an issue on one page: facts, what changed since, conversation."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from screens.commanded import Commanded
from screens.commands.command import bindings
from screens.commands.panels import EVIDENCE_COMMANDS
from screens.dialog import Dialog
from screens.evidence_words import facts_of
from screens.page import lay_out
from screens.widgets.key_hints import KeyHints
from screens.widgets.reader import Reader
from triage.domain.changes import Mark, body_diff, changes_between
from triage.domain.issue import SampledIssue
from triage.domain.safe_text import visible_line

MOST_DIFF_LINES = 12
"""Lines of a diff that are shown above the text."""

DIFF_STYLES = {Mark.ADDED: "$text-success", Mark.REMOVED: "$text-error"}


class EvidenceScreen(Commanded, Dialog[None]):
    """Body, comments and timeline as one conversation."""

    TITLE = "Evidence"

    CSS_PATH = Path(__file__).with_name("evidence.tcss")
    SCREEN_COMMANDS = EVIDENCE_COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(EVIDENCE_COMMANDS)]

    reader = getters.query_one("#conversation", Reader)

    def __init__(
        self,
        sampled: SampledIssue,
        latest: SampledIssue | None,
        now: datetime,
        keymap: Mapping[str, str] = {},
    ) -> None:
        super().__init__(keymap)
        self._sampled = sampled
        self._latest = latest
        self._now = now

    def compose(self) -> ComposeResult:
        """Facts and changes above, the conversation below."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = f"#{self._sampled.issue.number}: evidence"
            yield Static(self._facts(), id="facts")
            yield Reader(id="conversation")
            yield KeyHints(self.keys)

    def on_mount(self) -> None:
        """Lay the conversation out when the width is known."""
        self.call_after_refresh(self._show)

    def action_scroll_down(self) -> None:
        """Scroll the conversation down a line."""
        self.reader.scroll_down(animate=False)

    def action_scroll_up(self) -> None:
        """Scroll the conversation up a line."""
        self.reader.scroll_up(animate=False)

    def action_page_down(self) -> None:
        """Scroll the conversation down a page."""
        self.reader.scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """Scroll the conversation up a page."""
        self.reader.scroll_page_up(animate=False)

    def action_go_back(self) -> None:
        """Go back to coding."""
        self.dismiss()

    def _show(self) -> None:
        width = self.reader.page_width
        self.reader.show(lay_out(self._sampled, width, self._now, is_open=True))

    def _facts(self) -> Content:
        lines = [Content(visible_line(fact)) for fact in facts_of(self._sampled, self._now)]
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
