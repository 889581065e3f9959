"""The baseline of start and keys: an app that paints one line and echoes keys into it."""

from textual.app import App, ComposeResult
from textual.content import Content
from textual.events import Key
from textual.widgets import Static


class EmptyApp(App[None]):
    """Says that it is ready, then echoes the last key."""

    def compose(self) -> ComposeResult:
        """One line."""
        yield Static("Nothing here", id="line")

    def on_key(self, event: Key) -> None:
        """Echo."""
        self.query_one("#line", Static).update(Content(f"{event.key} {event.time}"))


if __name__ == "__main__":
    EmptyApp().run()
