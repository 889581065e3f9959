"""What a fetch shows: one live line on a terminal, a few plain ones in a log."""

from io import StringIO

from rich.console import Console

from triage.cli.fetch_display import PLAIN_EVERY, FetchDisplay
from triage.fetch_words import clock, tally_in_words
from triage.github.progress import Tally

LIST = Tally(stage="issues", pages=7, issues=612, pull_requests=88, left=4988, seconds=12.4)


def shown(*tallies: Tally, is_terminal: bool = False) -> str:
    file = StringIO()
    console = Console(file=file, force_terminal=is_terminal, width=120, markup=False)
    with FetchDisplay(console) as display:
        for tally in tallies:
            display.show(tally)
    return file.getvalue()


def test_every_stage_is_told_in_words() -> None:
    assert tally_in_words(Tally()) == "asking GitHub · 0:00"
    assert tally_in_words(LIST) == (
        "page 7 · 612 issues · 88 pull requests left out · 4,988 requests left · 0:12"
    )
    vanished = Tally(stage="vanished", done=1, total=5)
    assert tally_in_words(vanished) == "1 of 5 issues that the list no longer shows · 0:00"
    conversations = Tally(stage="conversations", done=20, total=446)
    assert tally_in_words(conversations) == "20 of 446 conversations · 0:00"


def test_wait_comes_first_with_a_countdown() -> None:
    waiting = Tally(stage="issues", waiting=3599.2, waiting_for="GitHub's limit of requests")
    assert tally_in_words(waiting).startswith(
        "waiting 59:59 for GitHub's limit of requests, Ctrl+C stops and keeps all · "
    )
    assert not tally_in_words(Tally(waiting=0.3, waiting_for="x")).startswith("waiting")


def test_durations_are_short() -> None:
    assert [clock(7), clock(754), clock(3723.9)] == ["0:07", "12:34", "1:02:03"]


def test_log_gets_a_line_for_each_stage_and_one_now_and_then() -> None:
    tallies = [
        Tally(stage="issues", pages=page, issues=100 * page, seconds=page / 2)
        for page in range(1, 50)
    ]
    lines = shown(*tallies, Tally(stage="conversations", total=3, seconds=25)).splitlines()
    assert len(lines) == 1 + int(tallies[-1].seconds / PLAIN_EVERY) + 1
    assert lines[-1].startswith("0 of 3 conversations")


def test_log_gets_one_line_for_a_wait_not_one_a_second() -> None:
    waits = [
        Tally(stage="issues", waiting=9 - second, waiting_for="GitHub", seconds=second)
        for second in range(8)
    ]
    assert len(shown(*waits).splitlines()) == 1


def test_terminal_gets_a_line_that_is_gone_at_the_end() -> None:
    written = shown(LIST, is_terminal=True)
    assert "612 issues" in written
    assert written.endswith("\x1b[2K")


def test_text_from_outside_steers_nothing() -> None:
    file = StringIO()
    display = FetchDisplay(Console(file=file, width=20, force_terminal=False))
    display.note("[red]a\x1b[2Jb[/]\nand so on for longer than the width")
    assert file.getvalue() == "[red]a␛[2Jb[/] and so on for longer than the width\n"
