"""Everything that is known of an issue on one page: facts, what is new, the conversation.

Shown is the newest that was fetched. What is new since the issue was coded stands on top, with a
diff, and new comments are marked where they stand. Laying out happens in a worker, because the
diff of long texts may take seconds.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from msgspec import Struct, structs
from textual import getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from screens.changed_rows import changed_rows
from screens.commanded import Commanded
from screens.commands.command import bindings
from screens.commands.panels import EVIDENCE_COMMANDS
from screens.dialog import Dialog
from screens.evidence_words import facts_of
from screens.page import Page, lay_out
from screens.widgets.key_hints import KeyHints
from screens.widgets.reader import Reader
from triage.domain.changes import new_comments
from triage.domain.issue import SampledIssue
from triage.domain.safe_text import visible_line


class Evidence(Struct, frozen=True, kw_only=True):
    """An issue as it is known now, beside what a rater read."""

    newest: SampledIssue
    read: SampledIssue
    """As it was coded, or as it stands in the sample when it is not coded."""
    sample: str
    is_coded: bool
    is_in_sample: bool
    """Whether the newest is what the sample holds, so that it can be coded."""
    refresh_key: str
    """The key that brings the newest into the sample."""


class EvidenceScreen(Commanded, Dialog[bool]):
    """Body, comments and timeline as one conversation; the answer is whether the coding holds."""

    TITLE = "Evidence"

    CSS_PATH = Path(__file__).with_name("evidence.tcss")
    SCREEN_COMMANDS = EVIDENCE_COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(EVIDENCE_COMMANDS)]

    reader = getters.query_one("#conversation", Reader)

    class LaidOut(Message):
        """The page is ready."""

        def __init__(self, page: Page, *, has_news: bool) -> None:
            super().__init__()
            self.page = page
            self.has_news = has_news

    def __init__(self, evidence: Evidence, now: datetime, keymap: Mapping[str, str] = {}) -> None:
        super().__init__(keymap)
        self._evidence = evidence
        self._now = now
        self._has_news = False

    def compose(self) -> ComposeResult:
        """Facts above, the conversation below."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = f"#{self._evidence.newest.issue.number}: evidence"
            yield Static(self._facts(), id="facts")
            yield Reader(id="conversation")
            yield KeyHints(self.keys)

    def on_mount(self) -> None:
        """Lay the conversation out when the width is known."""
        self.call_after_refresh(self._begin)

    @on(LaidOut)
    def show_page(self, message: LaidOut) -> None:
        """Show what is laid out, and what can be done about news."""
        message.stop()
        if not self.is_current:
            return
        self._has_news = message.has_news
        self.reader.show(message.page)
        self.query_one(".dialog").border_subtitle = Content(self._advice())

    def action_confirm(self) -> None:
        """Say that the coding holds, when there is news to say it of."""
        evidence = self._evidence
        if self._has_news and evidence.is_coded and evidence.is_in_sample:
            self.dismiss(True)

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
        self.dismiss(False)

    def _advice(self) -> str:
        """What can be done about what is new; empty when nothing is."""
        if not self._has_news:
            return ""
        if not self._evidence.is_in_sample:
            key = self._evidence.refresh_key
            return f"the sample has the earlier text still: {key} brings this one into it"
        key = self.keys.first("confirm")
        return f"{key}: the coding holds, the mark goes" if self._evidence.is_coded else ""

    def _begin(self) -> None:
        if self.is_current:  # a quick hand may have closed it already
            width = self.reader.page_width
            self.run_worker(lambda: self._lay_out(width), thread=True, group="evidence")

    def _lay_out(self, width: int) -> None:
        newest, read = self._evidence.newest, self._evidence.read
        since = "coded" if self._evidence.is_coded else "read"
        news = changed_rows(read, newest, since, width)
        fresh = new_comments(read, newest)
        page = lay_out(
            newest,
            width,
            self._now,
            is_open=True,
            new_comments=fresh,
            sample=self._evidence.sample,
        )
        whole = structs.replace(page, rows=(*news, *page.rows))
        self.post_message(self.LaidOut(whole, has_news=bool(news)))

    def _facts(self) -> Content:
        facts = facts_of(self._evidence.newest, self._now)
        return Content("\n").join(Content(visible_line(fact)) for fact in facts)
