"""Sharing a sample among raters."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.populations import NOW, drawn, population
from triage.domain.assignment import assigned_numbers, assigned_raters, checked_overlap
from triage.domain.drawing import extend
from triage.domain.errors import SampleError

TWO = ("ada", "ben")


def test_everybody_codes_all_when_nobody_is_named() -> None:
    manifest = drawn(10)
    assert assigned_numbers(manifest, "ada", manifest.numbers) == manifest.numbers
    assert assigned_raters(manifest, manifest.numbers[0]) == ()


def test_everybody_codes_all_when_the_overlap_is_all() -> None:
    manifest = drawn(10, raters=TWO, overlap="all")
    assert manifest.overlap == "1"
    for rater in TWO:
        assert assigned_numbers(manifest, rater, manifest.numbers) == manifest.numbers


def test_overlap_is_coded_by_all_and_the_rest_is_dealt_out() -> None:
    manifest = drawn(30, raters=("ada", "ben", "cyd"), overlap="20%")
    shares = [set(assigned_numbers(manifest, rater, manifest.numbers)) for rater in manifest.raters]
    assert len(set.intersection(*shares)) == 6
    assert set.union(*shares) == set(manifest.numbers)
    assert [len(share) for share in shares] == [14, 14, 14]


def test_no_overlap_leaves_nothing_twice() -> None:
    manifest = drawn(11, raters=TWO, overlap="0")
    first, second = (assigned_numbers(manifest, rater, manifest.numbers) for rater in TWO)
    assert len(first) == 6
    assert set(first).isdisjoint(second)


def test_reserve_and_strangers_code_all() -> None:
    manifest = drawn(10, raters=TWO, overlap="0")
    step_in = manifest.reserve[0]
    assert assigned_raters(manifest, step_in) == TWO
    assert step_in in assigned_numbers(manifest, "ada", (*manifest.numbers, step_in))
    assert assigned_numbers(manifest, "eve", manifest.numbers) == manifest.numbers


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 50), st.integers(1, 40), st.integers(0, 100), st.integers(2, 5))
def test_nobody_loses_an_issue_when_the_sample_grows(
    size: int, more: int, percent: int, raters: int
) -> None:
    names = tuple(f"rater{number}" for number in range(raters))
    before = drawn(size, raters=names, overlap=f"{percent}%")
    after = extend(before, population(), size + more, 0, NOW)
    overlap = sum(len(assigned_raters(after, number)) == raters for number in after.numbers)
    assert overlap == -(-percent * after.size // 100)
    for number in before.numbers:
        assert assigned_raters(after, number) == assigned_raters(before, number)
    counts = [len(assigned_numbers(after, name, after.numbers)) for name in names]
    assert max(counts) - min(counts) <= 1


@pytest.mark.parametrize(
    ("text", "share"),
    [("", "1"), ("all", "1"), ("20%", "0.2"), ("0.2", "0.2"), (".5", "0.5"), ("100%", "1")],
)
def test_overlap_is_kept_as_a_decimal_share(text: str, share: str) -> None:
    assert checked_overlap(text, TWO) == share
    assert checked_overlap(share, TWO) == share


@pytest.mark.parametrize("text", ["some", "-1", "120%", "1.5", "1e9", "1/3", "nan", "٣%", "0.2.3"])
def test_overlap_that_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(SampleError, match="20%"):
        checked_overlap(text, TWO)


def test_overlap_without_raters_divides_nothing() -> None:
    assert checked_overlap("", ()) == checked_overlap("all", ()) == ""
    with pytest.raises(SampleError, match="two or more"):
        checked_overlap("20%", ())
