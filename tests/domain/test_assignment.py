"""Sharing a sample among raters."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.populations import NOW, drawn, population
from triage.domain.assignment import (
    assigned_numbers,
    assigned_raters,
    checked_overlap,
    numbers_to_read,
    presented_again,
)
from triage.domain.coding import Answer, Coding, Marks
from triage.domain.drawing import extend
from triage.domain.errors import InputError, SampleError
from triage.domain.issue import issue_key

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


def test_a_second_coding_is_assigned_what_the_first_one_is() -> None:
    manifest = drawn(11, raters=TWO, overlap="0")
    first, again = (
        assigned_numbers(manifest, name, manifest.numbers) for name in ("ada", "ada.again")
    )
    assert first == again


def test_what_was_coded_comes_again_in_another_order() -> None:
    manifest = drawn(20, raters=TWO, overlap="50%")
    own = assigned_numbers(manifest, "ada", manifest.numbers)
    keys = [issue_key(manifest.repository, number) for number in own]
    first = {key: Coding(issue=key, answers={"type": Answer(codes=("speed",))}) for key in keys}
    first[keys[0]] = Coding(
        issue=keys[0], answers=first[keys[0]].answers, marks=Marks(excluded="spam")
    )
    again = presented_again(manifest, "ada.again", first)
    assert sorted(again.numbers) == sorted(own[1:])
    assert again.numbers != own[1:]
    assert numbers_to_read(again, "ada.again", {}) == again.numbers


def test_nothing_comes_again_that_was_not_coded_once() -> None:
    with pytest.raises(InputError, match="ada has coded nothing of the sample"):
        presented_again(drawn(3), "ada.again", {})
