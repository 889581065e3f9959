"""Waits count down, are shared, and end when the user stops."""

from threading import Event

import pytest

from tests.github.stub import StillClock, Watcher
from triage.github.limits import Pause
from triage.github.patience import FetchStopped, Patience
from triage.github.progress import Counter


def patience_of(clock: StillClock, watcher: Watcher, stop: Event) -> Patience:
    return Patience(clock, Counter(watcher, clock.monotonic), stop)


def test_wait_counts_down_in_seconds_and_then_says_that_it_is_over() -> None:
    clock, watcher = StillClock(), Watcher()
    patience_of(clock, watcher, Event()).wait(Pause(2.5, "tea"))
    assert clock.slept == [1, 1, 0.5]
    assert [tally.waiting for tally in watcher.tallies] == [2.5, 1.5, 0.5, 0]
    assert [tally.waiting_for for tally in watcher.tallies] == ["tea", "tea", "tea", ""]


def test_limit_holds_everybody_and_the_longer_one_counts() -> None:
    clock = StillClock()
    patience = patience_of(clock, Watcher(), Event())
    patience.close(Pause(5, "a limit"))
    patience.close(Pause(2, "another"))
    patience.hold()
    assert sum(clock.slept) == 5
    patience.hold()
    assert sum(clock.slept) == 5
    assert patience.refusals == 2


def test_stop_ends_a_wait_at_its_next_second() -> None:
    stop = Event()

    class Stopping(StillClock):
        def sleep(self, seconds: float) -> None:
            super().sleep(seconds)
            stop.set()

    clock = Stopping()
    with pytest.raises(FetchStopped):
        patience_of(clock, Watcher(), stop).wait(Pause(3600, "GitHub"))
    assert clock.slept == [1]
