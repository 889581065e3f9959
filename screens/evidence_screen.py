"""Everything that is known of an issue on one page: facts, what is new, the conversation.

Shown is the newest that was fetched. What is new since the issue was coded stands on top, with a
diff, and new comments are marked where they stand. Laying out happens in a worker, because the
diff of long texts may take seconds.
"""

from datetime import datetime
from typing import ClassVar

from msgspec import Struct, structs
from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from screens.changed_rows import changed_rows
from screens.evidence_words import facts_of
from screens.page import Page, lay_out
from screens.widgets.reader import Reader
from triage.domain.changes import new_comments
from triage.domain.issue import SampledIssue
from triage.domain.safe_text import visible_line

CONFIRM_HINT = "Enter: the coding holds, the mark goes · Esc closes"
REFRESH_HINT = "The sample has the earlier text still: R brings this one into it · Esc closes"


class Evidence(Struct, frozen=True, kw_only=True):
    """An issue as it is known now, beside what a rater read."""

    newest: SampledIssue
    read: SampledIssue
    """As it was coded, or as it stands in the sample when it is not coded."""
    is_coded: bool
    is_in_sample: bool
    """Whether the newest is what the sample holds, so that it can be coded."""


class EvidenceScreen(ModalScreen[bool]):
    """Body, comments and timeline as one conversation; the answer is whether the coding holds."""

    CSS_PATH = "evidence.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,e,q", "dismiss(False)", "Close"),
        Binding("enter", "confirm", "The coding holds"),
        Binding("j,down", "scroll_text(1)", "Down"),
        Binding("k,up", "scroll_text(-1)", "Up"),
        Binding("space,pagedown", "scroll_text(20)", "Page down"),
        Binding("pageup", "scroll_text(-20)", "Page up"),
    ]

    reader = getters.query_one("#conversation", Reader)
    hint = getters.query_one("#hint", Label)

    class LaidOut(Message):
        """The page is ready."""

        def __init__(self, page: Page, *, has_news: bool) -> None:
            super().__init__()
            self.page = page
            self.has_news = has_news

    def __init__(self, evidence: Evidence, now: datetime) -> None:
        super().__init__()
        self._evidence = evidence
        self._now = now
        self._can_confirm = False

    def compose(self) -> ComposeResult:
        """Facts above, the conversation, a line of keys."""
        with Vertical(classes="dialog -tall"):
            yield Static(self._facts(), id="facts")
            yield Reader(id="conversation")
            yield Label(id="hint", classes="hint")

    def on_mount(self) -> None:
        """Lay the conversation out when the width is known."""
        self.call_after_refresh(self._begin)

    @on(LaidOut)
    def show_page(self, message: LaidOut) -> None:
        """Show what is laid out, and what can be done about news."""
        message.stop()
        if not self.is_current:
            return
        self.reader.show(message.page)
        evidence = self._evidence
        self._can_confirm = message.has_news and evidence.is_coded and evidence.is_in_sample
        if self._can_confirm:
            self.hint.update(CONFIRM_HINT)
        elif message.has_news and not evidence.is_in_sample:
            self.hint.update(REFRESH_HINT)

    def action_confirm(self) -> None:
        """Say that the coding holds, when there is news to say it of."""
        if self._can_confirm:
            self.dismiss(True)

    def action_scroll_text(self, lines: int) -> None:
        """Scroll the conversation."""
        self.reader.scroll_relative(y=lines, animate=False)

    def _begin(self) -> None:
        if self.is_current:  # a quick hand may have closed it already
            width = self.reader.page_width
            self.run_worker(lambda: self._lay_out(width), thread=True, group="evidence")

    def _lay_out(self, width: int) -> None:
        newest, read = self._evidence.newest, self._evidence.read
        since = "coded" if self._evidence.is_coded else "read"
        news = changed_rows(read, newest, since, width)
        fresh = new_comments(read, newest)
        page = lay_out(newest, width, self._now, is_open=True, new_comments=fresh)
        whole = structs.replace(page, rows=(*news, *page.rows))
        self.post_message(self.LaidOut(whole, has_news=bool(news)))

    def _facts(self) -> Content:
        issue = self._evidence.newest.issue
        lines = [Content.styled(f"#{issue.number} {visible_line(issue.title)}", "bold")]
        facts = facts_of(self._evidence.newest, self._now)
        return Content("\n").join([*lines, *(Content(visible_line(fact)) for fact in facts)])
