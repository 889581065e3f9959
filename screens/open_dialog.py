"""Shows where a link leads before the browser does, and opens nothing but web addresses."""

from typing import ClassVar
from urllib.parse import urlsplit

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Label

from triage.domain.safe_text import visible_line


class OpenDialog(ModalScreen[bool]):
    """Enter opens, Escape does not."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "agree", "Open"),
        Binding("escape", "refuse", "Stay"),
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
            yield Label("Enter opens it in the browser · Esc stays", classes="hint")

    def action_agree(self) -> None:
        """Open it, if it is a web address."""
        self.dismiss(self._is_web)

    def action_refuse(self) -> None:
        """Do not open it."""
        self.dismiss(False)
