"""Which numbers in a text are shares, and what they can stand for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage.report.read.share import Bound, Share
from triage.report.read.shares import shares_in


def only(text: str) -> Share:
    (share,) = shares_in(text, 1, counts=True)
    return share


@pytest.mark.parametrize(
    ("text", "percent", "count", "base"),
    [
        ("30% of samples", 30, None, None),
        ("30 % of samples", 30, None, None),
        ("33.3 percent", 33.3, None, None),
        ("80% (24/30)", 80, 24, 30),
        ("24/30 (80%)", 80, 24, 30),
        ("9 of 30 · 30 % [17–48]", 30, 9, 30),
        ("9 out of the 30 issues (30%)", 30, 9, 30),
        ("9 issues, 30%", 30, 9, None),
        ("k = 9, 30%", 30, 9, None),
        ("12 issues", None, 12, None),
        ("285 of 1,092", None, 285, 1092),
        ("100% closure rate", 100, None, None),
        ("33,3 %", 33.3, None, None),
        ("30 percent of samples", 30, None, None),
        ("nine of 30 issues", None, 9, 30),
        ("twenty-one of the thirty issues (70%)", 70, 21, 30),
        ("30%, n = 9", 30, 9, None),
        ("four issues", None, 4, None),
        ("130% of the samples", 130, None, None),
    ],
)
def test_a_share_is_read_in_any_wording(
    text: str, percent: float | None, count: int | None, base: int | None
) -> None:
    share = only(text)
    assert (share.percent, share.count, share.base) == (percent, count, base)


@pytest.mark.parametrize(
    "text",
    [
        "2-4x throughput",
        "4-bit quantization",
        "Python 3.12 on 71GB at 32x",
        "a confidence level of 95% CI",
        "95 % intervals",
        "a margin of ±17.7 % points",
        "round-the-clock 24/7 support",
        "opened 2024/05/12",
        "v0.5.2 of 3.1",
        "an 80/20 rule",
        "issue #12/30",
        "120% more",
        "eighteen or so of them",
    ],
)
def test_speeds_versions_dates_and_levels_are_no_shares(text: str) -> None:
    assert shares_in(text, 1) == []


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        (">70%", Bound.ABOVE),
        ("more than 70 %", Bound.ABOVE),
        ("≥ 70%", Bound.AT_LEAST),
        ("at least 70%", Bound.AT_LEAST),
        ("~70%", Bound.ABOUT),
        ("roughly 70%", Bound.ABOUT),
        ("< 70%", Bound.BELOW),
        ("up to 70%", Bound.AT_MOST),
        ("70%", Bound.EXACT),
    ],
)
def test_a_bound_is_read_with_its_number(text: str, bound: Bound) -> None:
    assert only(text).bound is bound


def test_a_range_of_percentages_has_two_ends() -> None:
    share = only("30–40% of issues")
    assert (share.percent, share.upper, share.is_exact) == (30, 40, False)


def test_an_interval_belongs_to_the_share_before_it() -> None:
    assert only("30% (95% CI 17–48)").interval == (17, 48)


def test_shares_of_one_sentence_stay_apart() -> None:
    shares = shares_in("implemented (33%), stale (40%), and rejected (27%)", 1)
    assert [share.percent for share in shares] == [33, 40, 27]


def test_a_percentage_of_counted_issues_is_not_their_own() -> None:
    counted, percentage = shares_in("Of the 24 closed issues 46% went stale", 1, counts=True)
    assert (counted.count, counted.percent, percentage.percent) == (24, None, 46)


def test_a_share_knows_its_line() -> None:
    assert [share.line for share in shares_in("one\ntwo 30%\nthree 40%", 7)] == [8, 9]


@given(n=st.integers(1, 400), data=st.data(), decimals=st.integers(0, 2))
@settings(deadline=None, max_examples=100)
def test_a_rounded_percentage_can_stand_for_its_count(
    n: int, data: st.DataObject, decimals: int
) -> None:
    k = data.draw(st.integers(0, n))
    assert k in only(f"{100 * k / n:.{decimals}f}%").counts(n)


def test_a_percentage_that_no_count_gives_stands_for_none() -> None:
    assert not only("31%").counts(30)


def test_more_than_seventy_percent_of_thirty_is_at_least_twenty_two() -> None:
    assert only(">70%").counts(30) == range(22, 31)


@given(st.text(max_size=200))
@settings(deadline=None, max_examples=100)
def test_any_text_can_be_searched_for_shares(text: str) -> None:
    for share in shares_in(text, 1, counts=True):
        assert text[share.start : share.end].strip().startswith(share.wording[:1])
