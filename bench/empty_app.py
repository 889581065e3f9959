"""The baselines of start and keys: an app that paints one line and echoes keys into it.

    python -m bench.empty_app [FILE]

Where a file is named, each key is first appended to it and brought to the disk.
"""

import os
import sys

from textual.app import App, ComposeResult
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

SAVED_BYTES = 400
"""As many as a coding with its change takes in a journal."""


class EmptyApp(App[None]):
    """Says that it is ready, then echoes the last key."""

    def __init__(self, file: str | None) -> None:
        super().__init__()
        self._handle = os.open(file, os.O_CREAT | os.O_WRONLY | os.O_APPEND) if file else None

    def compose(self) -> ComposeResult:
        """One line."""
        yield Static("Nothing here", id="line")

    def on_key(self, event: Key) -> None:
        """Save, then echo."""
        if self._handle is not None:
            os.write(self._handle, event.key.encode().ljust(SAVED_BYTES))
            os.fdatasync(self._handle)
        self.query_one("#line", Static).update(Content(f"{event.key} {event.time}"))


if __name__ == "__main__":
    EmptyApp(sys.argv[1] if len(sys.argv) > 1 else None).run()
