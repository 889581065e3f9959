"""Drawing: the same numbers for everybody, kept when the sample grows."""

import json
import random
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from tests.domain.populations import NOW, REPOSITORY, drawn, population
from tests.shared_data import shared
from triage.domain.drawing import Request, draw, extend, listed
from triage.domain.errors import InputError, SampleError
from triage.domain.github_json import decode_issue
from triage.domain.issue import Issue
from triage.domain.sample import active_numbers, draw_order, is_sealed
from triage.domain.strata import Stratum, allocate


def test_draw_takes_the_first_in_the_order_of_the_seed() -> None:
    manifest = drawn(20)
    order = draw_order((issue.key for issue in population()), "42", "main")
    assert [f"{REPOSITORY}#{number}" for number in manifest.numbers] == order[:20]
    assert [f"{REPOSITORY}#{number}" for number in manifest.reserve] == order[20:25]
    assert manifest.population_size == 100
    assert is_sealed(manifest)


def test_draw_is_the_one_that_sha256sum_and_sort_give() -> None:
    assert drawn(5).numbers == (88, 100, 12, 11, 30)


def test_draw_does_not_depend_on_the_order_of_the_issues() -> None:
    shuffled = population()
    random.Random(1).shuffle(shuffled)
    request = Request(name="main", repository=REPOSITORY, size=20, seed="42", reserve=5)
    assert draw(request, shuffled, NOW, NOW) == drawn(20)


def test_seed_and_name_give_other_draws() -> None:
    assert drawn(20, seed="43").numbers != drawn(20).numbers
    assert drawn(20, name="second").numbers != drawn(20).numbers


def test_size_without_a_seed_is_refused() -> None:
    with pytest.raises(SampleError, match="needs a seed"):
        drawn(20, seed=None)


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        ({"seed": ""}, "others can type"),
        ({"seed": "\udcff"}, "others can type"),
        ({"seed": "a\n"}, "others can type"),
        ({"size": 0}, "at least 1"),
        ({"reserve": -1}, "not negative"),
        ({"repository": "octo/other"}, "add repo:octo/other"),
        ({"name": "../main"}, "cannot name"),
        ({"name": "CON"}, "cannot name"),
        ({"raters": ("ada", "../ben")}, "cannot name"),
        ({"raters": ("ada",), "overlap": "20%"}, "two or more"),
        ({"raters": ("ada", "ada")}, "twice"),
    ],
)
def test_draw_that_cannot_be_is_refused(wanted: dict[str, object], reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        drawn(**{"size": 20, **wanted})  # type: ignore[arg-type] # a request by its parts


def test_empty_population_is_refused() -> None:
    request = Request(name="main", repository=REPOSITORY, size=5, seed="1")
    with pytest.raises(SampleError, match="selects no issue"):
        draw(request, [], NOW)


def test_small_population_is_taken_whole() -> None:
    manifest = drawn(500)
    assert manifest.size == 100
    assert manifest.reserve == ()


@pytest.mark.parametrize("by", list(Stratum))
def test_strata_get_their_shares(by: Stratum) -> None:
    manifest = drawn(30, by=by)
    assert sum(manifest.allocation.values()) == manifest.size == 30
    for stratum, share in manifest.allocation.items():
        numbers = manifest.strata.get(stratum, ())
        assert len(set(numbers).intersection(manifest.numbers)) == share


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([None, *Stratum]),
    st.integers(1, 60),
    st.integers(1, 60),
    st.integers(0, 10),
)
def test_extension_keeps_what_was_drawn(
    by: Stratum | None, size: int, more: int, reserve: int
) -> None:
    before = drawn(size, by=by, reserve=reserve)
    after = extend(before, population(), size + more, reserve, NOW + timedelta(days=1))
    assert after.numbers[:size] == before.numbers
    assert after.size == min(size + more, 100)
    assert len(set(after.numbers + after.reserve)) == len(after.numbers + after.reserve)
    assert is_sealed(after)
    if by is None:
        assert after.numbers == drawn(size + more).numbers


def test_extension_on_a_changed_population_keeps_what_is_gone() -> None:
    before = drawn(20)
    now = [issue for issue in population(150) if issue.number not in before.numbers[:3]]
    after = extend(before, now, 30, 5, NOW)
    assert after.numbers[:20] == before.numbers
    assert after.population_size == 147
    assert after.earlier[0].size == 20
    assert after.earlier[0].population_size == 100


