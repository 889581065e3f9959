"""Stores as TinyDB writes them by itself, brought to the format of now."""

from pathlib import Path

import msgspec
import pytest
from tinydb import TinyDB

from store.coding_documents import CODINGS, HISTORY
from store.codings import CodingStore
from tests.store.faulty_disk import DeadError, faulty_disk
from tests.store.making import change, documents, opened
from triage.domain.errors import StoreDamagedError
from triage.domain.history import Change, replay

CHANGES = [change(number, f"owner/name#{number % 3}") for number in range(1, 13)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_plain(tmp_path, CHANGES)
    return tmp_path


def write_plain(folder: Path, changes: list[Change]) -> None:
    with TinyDB(folder / "ada.json") as database:
        rows = [msgspec.to_builtins(coding) for coding in replay(changes).values()]
        database.table(CODINGS).insert_multiple(rows)
        database.table(HISTORY).insert_multiple(msgspec.to_builtins(each) for each in changes)


def test_plain_store_opens_for_writing_in_the_new_format(folder: Path) -> None:
    old = (folder / "ada.json").read_bytes()
    store = CodingStore.open(folder, "ada", write=True)
    assert store.history() == CHANGES
    assert store.codings() == replay(CHANGES)
    assert "older format 0" in store.notices[0]
    assert (folder / "backup" / "ada.json.format-0").read_bytes() == old
    assert not (folder / "ada.json").exists()
    store.commit([change(13)])
    store.close()
    with CodingStore.open(folder, "ada", write=True) as store:
        assert store.notices == []
        assert store.history() == [*CHANGES, change(13)]


def test_plain_store_is_read_without_being_changed(folder: Path) -> None:
    store = CodingStore.open(folder, "ada", write=False)
    assert store.history() == CHANGES
    assert not store.refresh()
    assert [path.name for path in folder.iterdir()] == ["ada.json"]


def test_new_files_win_over_an_old_one_that_stayed(folder: Path) -> None:
    CodingStore.open(folder, "ada", write=True).close()
    write_plain(folder, CHANGES[:1])
    assert CodingStore.open(folder, "ada", write=False).history() == CHANGES


def test_store_without_steps_keeps_its_documents(folder: Path) -> None:
    assert len(opened(folder).texts(HISTORY)) == len(CHANGES)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "truncated"),
        ("[1, 2]", "Expected `object`"),
        ('{"codings": {"1": {"issue"', "truncated"),
        ('{"codings": {"1": {"name": "x"}}}', "1 of the table codings"),
        ('{"history": {"1": {"issue": "x"}}}', "1 of the table history"),
        ('{"codings": {"1": {"issue": "x"}, "2": {"issue": "x"}}}', "two codings of x"),
    ],
)
def test_plain_store_that_cannot_be_understood_is_refused_and_left_alone(
    tmp_path: Path, text: str, reason: str
) -> None:
    path = tmp_path / "ada.json"
    path.write_text(text)
    for write in (False, True):
        with pytest.raises(StoreDamagedError, match=reason):
            CodingStore.open(tmp_path, "ada", write=write)
    assert path.read_text() == text
    assert not (tmp_path / "ada.jsonl").exists()


def test_migration_cut_short_anywhere_is_done_again(folder: Path, tmp_path: Path) -> None:
    old = (folder / "ada.json").read_bytes()
    with faulty_disk(1_000) as disk:
        CodingStore.open(folder, "ada", write=True).close()
    assert disk.count > 10
    for failing in range(1, disk.count + 1):
        place = tmp_path / str(failing)
        place.mkdir()
        (place / "ada.json").write_bytes(old)
        with faulty_disk(failing), pytest.raises(DeadError):
            CodingStore.open(place, "ada", write=True).close()
        with CodingStore.open(place, "ada", write=True) as store:
            assert store.history() == CHANGES


def test_empty_older_store_is_an_empty_store(tmp_path: Path) -> None:
    (tmp_path / "ada.json").write_text("{}")
    assert documents(opened(tmp_path)) == {}
