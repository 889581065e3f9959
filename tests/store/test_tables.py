"""TinyDB over the journal: its own ways of changing documents, each one line on the disk."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Raw
from tinydb import TinyDB, where
from tinydb.operations import delete, increment
from tinydb.storages import MemoryStorage, Storage
from tinydb.table import Document, Table

from store.tables import Database, JournalTable
from tests.store.making import documents, opened
from triage.domain.errors import StoreDamagedError, StoreError

MEMORY: Callable[[], Storage] = MemoryStorage


def ids(found: list[int]) -> str:
    return " ".join(map(str, found))


def lines(folder: Path) -> int:
    return (folder / "ada.journal").read_bytes().count(b"\n") - 1


def test_documents_are_inserted_found_updated_and_removed(tmp_path: Path) -> None:
    table = Database(opened(tmp_path)).table("issues")
    assert str(table.insert({"name": "a", "n": 1})) == "0000000001"
    assert ids(table.insert_multiple([{"name": "b"}, {"name": "c"}])) == "0000000002 0000000003"
    table.upsert(Document({"name": "d"}, doc_id="own"))  # type: ignore[arg-type]  # ids are text
    assert ids(table.update(increment("n"), where("name") == "a")) == "0000000001"
    assert ids(table.remove(where("name") == "b")) == "0000000002"
    assert [(str(row.doc_id), dict(row)) for row in table] == [
        ("0000000001", {"name": "a", "n": 2}),
        ("0000000003", {"name": "c"}),
        ("own", {"name": "d"}),
    ]
    assert len(table) == 3
    assert table.get(where("name") == "c") == {"name": "c"}
    assert lines(tmp_path) == 5


def test_update_saves_only_what_it_changes(tmp_path: Path) -> None:
    storage = opened(tmp_path)
    table = Database(storage).table("issues")
    table.insert_multiple({"number": number, "seen": False} for number in range(100))
    size = (tmp_path / "ada.journal").stat().st_size
    table.update({"seen": True}, where("number") == 42)
    assert (tmp_path / "ada.journal").stat().st_size - size < 200
    table.update({"seen": True}, where("number") == 42)
    assert storage.n == 2


def test_emptied_table_stays_empty(tmp_path: Path) -> None:
    database = Database(opened(tmp_path))
    table = database.table("issues")
    table.insert_multiple([{"a": 1}, {"a": 2}])
    table.truncate()
    assert len(table) == 0
    database.close()
    assert documents(opened(tmp_path, write=False)) == {}


def test_what_a_query_hands_out_is_a_copy(tmp_path: Path) -> None:
    table = Database(opened(tmp_path)).table("issues")
    table.insert({"tags": ["a"]})
    found = table.search(where("tags").any(["a"]))
    found[0]["tags"].append("b")
    assert table.all() == [{"tags": ["a"]}]


def test_updater_that_fails_changes_nothing(tmp_path: Path) -> None:
    storage = opened(tmp_path)
    table = Database(storage).table("issues")
    table.insert_multiple([{"a": 1}, {"b": 1}])
    with pytest.raises(KeyError):
        table.update(delete("a"))
    assert table.all() == [{"a": 1}, {"b": 1}]
    assert storage.n == 1


def test_document_removed_twice_at_once_changes_nothing(tmp_path: Path) -> None:
    table = Database(opened(tmp_path)).table("issues")
    own = str(table.insert({"a": 1}))
    with pytest.raises(KeyError):
        table.remove(doc_ids=[own, own])  # type: ignore[list-item]  # ids are text
    assert table.all() == [{"a": 1}]


def test_taken_id_is_refused_and_a_free_one_is_found(tmp_path: Path) -> None:
    table = Database(opened(tmp_path)).table("issues")
    table.insert({})
    table.insert(Document({}, doc_id="0000000002"))  # type: ignore[arg-type]  # ids are text
    with pytest.raises(ValueError, match="already exists"):
        table.insert(Document({}, doc_id="0000000002"))  # type: ignore[arg-type]  # ids are text
    assert str(table.insert({})) == "0000000003"


def test_plain_table_that_writes_fails_loudly(tmp_path: Path) -> None:
    storage = opened(tmp_path)
    with pytest.raises(StoreError, match=r"store\.tables\.Database"):
        Table(storage, "issues").insert({"a": 1})
    with pytest.raises(StoreError, match="needs a JournalStorage"):
        JournalTable(MEMORY(), "issues").insert({"a": 1})
    with pytest.raises(StoreError):
        Database(storage).drop_tables()
    assert storage.n == 0


actions = st.lists(
    st.tuples(
        st.sampled_from(["insert", "upsert", "update", "remove", "truncate", "multiple"]),
        st.integers(0, 3),
    ),
    max_size=8,
)


@settings(deadline=None, max_examples=30)
@given(actions)
def test_any_gestures_leave_what_tinydb_itself_would_leave(
    tmp_path_factory: pytest.TempPathFactory, actions: list[tuple[str, int]]
) -> None:
    folder = tmp_path_factory.mktemp("store")
    ours = Database(opened(folder)).table("t")
    theirs = TinyDB(storage=MEMORY).table("t")
    for action, value in actions:
        for table in (ours, theirs):
            perform(table, action, value)
    kept = [dict(row) for row in theirs]
    assert [dict(row) for row in ours] == kept
    ours._storage.close()
    assert [dict(row) for row in Database(opened(folder, write=False)).table("t")] == kept


def perform(table: Table, action: str, value: int) -> None:
    match action:
        case "insert":
            table.insert({"value": value, "seen": 0})
        case "multiple":
            table.insert_multiple([{"value": value, "seen": 0}, {"value": 9, "seen": 0}])
        case "upsert":
            table.upsert({"value": value, "seen": 5}, where("value") == value)
        case "update":
            table.update(increment("seen"), where("value") == value)
        case "remove":
            table.remove(where("value") == value)
        case _:
            table.truncate()


def test_document_that_is_no_document_is_an_error_of_the_store(tmp_path: Path) -> None:
    storage = opened(tmp_path)
    storage.commit({"issues": {"odd": Raw(b"[1]")}})
    with pytest.raises(StoreDamagedError, match="'odd' cannot be understood"):
        Database(storage).table("issues").all()