def test_extension_that_does_not_grow_is_refused() -> None:
    with pytest.raises(SampleError, match="ask for more"):
        extend(drawn(20), population(), 20, 0, NOW)


def test_listed_sample_cannot_be_extended() -> None:
    manifest = listed("main", REPOSITORY, [3, 1, 2], "numbers.txt", NOW)
    assert manifest.numbers == (3, 1, 2)
    with pytest.raises(SampleError, match="given as a list"):
        extend(manifest, population(), 20, 0, NOW)


@pytest.mark.parametrize(
    ("numbers", "size", "reason"),
    [
        ([], None, "no number"),
        ([1, 2, 1], None, "twice"),
        ([0], None, "no issue's number"),
        ([1, 2], 1, "population of 1"),
    ],
)
def test_list_that_is_no_sample_is_refused(
    numbers: list[int], size: int | None, reason: str
) -> None:
    with pytest.raises(SampleError, match=reason):
        listed("main", REPOSITORY, numbers, "numbers.txt", NOW, population_size=size)


def test_excluded_issue_is_replaced_by_the_first_of_the_reserve() -> None:
    manifest = drawn(10, reserve=3)
    first, second, third = manifest.reserve
    numbers = manifest.numbers
    assert active_numbers(manifest, []) == numbers
    assert active_numbers(manifest, [numbers[4]]) == (
        *numbers[:4],
        *numbers[5:],
        first,
    )
    both = [numbers[4], first]
    assert active_numbers(manifest, both) == (*numbers[:4], *numbers[5:], second)
    assert active_numbers(manifest, [first]) == numbers
    all_out = list(numbers)
    assert active_numbers(manifest, all_out) == (first, second, third)


def test_excluded_issue_is_replaced_from_its_own_stratum() -> None:
    manifest = drawn(10, by=Stratum.STATE, reserve=4)
    closed = set(manifest.strata["closed"])
    out = next(number for number in manifest.numbers if number in closed)
    replacement = active_numbers(manifest, [out])[-1]
    assert replacement in closed
    assert replacement in manifest.reserve


def test_every_drawn_stratum_has_a_reserve() -> None:
    manifest = drawn(10, by=Stratum.STATE, reserve=1)
    assert {"open", "closed"} == {
        name for name, numbers in manifest.strata.items() if set(numbers) & set(manifest.reserve)
    }


def shared_issues() -> list[Issue]:
    lines = shared("data/vllm/issues.jsonl").read_bytes().splitlines()
    issues = [decode_issue(line) for line in lines]
    return [issue for issue in issues if issue is not None]


def test_seed_of_the_report_is_imported_by_number() -> None:
    facts = json.loads(shared("data/vllm/seed30.json").read_text())
    manifest = listed(
        "seed",
        "vllm-project/vllm",
        facts["numbers_in_sample_order"],
        "seed30.json",
        NOW,
        population_size=facts["population"]["size"],
    )
    assert manifest.size == 30
    assert manifest.population_size == 1092
    assert manifest.numbers == tuple(issue.number for issue in shared_issues()[:30])


def test_fresh_thirty_of_the_real_issues_come_out_twice_and_grow_to_forty() -> None:
    issues = shared_issues()
    request = Request(name="fresh", repository="vllm-project/vllm", size=30, seed="2025")
    first = draw(request, issues, NOW)
    shuffled = list(issues)
    random.Random(7).shuffle(shuffled)
    assert draw(request, shuffled, NOW) == first
    assert first.population_size == 193
    forty = draw(structs.replace(request, size=40), reversed(issues), NOW)
    assert forty.numbers[:30] == first.numbers
    assert extend(first, shuffled, 40, 0, NOW).numbers == forty.numbers


def test_real_issues_by_state_are_shared_out() -> None:
    issues = shared_issues()
    request = Request(name="x", repository="vllm-project/vllm", size=30, seed="1", by=Stratum.STATE)
    states = [issue.state for issue in issues]
    counts = {state: states.count(state) for state in sorted(set(states))}
    assert draw(request, issues, NOW).allocation == allocate(counts, 30)
