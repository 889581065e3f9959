"""The index file: used when it fits, extended when it can be, built again otherwise."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from store.array_file import read_arrays, write_arrays
from store.duplicate_index import _TYPES, FORMAT, OpenedIndex, mark_of, open_index
from tests.analysis.reports import REPORTS, issue
from triage.domain.errors import InputError
from triage.domain.issue import Issue


class Population:
    """Issues in memory, which remembers which of them were read."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        self.by_number = {each.number: each for each in issues}
        self.read: list[int] = []

    def marks(self) -> Iterable[tuple[int, str]]:
        return [(number, mark_of(each)) for number, each in self.by_number.items()]

    def issues(self, numbers: Sequence[int] | None = None) -> Iterable[Issue]:
        for number in self.by_number if numbers is None else numbers:
            self.read.append(number)
            yield self.by_number[number]


@pytest.fixture
def population() -> Population:
    return Population(REPORTS)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "population" / "duplicates.index"


def opened(path: Path, population: Population) -> OpenedIndex:
    population.read.clear()
    found = open_index(path, population)
    assert sorted(found.index.rows.numbers.tolist()) == sorted(population.by_number)
    return found


def test_first_opening_builds_and_the_next_reads_no_issue(
    path: Path, population: Population
) -> None:
    first = opened(path, population)
    assert (first.read, first.unsaved) == (6, "")
    assert first.reason == "there was no index yet"
    again = opened(path, population)
    assert (again.read, again.reason, population.read) == (0, "", [])
    assert again.index.suggest(1) == first.index.suggest(1)


def test_only_new_and_edited_issues_are_read(path: Path, population: Population) -> None:
    opened(path, population)
    population.by_number[7] = issue(7, "Scheduler crash, batch empty", day=40)
    population.by_number[2] = structs.replace(REPORTS[1], body="Scheduler crashes, batch is empty")
    del population.by_number[4]
    found = opened(path, population)
    assert population.read == [2, 7]
    assert found.reason == "2 issues are new or edited, 1 are gone"
    assert {each.number for each in found.index.suggest(1)} >= {2, 3, 7}
    assert opened(path, population).read == 0


def test_edited_title_counts_as_edited(path: Path, population: Population) -> None:
    opened(path, population)
    population.by_number[1] = structs.replace(REPORTS[0], title="Dark theme flickers")
    assert opened(path, population).index.suggest(1)[0].number == 6


def test_population_that_changed_for_the_most_part_is_read_anew(
    path: Path, population: Population
) -> None:
    opened(path, population)
    more = [issue(number, f"title {number}") for number in range(10, 30)]
    assert opened(path, Population([*REPORTS, *more])).read == 26


def test_index_that_grew_far_beyond_what_it_learned_from_is_built_again(
    path: Path, population: Population
) -> None:
    learned_from = []
    for count in (6, 12, 24, 48, 96):
        for number in range(len(population.by_number) + 1, count + 1):
            population.by_number[number] = issue(number, f"title {number}")
        learned_from.append(opened(path, population).index.learned_from)
    assert learned_from == [6, 6, 6, 6, 96]


def test_every_damaged_byte_is_noticed(path: Path, population: Population) -> None:
    good = opened(path, population).index
    whole = path.read_bytes()
    for place in range(0, len(whole), 97):
        damaged = bytearray(whole)
        damaged[place] ^= 0x40
        path.write_bytes(damaged)
        found = opened(path, population)
        assert found.read == 6
        assert found.index.suggest(1) == good.suggest(1)
    assert opened(path, population).read == 0


@pytest.mark.parametrize("kept", [0, 1, 13, 14, 20, 200, -1, -4])
def test_file_cut_short_is_built_again(path: Path, population: Population, kept: int) -> None:
    opened(path, population)
    path.write_bytes(path.read_bytes()[:kept])
    assert opened(path, population).read == 6


def test_file_of_another_format_is_built_again(path: Path, population: Population) -> None:
    opened(path, population)
    write_arrays(path, FORMAT + 1, {"numbers": np.zeros(3, "<i8")})
    assert f"has format {FORMAT + 1}" in opened(path, population).reason


def test_whole_file_with_senseless_arrays_is_built_again(
    path: Path, population: Population
) -> None:
    opened(path, population)
    write_arrays(path, FORMAT, {"numbers": np.zeros(3, "<i8")})
    assert "is inconsistent" in opened(path, population).reason


def test_whole_file_in_which_an_issue_has_no_mark_is_built_again(
    path: Path, population: Population
) -> None:
    opened(path, population)
    arrays = read_arrays(path, FORMAT, _TYPES)
    write_arrays(path, FORMAT, {**arrays, "marks": arrays["marks"][1:]})
    assert "not every issue has a mark" in opened(path, population).reason


def test_folder_in_the_place_of_the_file_still_gives_an_index(
    path: Path, population: Population
) -> None:
    path.mkdir(parents=True)
    found = opened(path, population)
    assert "cannot be read" in found.reason
    assert "cannot be written" in found.unsaved
    assert list(path.parent.iterdir()) == [path]


def test_stopping_leaves_the_file_as_it_was(path: Path, population: Population) -> None:
    def stop(_read: int) -> None:
        raise KeyboardInterrupt

    opened(path, population)
    before = path.read_bytes()
    many = Population(issue(number, f"title {number}") for number in range(300))
    with pytest.raises(KeyboardInterrupt):
        open_index(path, many, stop)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_empty_population_has_an_index(path: Path) -> None:
    assert opened(path, Population([])).read == 0
    assert opened(path, Population([])).reason == ""


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(-(2**31), 2**31 - 1)), st.binary())
def test_arrays_come_back_from_their_file(
    tmp_path_factory: pytest.TempPathFactory, numbers: list[int], data: bytes
) -> None:
    path = tmp_path_factory.mktemp("arrays") / "a"
    arrays = {"n": np.array(numbers, "<i4"), "d": np.frombuffer(data, "|u1")}
    write_arrays(path, 3, arrays)
    read = read_arrays(path, 3, {"n": "<i4", "d": "|u1"})
    assert read["n"].tolist() == numbers
    assert read["d"].tobytes() == data


def test_array_file_is_for_its_owner_only(tmp_path: Path) -> None:
    write_arrays(tmp_path / "a", 1, {"n": np.zeros(1, "<i8")})
    assert (tmp_path / "a").stat().st_mode & 0o077 == 0


def test_missing_array_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"there is no .*absent"):
        read_arrays(tmp_path / "absent", 1, {})
