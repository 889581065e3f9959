"""A dialog: a question over the screen that asks, answered once, left without a change by Esc.

What its keys do stands in its last line and can be clicked; a click beside the dialog leaves it.
"""

from pathlib import Path

from textual import events
from textual.screen import ModalScreen, ScreenResultType

from screens.widgets.key_hints import Hint, Hints


class Dialog(ModalScreen[ScreenResultType]):
    """Base of every dialog."""

    CSS_PATH = Path(__file__).with_name("dialog.tcss")
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]

    def on_click(self, event: events.Click) -> None:
        """A click beside the dialog changes nothing and leaves."""
        if event.widget is self:
            self.action_leave_dialog()

    def action_leave_dialog(self) -> None:
        """Leave without a change."""
        self.dismiss(None)


def dialog_hints(words: str) -> Hints:
    """The last line of a dialog: `Enter saves · Esc leaves it as it was`."""
    actions = {"Enter": "submit", "Esc": "leave_dialog"}
    hints: list[Hint] = []
    for part in words.split(" · "):
        key, _, title = part.partition(" ")
        hints.append((key, title, actions.get(key, "")))
    return Hints(hints, classes="hint")
