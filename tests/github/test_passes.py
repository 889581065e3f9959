"""Which pass comes next, and how far the watermark may move."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec import structs

from triage.github.passes import (
    FULL_AFTER,
    OVERLAP,
    Kind,
    Ledger,
    Pass,
    Past,
    finished,
    ledger_key,
    next_pass,
    read_ledger,
    write_ledger,
)

NOW = datetime(2025, 8, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
ROOT = "https://api.example"
PAST = Past(watermark=NOW - 5 * HOUR, full_at=NOW - 6 * HOUR)
FULL = Pass(kind=Kind.FULL, root=ROOT, begun_at=NOW - HOUR, next="/page2", pages=1)


def planned(
    ledger: Ledger,
    *,
    full: bool = False,
    since: datetime | None = None,
    has_label: bool = True,
    root: str = ROOT,
    now: datetime = NOW,
) -> Pass:
    return next_pass(ledger, root=root, now=now, full=full, since=since, has_label=has_label)


def test_first_pass_is_full() -> None:
    assert planned(Ledger()) == Pass(kind=Kind.FULL, root=ROOT, begun_at=NOW)


def test_later_pass_reads_from_the_watermark_with_an_overlap() -> None:
    refresh = planned(Ledger(past=PAST))
    assert (refresh.kind, refresh.since) == (Kind.REFRESH, PAST.watermark - OVERLAP)


def test_old_population_of_a_label_is_read_whole_again() -> None:
    later = PAST.full_at + FULL_AFTER + HOUR
    assert planned(Ledger(past=PAST), now=later).kind is Kind.FULL
    assert planned(Ledger(past=PAST), now=later, has_label=False).kind is Kind.REFRESH


def test_unfinished_pass_goes_on() -> None:
    assert planned(Ledger(unfinished=FULL, past=PAST)) is FULL
    assert planned(Ledger(unfinished=FULL), full=True) is FULL


def test_unfinished_pass_is_dropped_when_something_else_is_asked() -> None:
    ledger = Ledger(unfinished=FULL, past=PAST)
    assert planned(ledger, since=NOW - HOUR).next is None
    assert planned(ledger, root="https://other.example").next is None


def test_unfinished_refresh_does_not_stand_in_for_a_full_pass() -> None:
    refresh = structs.replace(FULL, kind=Kind.REFRESH, since=NOW)
    assert planned(Ledger(unfinished=refresh, past=PAST), full=True).kind is Kind.FULL


def test_unfinished_pass_on_request_goes_on_only_on_the_same_request() -> None:
    since = NOW - 9 * HOUR
    asked = structs.replace(FULL, kind=Kind.REFRESH, since=since, is_on_request=True)
    ledger = Ledger(unfinished=asked, past=PAST)
    assert planned(ledger, since=since) is asked
    assert not planned(ledger).is_on_request


def test_since_before_github_reads_everything() -> None:
    """GitHub answers `since=1970-01-01T00:00:00Z` with an empty list."""
    everything = planned(Ledger(past=PAST), since=datetime(1970, 1, 1, tzinfo=UTC))
    assert (everything.kind, everything.since) == (Kind.FULL, None)


def done(**values: object) -> Pass:
    changed = {"server_began_at": NOW, "newest": NOW - 2 * HOUR, "is_listed": True, **values}
    return structs.replace(FULL, **changed)


@pytest.mark.parametrize(
    ("newest", "expected"),
    [(NOW - HOUR, NOW - HOUR), (NOW + HOUR, NOW), (None, NOW)],
)
def test_watermark_is_the_earlier_of_beginning_and_latest_update(
    newest: datetime | None, expected: datetime
) -> None:
    past = finished(Ledger(unfinished=FULL), done(newest=newest)).past
    assert past
    assert past.watermark == expected
    assert past.full_at == FULL.begun_at


def test_refresh_without_news_keeps_the_watermark() -> None:
    refresh = done(kind=Kind.REFRESH, since=PAST.watermark - OVERLAP, newest=None)
    ledger = finished(Ledger(unfinished=refresh, past=PAST), refresh)
    assert ledger == Ledger(past=PAST)


def test_pass_on_request_that_leaves_a_gap_moves_nothing() -> None:
    late = done(kind=Kind.REFRESH, since=NOW - HOUR, is_on_request=True)
    assert finished(Ledger(unfinished=late, past=PAST), late) == Ledger(past=PAST)
    assert finished(Ledger(unfinished=late), late) == Ledger()


def test_pass_on_request_without_a_gap_moves_the_watermark() -> None:
    early = done(kind=Kind.REFRESH, since=NOW - 9 * HOUR, is_on_request=True)
    past = finished(Ledger(past=PAST), early).past
    assert past
    assert past.watermark == NOW - 2 * HOUR


def test_ledger_survives_writing_and_nonsense_counts_as_none() -> None:
    ledger = Ledger(unfinished=FULL, past=PAST)
    assert read_ledger(write_ledger(ledger)) == ledger
    assert read_ledger(None) == read_ledger("{") == read_ledger('{"past": 1}') == Ledger()


def test_populations_have_ledgers_of_their_own() -> None:
    assert ledger_key("Octo/Hub", "Bug") == ledger_key("octo/hub", "bug")
    assert ledger_key("octo/hub", "bug") != ledger_key("octo/hub", None)
