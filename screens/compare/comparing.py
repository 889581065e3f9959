"""The comparison computed beside the screen: a thread that tells how far it is and can be ended."""

from collections.abc import Callable

from textual.message import Message
from textual.worker import Worker, get_current_worker

from screens.compare.reading import DisputeReader
from triage.analysis.comparison import Comparison
from triage.domain.errors import TriageError


class _EndedError(Exception):
    """The screen no longer waits for the comparison."""


class ComparingScreen(DisputeReader):
    """A screen that waits for a comparison."""

    class Progressed(Message):
        """So many of so many resamples are done."""

        def __init__(self, done: int, wanted: int) -> None:
            super().__init__()
            self.done = done
            self.wanted = wanted

    class Compared(Message):
        """The comparison is there."""

        def __init__(self, comparison: Comparison) -> None:
            super().__init__()
            self.comparison = comparison

    class Failed(Message):
        """There is no comparison, for a reason."""

        def __init__(self, reason: str) -> None:
            super().__init__()
            self.reason = reason

    def start_comparing(self, *, intervals: bool) -> None:
        """Begin to compare; a message tells the end."""
        self.run_worker(
            lambda: self._compare(intervals=intervals), thread=True, exclusive=True, group="compare"
        )

    def _compare(self, *, intervals: bool) -> None:
        watch = _watch(get_current_worker(), self._tell)
        try:
            comparison = self.source.compare(watch, intervals=intervals)
        except TriageError as error:
            self.post_message(self.Failed(str(error)))
        except _EndedError:
            return
        else:
            self.post_message(self.Compared(comparison))

    def _tell(self, done: int, wanted: int) -> None:
        self.post_message(self.Progressed(done, wanted))


def _watch(worker: Worker[object], tell: Callable[[int, int], None]) -> Callable[[int, int], None]:
    def watch(done: int, wanted: int) -> None:
        if worker.is_cancelled:
            raise _EndedError
        tell(done, wanted)

    return watch
