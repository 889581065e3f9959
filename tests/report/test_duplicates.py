from tests.samples import issue
from triage.analysis.duplicate_groups import DuplicateGroup
from triage.analysis.proportions import interval
from triage.report.duplicates import distinct_share, groups_in_scope


def numbers(drawn: list[int], *groups: DuplicateGroup) -> list[tuple[int, ...]]:
    found = groups_in_scope([issue(number) for number in drawn], groups)
    return [(group.kept.number, *(each.number for each in group.others)) for group in found]


def test_the_canonical_issue_is_kept_where_it_is_in_scope() -> None:
    assert numbers([3, 1, 2], DuplicateGroup(canonical=2, numbers=(1, 2, 3))) == [(2, 3, 1)]


def test_the_first_drawn_is_kept_where_the_canonical_issue_is_not_in_scope() -> None:
    assert numbers([3, 1, 2], DuplicateGroup(canonical=99, numbers=(2, 3, 99))) == [(3, 2)]


def test_a_group_with_one_issue_in_scope_changes_nothing() -> None:
    assert numbers([3, 1, 2], DuplicateGroup(canonical=3, numbers=(3, 4))) == []


def test_a_share_without_duplicates_leaves_them_out_of_both_counts() -> None:
    share = distinct_share([1, 2], [1, 2, 3, 4], {2})
    assert (share.k, share.n, share.interval) == (1, 3, interval(1, 3))
    assert distinct_share([2], [2], {2}).interval is None
