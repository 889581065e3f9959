"""Strata: every issue in one of them, and shares that always add up."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from triage.domain.issue import Issue
from triage.domain.strata import Stratum, allocate, strata_of

counts = st.dictionaries(st.text("abcdef", max_size=2), st.integers(0, 300), max_size=8)


def issue(number: int, year: int = 2024, *labels: str) -> Issue:
    return Issue(
        repository="octo/demo",
        number=number,
        title="",
        created_at=datetime(year, 12, 31, 23, 59, tzinfo=UTC),
        labels=labels,
        state="closed" if number % 2 else "open",
        author_association="MEMBER" if number % 3 else "NONE",
    )


def test_issue_belongs_to_its_rarest_label() -> None:
    some = [
        issue(1, 2024, "feature", "stale"),
        issue(2, 2024, "feature"),
        issue(3, 2024, "feature", "stale", "rare"),
        issue(4),
    ]
    assert strata_of(some, Stratum.LABEL) == {
        "octo/demo#1": "stale",
        "octo/demo#2": "feature",
        "octo/demo#3": "rare",
        "octo/demo#4": "",
    }


def test_equally_rare_labels_are_taken_by_name() -> None:
    assert strata_of([issue(1, 2024, "b", "a")], Stratum.LABEL) == {"octo/demo#1": "a"}


def test_issue_belongs_to_its_state_year_or_association() -> None:
    assert strata_of([issue(1, 1999)], Stratum.YEAR) == {"octo/demo#1": "1999"}
    assert strata_of([issue(1)], Stratum.STATE) == {"octo/demo#1": "closed"}
    assert strata_of([issue(3)], Stratum.AUTHOR_ASSOCIATION) == {"octo/demo#3": "NONE"}
    assert strata_of([issue(1)], None) == {"octo/demo#1": ""}


def test_largest_remainders_get_what_is_left() -> None:
    assert allocate({"a": 50, "b": 30, "c": 20}, 10) == {"a": 5, "b": 3, "c": 2}
    assert allocate({"a": 47, "b": 16, "c": 37}, 10) == {"a": 5, "b": 1, "c": 4}


def test_equal_remainders_go_to_the_larger_stratum_then_by_name() -> None:
    assert allocate({"b": 1, "a": 1, "c": 1}, 1) == {"b": 0, "a": 1, "c": 0}
    assert allocate({"small": 10, "large": 30}, 2) == {"small": 0, "large": 2}


def test_share_of_a_stratum_never_falls_when_a_sample_grows() -> None:
    paradox = {"a": 6, "b": 6, "c": 2}
    assert allocate(paradox, 10) == {"a": 4, "b": 4, "c": 2}
    assert allocate(paradox, 11) == {"a": 5, "b": 5, "c": 1}
    grown = allocate(paradox, 11, at_least=allocate(paradox, 10))
    assert grown == {"a": 5, "b": 4, "c": 2}


@settings(max_examples=100, deadline=None)
@given(counts, st.integers(0, 1000))
def test_allocation_adds_up_and_fits_for_any_input(sizes: dict[str, int], size: int) -> None:
    shares = allocate(sizes, size)
    total = sum(sizes.values())
    assert list(shares) == list(sizes)
    assert sum(shares.values()) == min(size, total)
    for name, count in sizes.items():
        assert 0 <= shares[name] <= count
        if size <= total and total:
            assert size * count // total <= shares[name] <= -(-size * count // total)


@settings(max_examples=100, deadline=None)
@given(counts, st.integers(0, 500), st.integers(0, 500))
def test_grown_allocation_keeps_and_adds_up(sizes: dict[str, int], first: int, more: int) -> None:
    held = allocate(sizes, first)
    grown = allocate(sizes, first + more, held)
    assert sum(grown.values()) == min(first + more, sum(sizes.values()))
    assert all(held[name] <= grown[name] <= sizes[name] for name in sizes)
