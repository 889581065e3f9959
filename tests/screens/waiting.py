"""Waits for what an app does in threads."""

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from textual.pilot import Pilot
from textual.worker import WorkerCancelled
from textual.worker_manager import WorkerManager

LOOKS = 500

Result = TypeVar("Result")


async def finish(workers: WorkerManager) -> None:
    """Wait until every worker is done; one that a newer one has replaced is done too."""
    for worker in list(workers):
        with suppress(WorkerCancelled):
            await worker.wait()


async def until(pilot: Pilot[Result], holds: Callable[[], bool]) -> None:
    """Wait until something holds, however long timers and threads take; not for ever."""
    for _ in range(LOOKS):
        await finish(pilot.app.workers)
        await pilot.pause(0.01)
        if holds():
            return
    raise AssertionError("what was waited for did not come")
