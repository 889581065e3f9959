"""The population keeps what GitHub said, tells versions apart, and refuses what it cannot trust."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from store.population import Population, SaveCount
from store.population_reading import Order
from store.population_schema import FORMAT, IN_MEMORY, told
from tests.domain.filter_trees import issues as random_issues
from triage.domain.errors import (
    InputError,
    StoreBusyError,
    StoreDamagedError,
    StoreError,
    StoreTooNewError,
)
from triage.domain.filter_parser import parse
from triage.domain.issue import Comment, Conversation, Event, Issue, Reference
from triage.domain.strata import Stratum

NOW = datetime(2025, 1, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


def issue(number: int, **facts: object) -> Issue:
    plain = Issue(
        repository="octo/demo",
        number=number,
        title=f"Issue {number}",
        created_at=NOW - timedelta(days=400 * min(number, 300)),
        body=f"The body of {number}",
    )
    return structs.replace(plain, **facts)


FULL = issue(
    7,
    title="[Feature]: 🚀 everything",
    body="line\r\n\x00\x1b[31m [@click=app.quit]x[/] 量化",
    state="closed",
    state_reason="not_planned",
    labels=("feature request", "Bug"),
    author="octocat",
    author_association="MEMBER",
    updated_at=NOW,
    closed_at=NOW,
    closed_by="ada",
    comment_count=3,
    reactions=4,
    locked=True,
    milestone="v1.0",
    assignees=("ada", "ben"),
    web_url="https://example.org/7",
)
CONVERSATION = Conversation(
    fetched_at=NOW,
    comments=(Comment(id="1", created_at=NOW, body="[/] \x1b]0;x\x07", is_bot=True),),
    events=(
        Event(
            id="2",
            kind="closed",
            created_at=NOW,
            reference=Reference(repository="octo/demo", number=9, is_pull_request=True),
        ),
    ),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "population" / "issues.db"


@pytest.fixture
def population(path: Path) -> Iterator[Population]:
    with Population.open(path, create=True) as opened:
        yield opened


def test_issue_comes_back_as_it_was_saved(population: Population) -> None:
    assert population.save_issues([FULL], NOW) == SaveCount(new=1)
    assert population.issue("octo/demo", 7) == FULL
    assert population.issue("Octo/Demo", 7) == FULL
    assert population.issue("octo/demo", 8) is None
    assert population.body(FULL.body_digest) == FULL.body
    assert population.body("no such digest") is None
    assert population.fetched_at() == NOW


@settings(max_examples=40, deadline=None)
@given(st.lists(random_issues, max_size=6, unique_by=lambda each: each.key.casefold()))
def test_any_issues_come_back_as_they_were_saved(some: list[Issue]) -> None:
    with Population.open(IN_MEMORY, create=True) as population:
        population.save_issues(some, NOW)
        by_key = {each.key: each for each in population.issues()}
        assert by_key == {each.key: each for each in some}
        facts = {each.key: each for each in population.facts()}
        assert facts == {each.key: structs.replace(each, body="") for each in some}


def test_population_reopens_with_what_it_held(path: Path) -> None:
    with Population.open(path, create=True) as population:
        population.save_issues([FULL], NOW, state={"watermark": "2025"})
    with Population.open(path) as population:
        assert population.issue("octo/demo", 7) == FULL
        assert population.state("watermark") == "2025"
        assert population.repositories() == ["octo/demo"]
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


def test_saving_again_counts_new_changed_and_unchanged(population: Population) -> None:
    population.save_issues([issue(1), issue(2)], NOW)
    again = [issue(1), issue(2, comment_count=5), issue(3)]
    assert population.save_issues(again, LATER) == SaveCount(new=1, changed=1, unchanged=1)
    assert population.count() == 3
    assert population.fetched_at() == LATER
    population.save_issues([], NOW)
    assert population.fetched_at() == LATER


def test_edited_issue_keeps_its_older_body(population: Population) -> None:
    first, second = issue(1, body="quantum"), issue(1, body="classical", title="Renamed")
    population.save_issues([first], NOW)
    assert population.save_issues([second], LATER).changed == 1
    assert population.issue("octo/demo", 1) == second
    assert population.body(first.body_digest) == "quantum"
    assert [each.digest for each in population.versions("octo/demo", 1)] == [
        first.body_digest,
        second.body_digest,
    ]
    assert population.versions("octo/demo", 1)[0].fetched_at == NOW
    assert population.count(parse("quantum")) == 0
    assert population.count(parse("classical renamed")) == 1


def test_issue_that_returns_to_an_older_body_makes_no_third_version(
    population: Population,
) -> None:
    first, second = issue(1, body="one"), issue(1, body="two")
    for version in (first, second, first):
        population.save_issues([version], NOW)
    assert population.issue("octo/demo", 1) == first
    assert len(population.versions("octo/demo", 1)) == 2
    assert population.count(parse("one")) == 1
    assert population.count(parse("two")) == 0


def test_save_is_all_or_nothing(population: Population) -> None:
    def interrupted() -> Iterator[Issue]:
        yield issue(1)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        population.save_issues(interrupted(), NOW, state={"cursor": "x"})
    assert population.count() == 0
    assert population.state("cursor") is None
    assert population.fetched_at() is None
    assert population.save_issues([issue(1)], NOW).new == 1


@pytest.mark.parametrize(
    "broken",
    [issue(1, body="\ud800"), issue(1, title="\udfff"), issue(10**30), issue(2**63)],
)
def test_issue_that_cannot_be_written_is_refused(population: Population, broken: Issue) -> None:
    with pytest.raises(InputError, match=r"cannot be saved|neither kept nor found"):
        population.save_issues([broken], NOW)
    assert population.count() == 0


def test_conversation_comes_back_and_is_replaced(population: Population) -> None:
    population.save_issues([FULL], NOW)
    assert population.conversation("octo/demo", 7) is None
    population.save_conversation("octo/demo", 7, CONVERSATION)
    assert population.conversation("octo/demo", 7) == CONVERSATION
    population.save_issues([structs.replace(FULL, reactions=5, body="edited")], LATER)
    assert population.conversation("octo/demo", 7) == CONVERSATION
    newer = Conversation(fetched_at=LATER)
    population.save_conversation("octo/demo", 7, newer)
    assert population.conversation("octo/demo", 7) == newer


def test_conversation_of_an_unknown_issue_is_refused(population: Population) -> None:
    with pytest.raises(InputError, match="octo/demo#7 is not in the population"):
        population.save_conversation("octo/demo", 7, CONVERSATION)


def test_impossible_issue_is_not_found(population: Population) -> None:
    for repository, number in (("octo/demo", 10**30), ("\udcff", 1)):
        with pytest.raises(InputError, match="neither kept nor found"):
            population.issue(repository, number)


def test_standing_lasts_until_the_issue_is_fetched_again(population: Population) -> None:
    population.save_issues([issue(1), issue(2)], NOW)
    population.mark("octo/demo", 1, "deleted")
    assert population.standing("octo/demo", 1) == "deleted"
    assert population.update_marks("octo/demo", [1, 2, 99]) == {
        1: (issue(1).updated_at, "deleted"),
        2: (issue(2).updated_at, "present"),
    }
    assert population.keys(parse("standing:deleted")) == ["octo/demo#1"]
    sampled = population.sampled_issue("octo/demo", 1)
    assert sampled is not None
    assert (sampled.issue, sampled.standing) == (issue(1), "deleted")
    assert population.save_issues([issue(1)], LATER).changed == 1
    assert population.standing("octo/demo", 1) == "present"
    assert population.sampled_issue("octo/demo", 99) is None
    with pytest.raises(InputError, match="not in the population"):
        population.mark("octo/demo", 99, "deleted")


def test_state_is_kept_replaced_and_forgotten(population: Population) -> None:
    assert population.state("cursor") is None
    population.set_state("cursor", "a")
    population.set_state("cursor", "b")
    assert population.state("cursor") == "b"
    population.set_state("cursor", None)
    assert population.state("cursor") is None


def test_texts_are_listed_by_title_and_digest_of_the_body(population: Population) -> None:
    population.save_issues([issue(2), issue(1)], NOW)
    assert sorted(population.texts("octo/demo")) == [
        (each.number, each.title, each.body_digest) for each in (issue(1), issue(2))
    ]
    assert list(population.texts("octo/other")) == []


def test_lists_come_in_order_and_in_pages(population: Population) -> None:
    population.save_issues(
        [issue(3, reactions=1), issue(1, comment_count=9), issue(2, updated_at=NOW, reactions=8)],
        NOW,
    )

    def numbers(order: Order, limit: int | None = None, offset: int = 0) -> list[int]:
        return [each.number for each in population.facts(None, order, limit, offset)]

    assert numbers(Order.NUMBER) == [1, 2, 3]
    assert numbers(Order.NEWEST) == [3, 2, 1]
    assert numbers(Order.UPDATED)[0] == 2
    assert numbers(Order.COMMENTS) == [1, 3, 2]
    assert numbers(Order.REACTIONS) == [2, 3, 1]
    assert numbers(Order.NUMBER, 1, 1) == [2]
    assert population.keys() == ["octo/demo#1", "octo/demo#2", "octo/demo#3"]


def test_breakdown_counts_every_kind(population: Population) -> None:
    population.save_issues(
        [
            issue(1, labels=("bug", "stale"), author_association="MEMBER"),
            issue(2, labels=("bug",), state="closed"),
            issue(3, created_at=datetime(1969, 12, 31, 23, 59, 59, 900_000, tzinfo=UTC)),
        ],
        NOW,
    )
    assert population.breakdown(Stratum.LABEL) == {"bug": 2, "": 1, "stale": 1}
    assert population.breakdown(Stratum.STATE) == {"open": 2, "closed": 1}
    assert population.breakdown(Stratum.YEAR) == {"1969": 1, "2022": 1, "2023": 1}
    assert population.breakdown(Stratum.AUTHOR_ASSOCIATION) == {"NONE": 2, "MEMBER": 1}
    assert population.breakdown(Stratum.STATE, parse("label:bug")) == {"closed": 1, "open": 1}


def test_more_sets_of_labels_than_are_remembered_are_kept(
    population: Population, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.population_writing._CACHED_SETS", 2)
    some = [issue(number, labels=(f"label {number % 5}",)) for number in range(1, 21)]
    population.save_issues(some, NOW)
    assert population.breakdown(Stratum.LABEL) == {f"label {each}": 4 for each in range(5)}
    assert population.count(parse('label:"LABEL 3"')) == 4


def test_filter_about_codings_is_refused(population: Population) -> None:
    for text in ("coded:no", "confidence:<2", "no:confidence", "label:a OR -flag:yes"):
        with pytest.raises(InputError, match="asks about codings"):
            population.count(parse(text))


def test_longest_filters_are_answered(population: Population) -> None:
    population.save_issues([issue(1)], NOW)
    assert population.count(parse("a " * 499)) == 0
    assert population.count(parse("body OR " * 120 + "x")) == 1
    assert population.count(parse("-(" * 10 + "body" + ")" * 10)) == 1


def test_population_in_memory_leaves_no_file_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with Population.open(IN_MEMORY, create=True) as population:
        assert population.count() == 0
    assert not list(tmp_path.iterdir())


def test_missing_population_is_not_made_by_looking(path: Path) -> None:
    with pytest.raises(StoreError, match="triage fetch"):
        Population.open(path)
    assert not path.parent.exists()


def test_opening_to_create_keeps_what_is_there(path: Path) -> None:
    with Population.open(path, create=True) as population:
        population.save_issues([FULL], NOW)
    with Population.open(path, create=True) as population:
        assert population.count() == 1


def truncated(content: bytes) -> bytes:
    return content[: len(content) // 2]


def without_head(content: bytes) -> bytes:
    return b"\0" * 200 + content[200:]


def torn(content: bytes) -> bytes:
    """Every page behind the first overwritten."""
    return content[:8192] + b"\xff" * (len(content) - 8192)


def emptied(content: bytes) -> bytes:
    return b""


def text_file(content: bytes) -> bytes:
    return b"number,title\n" * 1000


@pytest.mark.parametrize("damage", [truncated, without_head, torn, emptied, text_file])
def test_damaged_file_is_refused_with_what_to_do(
    path: Path, damage: Callable[[bytes], bytes]
) -> None:
    with Population.open(path, create=True) as population:
        population.save_issues([issue(number) for number in range(1, 200)], NOW)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(StoreDamagedError, match=r"triage fetch.*triage load"):
        read_everything(path)


def test_body_that_is_not_what_was_saved_is_refused(path: Path) -> None:
    with Population.open(path, create=True) as population:
        population.save_issues([FULL], NOW)
    change(path, "UPDATE text SET body = 'forged'")
    with Population.open(path) as population:
        with pytest.raises(StoreDamagedError, match="is not what was saved"):
            population.issue("octo/demo", 7)
        with pytest.raises(StoreDamagedError, match="is not what was saved"):
            population.body(FULL.body_digest)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record SET facts = CAST('{}' AS BLOB)",
        f"UPDATE record SET facts = CAST('{{}}' AS BLOB), checksum = {crc32(b'{}')}",
        "UPDATE text SET body = CAST(x'FF' AS TEXT)",
        "UPDATE text SET body = x'FF'",
        "DROP TABLE record",
        (
            "PRAGMA writable_schema = 1;"
            "UPDATE sqlite_schema SET name = CAST(x'FF' AS TEXT), sql = 'CREATE'"
        ),
    ],
)
def test_forged_rows_are_refused(path: Path, statement: str) -> None:
    with Population.open(path, create=True) as population:
        population.save_issues([FULL], NOW)
    change(path, statement)
    with pytest.raises(StoreDamagedError):
        read_everything(path)


def test_index_that_disagrees_with_its_table_is_found_by_a_check(path: Path) -> None:
    with Population.open(path, create=True) as population:
        population.save_issues([FULL], NOW)
        population.check()
    content = path.read_bytes()
    needle = FULL.body_digest.encode()
    path.write_bytes(needle[::-1].join(content.rsplit(needle, 1)))
    with (
        Population.open(path) as population,
        pytest.raises(StoreDamagedError, match="text_of_digest"),
    ):
        population.check()


def test_list_can_be_left_early_and_after_closing(path: Path) -> None:
    with Population.open(path, create=True) as population:
        population.save_issues([issue(1), issue(2)], NOW)
        left_early = population.issues()
        assert next(left_early) == issue(1)
        population.set_state("cursor", "x")
    left_early.close()  # type: ignore[attr-defined] # a generator behind the iterator


def test_forged_time_of_fetch_is_refused(path: Path) -> None:
    with Population.open(path, create=True) as population:
        population.save_issues([FULL], NOW)
        population.set_state("@fetched_at", "yesterday")
        with pytest.raises(StoreDamagedError, match="yesterday"):
            population.fetched_at()


def test_database_of_another_program_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    change(path, "CREATE TABLE mine (x)")
    before = path.read_bytes()
    for create in (False, True):
        with pytest.raises(StoreDamagedError, match="another program"):
            Population.open(path, create=create)
    assert path.read_bytes() == before


def test_newer_population_is_refused(path: Path) -> None:
    Population.open(path, create=True).close()
    change(path, f"PRAGMA user_version = {FORMAT + 1}")
    with pytest.raises(StoreTooNewError, match="update triage"):
        Population.open(path)


def test_folder_in_the_way_is_an_error(path: Path, tmp_path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(StoreError, match="cannot be reached"):
        Population.open(path)
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be reached"):
        Population.open(tmp_path / "file" / "issues.db", create=True)


def test_second_writer_is_told_to_wait(
    path: Path, population: Population, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.population_schema.BUSY_SECONDS", 0.0)

    def save_meanwhile() -> Iterator[Issue]:
        with Population.open(path) as second, pytest.raises(StoreBusyError, match="try again"):
            second.set_state("cursor", "x")
        with Population.open(path) as reader:
            assert reader.count() == 0
        yield issue(1)

    assert population.save_issues(save_meanwhile(), NOW).new == 1


def test_read_only_file_is_read_and_not_written(path: Path) -> None:
    with Population.open(path, create=True) as population:
        population.save_issues([FULL], NOW)
    with Population.open(path) as population:
        population._connection.execute("PRAGMA query_only = 1")
        assert population.issue("octo/demo", 7) == FULL
        with pytest.raises(StoreError, match="cannot be reached"):
            population.set_state("cursor", "x")


def test_full_disk_is_said_and_loses_nothing(path: Path, population: Population) -> None:
    population.save_issues([issue(1)], NOW)
    (pages,) = population._connection.execute("PRAGMA page_count").fetchone()
    population._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="full"):
        population.save_issues([issue(2, body="x" * 100_000)], NOW)
    assert population.keys() == ["octo/demo#1"]


def test_python_without_text_search_is_named(tmp_path: Path) -> None:
    with (
        closing(sqlite3.connect(":memory:")) as connection,
        pytest.raises(StoreError, match="FTS5"),
        told(tmp_path),
    ):
        connection.execute("CREATE VIRTUAL TABLE words USING no_such(x)")


def read_everything(path: Path) -> None:
    with Population.open(path) as population:
        list(population.issues())
        population.count(parse("body"))


def change(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(statement)
    connection.close()


def test_the_time_of_loading_gives_way_to_one_that_is_stated(population: Population) -> None:
    population.save_issues([FULL], LATER, is_dated=False)
    assert (population.fetched_at(), population.is_undated) == (LATER, True)
    population.save_issues([FULL], NOW)
    assert (population.fetched_at(), population.is_undated) == (NOW, False)
