"""Waits for what an app does in threads."""

from contextlib import suppress

from textual.worker import WorkerCancelled
from textual.worker_manager import WorkerManager


async def finish(workers: WorkerManager) -> None:
    """Wait until every worker is done; one that a newer one has replaced is done too."""
    for worker in list(workers):
        with suppress(WorkerCancelled):
            await worker.wait()
