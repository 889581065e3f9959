"""The index of likely duplicates: what it finds, why, and that odd issues do not disturb it."""

import subprocess
import sys
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from tests.analysis.reports import REPORTS, issue, populations
from triage.analysis.duplicates import Index
from triage.domain.errors import InputError
from triage.domain.issue import Issue


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.build(REPORTS)


def numbers(index: Index, asked: int | Issue, among: Iterable[int] | None = None) -> list[int]:
    return [each.number for each in index.suggest(asked, among=among)]


def test_other_words_for_the_same_fault_come_first(index: Index) -> None:
    assert numbers(index, 1)[0] == 3
    assert numbers(index, 3)[0] == 1
    assert numbers(index, 2)[0] == 6


def test_suggestion_gives_its_reasons(index: Index) -> None:
    first = index.suggest(1)[0]
    assert first.title == "Crash of the scheduler when the batch is empty"
    assert first.days_apart == 9
    assert "schedule_step" in first.shared_words
    assert 30 < first.likeness < 100
    assert 50 < first.title_likeness < 100
    assert not first.mentioned


def test_parts_of_a_shared_identifier_are_no_reasons_of_their_own() -> None:
    plain = [issue(n, "lora", "other words here") for n in range(3, 5)]
    both = [issue(1, "LoRA support", "adapter"), issue(2, "LoRA support", "adapter")]
    few = [issue(n, "filler", f"nothing {n}") for n in range(5, 30)]
    many = [issue(n, "filler", f"nothing {n}") for n in range(5, 60)]
    found = [Index.build([*both, *plain, *rest]).suggest(1)[0].shared_words for rest in (few, many)]
    assert [set(words) for words in found] == [
        {"support", "adapter"},
        {"lora", "support", "adapter"},
    ]


def test_shared_word_is_shown_in_its_shortest_form() -> None:
    rest = [issue(n, "filler", f"nothing {n}") for n in range(3, 40)]
    both = [issue(1, "crashing again"), issue(2, "two crashes", "a crash")]
    assert Index.build([*both, *rest]).suggest(1)[0].shared_words == ("crash",)


def test_mention_counts_from_both_sides(index: Index) -> None:
    assert index.suggest(5)[0].mentioned
    assert index.suggest(4)[0].mentioned


def test_mentioned_issue_is_suggested_without_a_word_in_common() -> None:
    index = Index.build([issue(1, "alpha", "same as #2"), issue(2, "beta"), issue(3, "gamma")])
    assert numbers(index, 1) == [2]
    assert numbers(index, 2) == [1]


def test_number_of_another_repository_is_no_mention() -> None:
    texts = ("see a/b#2", "https://github.com/a/b/issues/2", "&#2;")
    index = Index.build([issue(2, "beta"), *(issue(n, "", t) for n, t in enumerate(texts, 7))])
    assert not any(2 in numbers(index, number) for number in (7, 8, 9))
    linked = issue(10, "", "https://github.com/O/R/issues/2")
    assert 2 in numbers(index, linked)


def test_closer_in_time_comes_first_among_equals() -> None:
    same = "the cache is never emptied"
    index = Index.build([issue(1, same, day=0), issue(2, same, day=90), issue(3, same, day=100)])
    assert numbers(index, 3) == [2, 1]
    assert numbers(index, 1) == [2, 3]


def test_identical_issues_are_wholly_alike() -> None:
    index = Index.build([issue(n, "the cache is full", "nothing helps") for n in range(1, 9)])
    assert [each.likeness for each in index.suggest(4)] == [100] * 5


def test_titles_are_alike_whatever_the_order_of_their_words_and_without_their_tags() -> None:
    titles = ("[Bug]: Cache is never emptied", "never emptied: cache is", "\ud800", "", "[/x]")
    index = Index.build([issue(n, title, "the pool leaks") for n, title in enumerate(titles, 1)])
    found = {each.number: each.title_likeness for each in index.suggest(1)}
    assert found[2] == 100
    assert max(found[3], found[4], found[5]) < 50


def test_suggestions_can_be_chosen_among_some_issues(index: Index) -> None:
    assert numbers(index, 1, among=[2, 3, 3, 99, 1]) == [3]
    assert numbers(index, 1, among=[]) == []


def test_top_limits_the_suggestions(index: Index) -> None:
    assert len(index.suggest(6, top=1)) == 1
    assert index.suggest(6, top=0) == []
    assert index.suggest(6, top=-3) == []


def test_issue_with_new_text_is_asked_for_as_it_stands(index: Index) -> None:
    assert numbers(index, structs.replace(REPORTS[0], title="Theme flickers", body=""))[0] == 6
    assert numbers(index, REPORTS[0]) == numbers(index, 1)


@pytest.mark.parametrize("number", [7, 0, -1, 10**30])
def test_unknown_number_is_a_clear_error(index: Index, number: int) -> None:
    assert number not in index
    with pytest.raises(InputError, match=r"is not among the 6 indexed issues"):
        index.suggest(number)


