"""What a fetch shows while it runs: a live picture on a terminal, plain lines elsewhere.

Everything goes to standard error; standard output is for the result. Both kinds are made from the
same words; the picture has a line for each thing, so that a narrow terminal cuts none of them off.
"""

from threading import Lock
from types import TracebackType
from typing import Self

from rich.console import Console, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from triage.domain.safe_text import visible_line
from triage.fetch_words import (
    SHORT_WAIT,
    requests_in_words,
    stage_in_words,
    tally_in_words,
    wait_in_words,
)
from triage.github.progress import Tally

PLAIN_EVERY = 10.0
"""Seconds between two plain lines of the same stage."""

_BAR_WIDTH = 40


class FetchDisplay:
    """Shows a fetch; give it to `fetch_workspace`, inside a `with`."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(stderr=True, markup=False, highlight=False, emoji=False)
        self._tally = Tally()
        self._lock = Lock()
        self._told = ("", 0.0)
        self._spinner = Spinner("dots")
        self._live = Live(
            console=self._console,
            get_renderable=self._picture,
            refresh_per_second=8,
            transient=True,
        )

    def __enter__(self) -> Self:
        if self._is_picture:
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._live.is_started:
            self._live.stop()

    def show(self, tally: Tally) -> None:
        """The picture has changed."""
        self._tally = tally
        if not self._is_picture:
            self._show_plainly(tally)

    def note(self, text: str) -> None:
        """A line of its own."""
        self._console.print(Text(visible_line(text)), soft_wrap=True)

    @property
    def _is_picture(self) -> bool:
        """Whether what is shown can be drawn over: a terminal that knows no cursor gets lines."""
        return self._console.is_terminal and not self._console.is_dumb_terminal

    def _picture(self) -> RenderableType:
        tally = self._tally
        self._spinner.update(text=Text(stage_in_words(tally)))
        picture = Table.grid()
        picture.add_row(self._spinner)
        if tally.total:
            picture.add_row(ProgressBar(tally.total, tally.done, width=_BAR_WIDTH))
        picture.add_row(Text(requests_in_words(tally), style="dim"))
        if wait := wait_in_words(tally):
            picture.add_row(Text(wait, style="yellow"))
        return picture

    def _show_plainly(self, tally: Tally) -> None:
        state = tally.waiting_for if tally.waiting > SHORT_WAIT else tally.stage
        with self._lock:
            told, at = self._told
            if state == told and tally.seconds - at < PLAIN_EVERY:
                return
            self._told = (state, tally.seconds)
            if not state:
                return
            self._console.print(Text(tally_in_words(tally)), soft_wrap=True)
