"""Shows where a link leads before the browser does, and opens nothing but web addresses."""

from typing import ClassVar
from urllib.parse import urlsplit

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label

from screens.dialog import Dialog, dialog_hints
from triage.domain.safe_text import visible_line


class OpenDialog(Dialog[bool | None]):
    """Enter opens, Escape does not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Open"),
        Binding("escape", "leave_dialog", "Stay"),
    ]

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url
        parts = urlsplit(url)
        self._host = parts.hostname or ""
        self._is_web = parts.scheme in ("http", "https") and bool(self._host)

    def compose(self) -> ComposeResult:
        """The host, the address, the keys."""
        with Vertical(classes="dialog"):
            if self._is_web:
                host = visible_line(self._host)
                yield Label(Content(f"Open a page of {host}?"), classes="title")
            else:
                yield Label("This is not a web address; it is not opened", classes="title")
            yield Label(Content(visible_line(self._url)))
            opens = "Enter opens it · " if self._is_web else ""
            yield dialog_hints(f"{opens}Esc stays")

    def action_submit(self) -> None:
        """Open it, if it is a web address."""
        self.dismiss(self._is_web)
