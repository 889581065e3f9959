"""A reader beside a writer."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from store import reading
from store.disk import read_file
from tests.store.making import after, documents, filled, killed, opened, save
from triage.domain.errors import StoreDamagedError, StoreError


def test_reader_sees_what_the_writer_saves(tmp_path: Path) -> None:
    writer = filled(tmp_path, 2)
    reader = opened(tmp_path, write=False)
    assert reader.refresh() == {}
    writer.commit(save(3))
    assert reader.refresh() == {"items": {"item-3": b'{"value":3}'}, "count": {"last": b'{"n":3}'}}
    assert documents(reader) == after(3)
    assert reader.n == writer.n == 3
    writer.commit({"items": {"item-1": None}})
    assert reader.refresh() == {"items": {"item-1": None}}
    assert reader.refresh() == {}


def test_reader_follows_through_compactions(tmp_path: Path) -> None:
    writer = opened(tmp_path, compact_at=300)
    reader = opened(tmp_path, write=False)
    for number in range(1, 20):
        writer.commit(save(number))
        reader.refresh()
        assert documents(reader) == after(number)
    writer.close()
    assert reader.refresh() == {}


def test_reader_that_slept_through_compactions_catches_up(tmp_path: Path) -> None:
    writer = opened(tmp_path, compact_at=300)
    writer.commit(save(1))
    reader = opened(tmp_path, write=False)
    for number in range(2, 20):
        writer.commit(save(number))
    assert set(reader.refresh()["items"]) == {f"item-{number}" for number in range(2, 20)}
    assert documents(reader) == after(19)


def test_reader_does_not_see_half_a_save(tmp_path: Path) -> None:
    writer = filled(tmp_path, 2)
    reader = opened(tmp_path, write=False)
    journal = tmp_path / "ada.journal"
    before = journal.read_bytes()
    writer.commit(save(3))
    whole = journal.read_bytes()
    for length in range(len(before), len(whole)):
        journal.write_bytes(whole[:length])
        assert reader.refresh() == {}
    journal.write_bytes(whole)
    assert documents(reader) == after(2)
    assert reader.refresh() != {}
    assert documents(reader) == after(3)


def test_save_that_failed_after_it_was_seen_is_taken_back(tmp_path: Path) -> None:
    folder = killed_after(tmp_path, 2)
    longer = killed_after(tmp_path, 3)
    journal = folder / "ada.journal"
    short = journal.read_bytes()
    journal.write_bytes((longer / "ada.journal").read_bytes())
    reader = opened(folder, write=False)
    assert documents(reader) == after(3)
    journal.write_bytes(short)
    assert reader.refresh() == {"items": {"item-3": None}, "count": {"last": b'{"n":2}'}}
    assert documents(reader) == after(2)


def test_other_saves_in_the_same_place_are_read_anew(tmp_path: Path) -> None:
    folder = killed_after(tmp_path, 2)
    reader = opened(folder, write=False)
    other = killed_after(tmp_path, 4)
    text = (other / "ada.journal").read_bytes().replace(b"item-3", b"item-X")
    (folder / "ada.journal").write_bytes(text)
    with pytest.raises(StoreDamagedError):
        reader.refresh()
    assert documents(reader) == after(2)


def test_reader_keeps_what_it_knows_when_the_files_go(tmp_path: Path) -> None:
    folder = killed_after(tmp_path, 2)
    reader = opened(folder, write=False)
    (folder / "ada.journal").unlink()
    with pytest.raises(StoreError, match="save 2 was confirmed"):
        reader.refresh()
    assert documents(reader) == after(2)


def test_reader_says_when_the_journal_cannot_be_read(tmp_path: Path) -> None:
    folder = killed_after(tmp_path, 2)
    reader = opened(folder, write=False)
    (folder / "ada.journal").unlink()
    (folder / "ada.journal").symlink_to(folder / "elsewhere")
    with pytest.raises(StoreError, match="cannot be read"):
        reader.refresh()


def test_compaction_while_a_reader_opens_makes_it_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(tmp_path, 1).close()
    writer = opened(tmp_path)
    writer.commit(save(2))

    def compact() -> None:
        if writer.n == 2:
            writer.commit(save(3))
            writer.close()

    before_the_snapshot_is_read(monkeypatch, compact)
    assert documents(opened(tmp_path, write=False)) == after(3)


def test_reader_gives_up_on_damage_that_never_holds_still(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = killed_after(tmp_path, 1)
    journal = folder / "ada.journal"
    journal.write_bytes(b"damaged\n")
    moments: list[int] = []

    def touch() -> None:
        moments.append(len(moments))
        os.utime(journal, ns=(0, len(moments)))

    before_the_snapshot_is_read(monkeypatch, touch)
    with pytest.raises(StoreDamagedError):
        opened(folder, write=False)
    assert 10 < len(moments) < 100


def before_the_snapshot_is_read(
    monkeypatch: pytest.MonkeyPatch, action: Callable[[], None]
) -> None:
    def read(path: Path) -> bytes | None:
        if path.suffix == ".jsonl":
            action()
        return read_file(path)

    monkeypatch.setattr(reading, "read_file", read)


def killed_after(place: Path, saves: int) -> Path:
    """The files of a process killed after so many saves."""
    storage = filled(place / f"running-{saves}", saves)
    folder = killed(place / f"running-{saves}", place / f"killed-{saves}")
    storage.close()
    return folder
