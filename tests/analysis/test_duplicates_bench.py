"""The measure of the suggestions: ranks, ties and groups; and one real file, where there is one."""

from datetime import UTC, datetime

import pytest

from bench.duplicates import Row, labelled_groups, main, rank_of_best, read_rows
from tests.shared_data import shared
from triage.analysis.duplicates import Index


def row(number: int, duplicate_of: int | None = None) -> Row:
    opened = datetime(2024, 1, 1, tzinfo=UTC)
    return Row(number=number, title="t", created_at=opened, duplicate_of=duplicate_of)


def test_rank_is_that_of_the_best_right_issue() -> None:
    ranked = [(1, 0.9), (2, 0.8), (3, 0.7)]
    assert rank_of_best(ranked, {3, 2}, issues=10) == 2


def test_ties_count_half_against_the_method() -> None:
    ranked = [(1, 0.9), (2, 0.8), (3, 0.8), (4, 0.8), (5, 0.1)]
    assert rank_of_best(ranked, {3}, issues=10) == 3
    assert rank_of_best(ranked, {3, 4}, issues=10) == 2.5


def test_unranked_issues_tie_behind_the_ranked_ones() -> None:
    assert rank_of_best([(1, 0.9)], {7}, issues=12) == 1 + 1 + 9 / 2


def test_links_chain_to_groups_and_lead_nowhere_outside_the_file() -> None:
    groups = labelled_groups([row(1), row(2, 1), row(3, 2), row(4, 99), row(5)])
    assert groups == {1: {1, 2, 3}, 2: {1, 2, 3}, 3: {1, 2, 3}}


def test_unreadable_file_ends_with_a_message(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path_factory.mktemp("bench") / "issues.jsonl.gz"
    path.write_bytes(b"no gzip")
    monkeypatch.setattr("sys.argv", ["duplicates", str(path)])
    with pytest.raises(SystemExit, match="not labelled issues"):
        main()


def test_known_duplicates_of_a_real_tracker_are_found() -> None:
    rows = list(read_rows(shared("data/duplicates/gitbugs_hadoop.jsonl.gz")))
    index = Index.build([each.issue() for each in rows])
    groups = labelled_groups(rows)
    ranks = [
        rank_of_best(index.ranked(each.number), groups[each.number] - {each.number}, len(rows))
        for each in rows
        if each.duplicate_of in groups
    ]
    assert sum(rank <= 10 for rank in ranks) / len(ranks) >= 0.86
