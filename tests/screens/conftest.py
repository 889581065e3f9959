"""What every test of a screen has."""

from asyncio import sleep
from collections.abc import Iterator
from time import monotonic

import pytest
from textual._context import active_app
from textual._wait import wait_for_idle
from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import Screen

LOOK_SECONDS = 0.008
"""How often a pilot looks whether the app is idle; as often as the app paints."""

IDLE_SHARE = 0.05
"""Share of that time for which an idle app may compute: Textual's own."""


@pytest.fixture(autouse=True)
def _pilots_that_look_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a pilot look more often, since each key waits for three looks, and look closer."""
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", LOOK_SECONDS)
    monkeypatch.setattr("textual._wait.SLEEP_IDLE", LOOK_SECONDS * IDLE_SHARE)
    for place in ("app", "pilot"):
        monkeypatch.setattr(f"textual.{place}.wait_for_idle", _wait_until_done)


async def _wait_until_done(min_sleep: float = LOOK_SECONDS, max_sleep: float = 1) -> None:
    """Wait until the app is idle and has nothing in its queues.

    Textual takes an app that got no time from a busy machine for an idle one.
    """
    end = monotonic() + max_sleep
    await wait_for_idle(min_sleep, max_sleep)
    app = active_app.get()
    while monotonic() < end and any(map(_has_work, _pumps(app))):
        await sleep(LOOK_SECONDS)


def _pumps(app: App[object]) -> Iterator[MessagePump]:
    yield app
    for screen in app.screen_stack:
        yield from screen.walk_children(with_self=True)


def _has_work(pump: MessagePump) -> bool:
    behind_the_paint = pump._callbacks if isinstance(pump, Screen) else []
    return bool(pump._next_callbacks or behind_the_paint) or not pump._message_queue.empty()
