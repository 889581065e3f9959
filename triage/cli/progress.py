"""Progress of long work: a bar on a terminal, nothing where nobody watches."""

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import ProgressColumn


class _Bar:
    """A bar that is there while its work is done."""

    def __init__(self, name: str, amount: "ProgressColumn") -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            amount,
            TimeRemainingColumn(),
            console=Console(stderr=True, markup=False),
            disable=not sys.stderr.isatty(),
            transient=True,
        )
        self._task = self._progress.add_task(name, total=None)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def update(self, done: int, total: int) -> None:
        """So much of so much is done."""
        self._progress.update(self._task, completed=done, total=total)


class ByteProgress(_Bar):
    """How much of a file has been read, in bytes."""

    def __init__(self, name: str) -> None:
        from rich.progress import DownloadColumn

        super().__init__(name, DownloadColumn())


class CountProgress(_Bar):
    """How many things of so many are done."""

    def __init__(self, name: str) -> None:
        from rich.progress import MofNCompleteColumn

        super().__init__(name, MofNCompleteColumn())
