from hypothesis import given
from hypothesis import strategies as st

from triage.analysis.proportions import interval
from triage.report.duplicates import distinct_share, groups_among

NUMBERS = st.integers(1, 9)


def test_the_canonical_issue_is_kept_where_it_is_in_scope() -> None:
    assert groups_among([3, 1, 2], {1: 2, 3: 2}) == [[2, 3, 1]]


def test_the_first_drawn_is_kept_where_the_canonical_issue_is_not_in_scope() -> None:
    assert groups_among([3, 1, 2], {3: 99, 2: 99}) == [[3, 2]]


def test_chains_and_circles_end() -> None:
    assert groups_among([1, 2, 3], {1: 2, 2: 3}) == [[3, 1, 2]]
    assert groups_among([1, 2, 3], {3: 1, 1: 2, 2: 3}) == [[1, 2, 3]]
    assert groups_among([7, 8], {7: 7, 8: 7}) == [[7, 8]]


@given(st.lists(NUMBERS, unique=True), st.dictionaries(NUMBERS, NUMBERS))
def test_no_issue_is_in_two_groups_and_none_is_alone(
    numbers: list[int], canonical: dict[int, int]
) -> None:
    groups = groups_among(numbers, canonical)
    members = [number for group in groups for number in group]
    assert len(members) == len(set(members))
    assert set(members) <= set(numbers)
    assert all(len(group) > 1 for group in groups)


def test_a_share_without_duplicates_leaves_them_out_of_both_counts() -> None:
    share = distinct_share([1, 2], [1, 2, 3, 4], {2})
    assert (share.k, share.n, share.interval) == (1, 3, interval(1, 3))
    assert distinct_share([2], [2], {2}).interval is None
