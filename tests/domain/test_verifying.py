"""Verifying: an honest sample passes, and every way of tampering is found."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from tests.domain.populations import NOW, REPOSITORY, drawn, population
from triage.domain.differences import Finding
from triage.domain.drawing import extend, listed
from triage.domain.sample import Manifest, sealed
from triage.domain.strata import Stratum
from triage.domain.verifying import verify


def found(manifest: Manifest, **witnesses: object) -> set[Finding]:
    differences = verify(manifest, **{"population": population(), **witnesses})  # type: ignore[arg-type] # the witnesses of a test
    return {difference.finding for difference in differences}


def swapped(numbers: tuple[int, ...], one: int, other: int) -> tuple[int, ...]:
    changed = list(numbers)
    changed[one], changed[other] = changed[other], changed[one]
    return tuple(changed)


@settings(max_examples=50, deadline=None)
@given(
    st.sampled_from([None, *Stratum]),
    st.integers(1, 90),
    st.lists(st.integers(1, 20), max_size=2),
    st.integers(0, 8),
)
def test_honest_sample_has_no_differences(
    by: Stratum | None, size: int, growth: list[int], reserve: int
) -> None:
    manifest = drawn(size, by=by, reserve=reserve)
    for more in growth:
        if manifest.size < 100:
            manifest = extend(manifest, population(), manifest.size + more, reserve, NOW, NOW)
    copied = (*manifest.numbers, *manifest.reserve)
    assert verify(manifest, population(), copied) == []


def test_edited_manifest_is_found() -> None:
    edited = structs.replace(drawn(), label="bug")
    (difference,) = verify(edited)
    assert difference.finding is Finding.EDITED
    assert "edited" in difference.text


@pytest.mark.parametrize("seal", [True, False])
def test_changed_seed_is_found(seal: bool) -> None:
    forged = structs.replace(drawn(), seed="43")
    forged = sealed(forged) if seal else forged
    assert Finding.ORDER in found(forged)
    assert "seed" in next(each.text for each in verify(forged) if each.finding is Finding.ORDER)


def test_changed_name_is_found() -> None:
    assert Finding.ORDER in found(sealed(structs.replace(drawn(), name="other")))


def test_missing_issue_is_found() -> None:
    manifest = drawn()
    forged = sealed(structs.replace(manifest, numbers=manifest.numbers[:4] + manifest.numbers[5:]))
    differences = verify(forged, population())
    assert manifest.numbers[4] in {number for each in differences for number in each.numbers}
    assert all(each.is_error for each in differences)


def test_swapped_order_is_found_with_and_without_the_population() -> None:
    manifest = drawn()
    forged = sealed(structs.replace(manifest, numbers=swapped(manifest.numbers, 3, 9)))
    assert {each.finding for each in verify(forged)} == {Finding.ORDER}
    assert found(forged) == {Finding.ORDER, Finding.DRAW}
    assert any("place 4" in each.text for each in verify(forged, population()))


def test_issue_put_in_the_place_of_another_is_found() -> None:
    manifest = drawn()
    stranger = next(n for n in range(1, 101) if n not in manifest.numbers + manifest.reserve)
    forged = sealed(structs.replace(manifest, numbers=(stranger, *manifest.numbers[1:])))
    differences = [each for each in verify(forged, population()) if each.finding is Finding.DRAW]
    assert {each.numbers for each in differences} >= {(manifest.numbers[0],), (stranger,)}


def test_number_given_twice_is_found() -> None:
    manifest = drawn()
    forged = structs.replace(manifest, reserve=(*manifest.reserve, manifest.numbers[0]))
    assert any("twice" in each.text for each in verify(sealed(forged)))


def test_reserve_that_jumped_the_queue_is_found() -> None:
    manifest = drawn()
    forged = structs.replace(
        manifest,
        numbers=(*manifest.numbers[:-1], manifest.reserve[0]),
        reserve=(manifest.numbers[-1], *manifest.reserve[1:]),
    )
    assert Finding.ORDER in {each.finding for each in verify(sealed(forged))}


def test_forged_allocation_is_found() -> None:
    manifest = drawn(by=Stratum.STATE)
    forged = structs.replace(manifest, allocation={"closed": 10, "open": 10})
    assert Finding.DRAW in found(sealed(forged))


def test_forged_reserve_of_a_stratum_is_found() -> None:
    manifest = drawn(by=Stratum.STATE)
    forged = structs.replace(manifest, reserve=manifest.reserve[1:])
    assert Finding.DRAW in found(sealed(forged))


def test_gone_issue_keeps_its_place_and_is_named_with_its_fate() -> None:
    manifest = drawn()
    gone = manifest.numbers[7]
    left = [issue for issue in population() if issue.number != gone]
    differences = verify(manifest, left, standing={gone: "deleted"})
    assert {each.finding for each in differences} == {Finding.GONE, Finding.POPULATION}
    assert not any(each.is_error for each in differences)
    first = next(each for each in differences if each.finding is Finding.GONE)
    assert first.numbers == (gone,)
    assert "deleted" in first.text
    assert manifest.numbers[7] == gone


def test_grown_population_is_said_and_is_no_error() -> None:
    newer = [
        structs.replace(issue, created_at=NOW + timedelta(days=1))
        for issue in population(50, first=101)
    ]
    (difference,) = verify(drawn(), population() + newer)
    assert difference.finding is Finding.POPULATION
    assert not difference.is_error
    assert "N was 100, is 150" in difference.text


def test_older_issues_that_would_be_drawn_today_are_named() -> None:
    manifest = drawn()
    differences = verify(manifest, population(200))
    passed = next(each for each in differences if each.numbers)
    assert "would be drawn today" in passed.text
    assert all(number > 100 for number in passed.numbers)
    assert not passed.is_error


def test_extension_over_a_changed_population_is_verified_as_far_as_it_can_be() -> None:
    manifest = extend(drawn(), population(150), 30, 5, NOW, NOW)
    assert verify(manifest, population(150)) == []
    forged = sealed(structs.replace(manifest, numbers=swapped(manifest.numbers, 28, 29)))
    assert found(forged, population=population(150)) == {Finding.ORDER, Finding.DRAW}


def test_copies_must_be_those_of_the_manifest() -> None:
    manifest = drawn()
    copied = (*manifest.numbers, *manifest.reserve)
    assert found(manifest, copied=copied[1:]) == {Finding.COPY}
    assert found(manifest, copied=(*copied, 99_999)) == {Finding.COPY}
    assert found(manifest, copied=swapped(copied, 0, 1)) == {Finding.COPY}
    assert found(manifest, copied=(*copied, copied[0])) == {Finding.COPY}


def test_listed_sample_promises_only_its_numbers_and_size() -> None:
    manifest = listed("main", REPOSITORY, [9, 2, 5], "list", NOW, population_size=100)
    assert verify(manifest, population(), [9, 2, 5]) == []
    assert found(manifest, population=population(99, first=2)) == {Finding.POPULATION}
    assert found(manifest, population=population(99, first=3)) == {
        Finding.POPULATION,
        Finding.GONE,
    }
    assert found(structs.replace(manifest, numbers=(9, 5, 2))) == {Finding.EDITED}


def test_many_issues_are_counted_not_listed() -> None:
    manifest = drawn(40)
    difference = verify(manifest, population(3, first=1000))[0]
    assert "and 30 more" in difference.text
