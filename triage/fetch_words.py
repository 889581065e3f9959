"""A fetch in words: how far it is, and what came of it; the same on the command line and inside."""

from collections.abc import Callable

from triage.github.fetch import Outcome
from triage.github.progress import Tally

SHORT_WAIT = 1.0
"""Waits that are shorter are not worth telling."""


def outcome_in_words(outcome: Outcome) -> str:
    """One line about a fetch."""
    where = outcome.repository + (f" with label “{outcome.label}”" if outcome.label else "")
    words = [
        f"{outcome.issues:,} issues of {where} ({outcome.new:,} new, {outcome.changed:,} changed)"
    ]
    if outcome.pull_requests:
        words.append(f"{outcome.pull_requests:,} pull requests left out")
    if outcome.conversations:
        words.append(f"{outcome.conversations:,} conversations")
    words += [f"{count:,} now {standing}" for standing, count in outcome.vanished.items()]
    if outcome.refreshed:
        words.append(
            f"{outcome.refreshed:,} copies of the sample brought up to date"
            + (f" (snapshot {outcome.snapshot})" if outcome.snapshot else "")
        )
    return f"{', '.join(words)}; {outcome.requests:,} requests in {outcome.seconds:.1f} s"


def refresh_in_words(outcome: Outcome) -> str:
    """What a refresh brought to a sample, in one short line."""
    copies = f"{outcome.refreshed:,} issue{'' if outcome.refreshed == 1 else 's'} of the sample"
    return (
        f"{copies} brought up to date; in the population {outcome.new:,} new, "
        f"{outcome.changed:,} changed; {outcome.requests:,} requests"
    )


def tally_in_words(tally: Tally, stop_key: str = "Ctrl+C") -> str:
    """How far a fetch is, in one line; `stop_key` is what ends it here."""
    words = [wait_in_words(tally, stop_key), stage_in_words(tally)]
    if tally.left is not None:
        words.append(f"{tally.left:,} requests left")
    words.append(clock(tally.seconds))
    return " · ".join(word for word in words if word)


def wait_in_words(tally: Tally, stop_key: str = "Ctrl+C") -> str:
    """What is waited for and how long still; empty when nothing is."""
    if tally.waiting <= SHORT_WAIT:
        return ""
    wait = f"waiting {clock(tally.waiting)} for {tally.waiting_for}"
    return f"{wait}, {stop_key} stops and keeps all"


def requests_in_words(tally: Tally) -> str:
    """How many requests were sent, how many are left, and the time."""
    words = [f"{tally.requests:,} {'request' if tally.requests == 1 else 'requests'}"]
    if tally.left is not None:
        of = f" of {tally.allowed:,}" if tally.allowed else ""
        words.append(f"{tally.left:,}{of} left")
    return " · ".join([*words, clock(tally.seconds)])


def clock(seconds: float) -> str:
    """A duration as `0:07`, `12:30` or `1:02:03`."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def stage_in_words(tally: Tally) -> str:
    """What the fetch is at."""
    match tally.stage:
        case "issues" if tally.pages == 0:
            return "reading the list of issues"
        case "issues":
            words = f"page {tally.pages:,} · {tally.issues:,} issues"
            left_out = f" · {tally.pull_requests:,} pull requests left out"
            return words + (left_out if tally.pull_requests else "")
        case "vanished":
            return f"{tally.done:,} of {tally.total or 0:,} issues that the list no longer shows"
        case "conversations":
            return f"{tally.done:,} of {tally.total or 0:,} conversations"
        case _:
            return "asking GitHub"


class Teller:
    """Hands the progress of a fetch inside the app on, a line at a time."""

    def __init__(self, tell: Callable[[str], None], stop_key: str) -> None:
        """Make a teller.

        Args:
            tell: is given each line.
            stop_key: what ends the fetch, for the words.
        """
        self._tell = tell
        self._stop_key = stop_key

    def show(self, tally: Tally) -> None:
        """The picture has changed."""
        self._tell(tally_in_words(tally, self._stop_key))

    def note(self, text: str) -> None:
        """A line of its own."""
        self._tell(text)