def test_ranking_agrees_with_the_suggestions(index: Index) -> None:
    assert [number for number, _ in index.ranked(1)] == numbers(index, 1)


def test_words_without_spaces_match() -> None:
    reports = [
        issue(1, "内存泄漏导致崩溃", "运行一小时后"),
        issue(2, "文档缺少示例"),
        issue(3, "长时间运行发生内存泄漏"),
        issue(4, "メモリ使用量が増える"),
        issue(5, "実行中にメモリが増え続ける"),
    ]
    index = Index.build(reports)
    assert numbers(index, 1)[0] == 3
    assert numbers(index, 4)[0] == 5
    assert "内存" in index.suggest(1)[0].shared_words


def test_empty_and_enormous_issues_behave() -> None:
    huge = " ".join(f"word{n % 90000}x" for n in range(15_000))
    reports = [issue(1, ""), issue(2, "", ""), issue(3, huge, huge), issue(4, "[Bug]"), *REPORTS]
    index = Index.build([structs.replace(each, number=n) for n, each in enumerate(reports, 1)])
    assert numbers(index, 1) == []
    assert 3 not in numbers(index, 3)
    assert numbers(index, 5)[0] == 7


def test_population_of_one_or_none_has_no_suggestions() -> None:
    alone = issue(1, "the cache is full")
    assert Index.build([alone]).suggest(1) == []
    empty = Index.build([])
    assert len(empty) == 0
    assert empty.suggest(alone) == []
    assert numbers(empty.extended([alone, issue(2, "a full cache")]), 1) == [2]


def test_lines_of_a_form_do_not_make_issues_alike() -> None:
    form = "OS: Ubuntu 22.04\nnumpy==1.26.4\nIs CUDA available: True\n"
    faults = ("leak", "hang", "typo", "crash", "wrong", "slow", "noise", "race", "stall", "loss")
    reports = [issue(n, f"{word} {word}{n}", form) for n, word in enumerate(faults * 3, 1)]
    assert numbers(Index.build(reports), 1) == [11, 21]


def test_of_an_issue_that_comes_twice_the_last_counts() -> None:
    index = Index.build([*REPORTS, issue(2, "Scheduler crashes on empty batch")])
    assert len(index) == 6
    assert set(numbers(index, 2)) >= {1, 3}
    assert 6 not in numbers(index, 2)


def test_extending_adds_replaces_and_takes_out(index: Index) -> None:
    extended = index.extended([issue(7, "Dark theme", day=31), issue(2, "Unrelated")], gone=[3])
    assert numbers(extended, 6)[0] == 7
    assert 2 not in numbers(extended, 6)
    assert 3 not in extended
    assert numbers(index, 1)[0] == 3


def test_index_that_grew_much_is_outgrown(index: Index) -> None:
    assert not index.is_outgrown
    assert index.extended(issue(n, "more") for n in range(100, 200)).is_outgrown


def test_building_reads_an_iterator_once_and_reports_progress() -> None:
    told: list[int] = []
    index = Index.build((issue(n, f"title {n}") for n in range(1, 251)), told.append)
    assert len(index) == 250
    assert told == [100, 200, 300, 400, 500]


def test_building_stops_when_progress_raises() -> None:
    def stop(_read: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Index.build([issue(n, "t") for n in range(200)], stop)


@settings(deadline=None, max_examples=40)
@given(populations, st.integers(1, 30))
def test_suggestions_are_sorted_and_never_the_issue_itself(
    reports: list[Issue], asked: int
) -> None:
    index = Index.build(reports)
    query = next((each for each in reports if each.number == asked), issue(asked, "crash of #3"))
    found = index.suggest(query, top=99)
    assert asked not in [each.number for each in found]
    assert [each.score for each in found] == sorted((e.score for e in found), reverse=True)
    assert all(0 <= each.likeness <= 100 and each.days_apart >= 0 for each in found)
    assert len({each.number for each in found}) == len(found)


@settings(deadline=None, max_examples=30)
@given(populations)
def test_likeness_is_the_same_in_both_directions(reports: list[Issue]) -> None:
    index = Index.build(reports)
    likeness = {
        (each, other.number): other.likeness
        for each in index.rows.numbers.tolist()
        for other in index.suggest(each, top=99)
    }
    assert all(likeness.get((two, one), like) == like for (one, two), like in likeness.items())


@settings(deadline=None, max_examples=30)
@given(populations, populations)
def test_extended_index_ranks_like_one_built_at_once(first: list[Issue], more: list[Issue]) -> None:
    whole = Index.build([*first, *more])
    extended = Index.build(first).extended(more)
    for number in whole.rows.numbers.tolist():
        assert dict(extended.ranked(number)) == pytest.approx(dict(whole.ranked(number)))


def test_importing_the_index_loads_no_numpy() -> None:
    code = "import sys, triage.analysis.index_arrays; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
