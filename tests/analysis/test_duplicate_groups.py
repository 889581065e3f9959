"""Groups of duplicates from verdicts, and how right the suggestions were."""

from hypothesis import given, settings
from hypothesis import strategies as st

from triage.analysis.duplicate_groups import (
    DuplicateGroup,
    SuggestionPrecision,
    duplicate_groups,
    judged_pairs,
    suggestion_precision,
    without_duplicates,
)
from triage.domain.coding import Likeness, Verdicts

SAME, RELATED, DIFFERENT = Likeness.SAME, Likeness.RELATED, Likeness.DIFFERENT

_verdicts = st.dictionaries(
    st.integers(1, 9),
    st.builds(
        Verdicts,
        pairs=st.dictionaries(st.integers(1, 9), st.sampled_from(list(Likeness)), max_size=4),
        canonical=st.none() | st.integers(1, 9),
    ),
    max_size=6,
)


def test_same_carries_over_and_related_does_not() -> None:
    verdicts = {
        7: Verdicts(pairs={3: SAME, 9: RELATED}),
        3: Verdicts(pairs={5: SAME}),
        20: Verdicts(pairs={21: SAME}),
    }
    assert duplicate_groups(verdicts) == [
        DuplicateGroup(canonical=3, numbers=(3, 5, 7)),
        DuplicateGroup(canonical=20, numbers=(20, 21)),
    ]


def test_canonical_issue_is_the_one_most_often_named() -> None:
    verdicts = {
        1: Verdicts(pairs={2: SAME}, canonical=3),
        2: Verdicts(pairs={3: SAME}, canonical=3),
        4: Verdicts(pairs={2: SAME}, canonical=2),
    }
    assert duplicate_groups(verdicts)[0].canonical == 3


def test_naming_a_canonical_issue_says_that_both_are_the_same() -> None:
    assert duplicate_groups({8: Verdicts(canonical=4)}) == [
        DuplicateGroup(canonical=4, numbers=(4, 8))
    ]


def test_disputed_pair_of_a_group_is_listed() -> None:
    verdicts = {1: Verdicts(pairs={2: SAME, 3: SAME}), 2: Verdicts(pairs={3: DIFFERENT})}
    assert duplicate_groups(verdicts)[0].disputed == ((2, 3),)


def test_pair_judged_from_both_sides_counts_once_and_for_the_weaker_verdict() -> None:
    verdicts = {1: Verdicts(pairs={2: SAME}), 2: Verdicts(pairs={1: RELATED, 2: SAME})}
    assert judged_pairs(verdicts) == {(1, 2): RELATED}
    assert duplicate_groups(verdicts) == []


def test_one_issue_is_left_of_each_group() -> None:
    groups = [
        DuplicateGroup(canonical=3, numbers=(1, 3, 5)),
        DuplicateGroup(canonical=8, numbers=(8, 9, 10)),
    ]
    assert without_duplicates([5, 2, 3, 10, 9, 1], groups) == [2, 3, 10]


def test_precision_counts_judged_pairs() -> None:
    verdicts = {
        1: Verdicts(pairs={2: SAME, 3: DIFFERENT}),
        2: Verdicts(pairs={1: SAME, 4: RELATED}),
    }
    found = suggestion_precision(verdicts)
    assert found == SuggestionPrecision(same=1, related=1, different=1)
    assert found.precision == 1 / 3


def test_precision_leaves_out_pairs_that_were_not_suggested() -> None:
    verdicts = {1: Verdicts(pairs={2: SAME, 3: DIFFERENT})}
    assert suggestion_precision(verdicts, {2: [1, 7]}).precision == 1.0


def test_precision_of_nothing_is_not_defined() -> None:
    assert suggestion_precision({}).precision is None


@settings(deadline=None, max_examples=60)
@given(_verdicts)
def test_groups_are_disjoint_and_hold_their_canonical_issue(verdicts: dict[int, Verdicts]) -> None:
    groups = duplicate_groups(verdicts)
    everyone = [number for group in groups for number in group.numbers]
    assert len(everyone) == len(set(everyone))
    assert all(group.canonical in group.numbers for group in groups)
    assert all(len(group.numbers) > 1 for group in groups)
    kept = without_duplicates(range(1, 10), groups)
    assert len(kept) == 9 - sum(len(group.numbers) - 1 for group in groups)
