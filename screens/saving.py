"""What a screen tells about saves: that one failed, and what the store noticed on the way.

A failure is told once more with every key that fails, but only the last one stands there, so
that it never covers more than it must.
"""

from collections.abc import Iterable

from textual.screen import Screen

from triage.domain.errors import TriageError
from triage.domain.safe_text import visible


def tell_not_saved(screen: Screen[None], error: TriageError) -> None:
    """Say that the last key changed nothing, and why."""
    screen.app.clear_notifications()
    words = visible(f"NOT SAVED. {error}")
    screen.notify(words, severity="error", timeout=20, markup=False)


def tell_notices(screen: Screen[None], notices: Iterable[str]) -> None:
    """Say what the store noticed: a clock that went back, a copy that was kept."""
    for notice in notices:
        screen.notify(visible(notice), severity="warning", timeout=15, markup=False)
