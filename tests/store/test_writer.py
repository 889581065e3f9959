"""Saving, and stopping when something is wrong."""

import errno
import os
import signal
from pathlib import Path

import pytest

from store.reading import stored_names
from tests.store.faulty_disk import faulty_disk
from tests.store.making import after, documents, filled, killed, opened, save
from triage.domain.errors import StoreDamagedError, StoreError

SECOND_SAVE = 300
"""Bytes that a journal has only after the second save."""


def test_save_is_one_line_whatever_the_size_of_the_store(tmp_path: Path) -> None:
    storage = filled(tmp_path, 20)
    before = (tmp_path / "ada.journal").read_bytes()
    storage.commit({"items": {"item-3": {"value": 33}}, "count": {"last": None}})
    added = (tmp_path / "ada.journal").read_bytes().removeprefix(before)
    assert added.count(b"\n") == 1
    assert len(added) < 150


def test_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    filled(tmp_path / "new" / "store", 2).close()
    folder = tmp_path / "new" / "store"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_closing_leaves_a_sorted_snapshot_and_an_empty_journal(tmp_path: Path) -> None:
    filled(tmp_path, 12).close()
    rows = (tmp_path / "ada.jsonl").read_text().splitlines()[1:]
    assert rows == sorted(rows)
    assert (tmp_path / "ada.journal").read_text().count("\n") == 1
    assert (tmp_path / "ada.lock").read_bytes() == b""


def test_closing_without_a_save_leaves_the_files_as_they_are(tmp_path: Path) -> None:
    filled(tmp_path, 3).close()
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    opened(tmp_path).close()
    assert before == {path: path.read_bytes() for path in tmp_path.iterdir()}


def test_saving_nothing_writes_nothing(tmp_path: Path) -> None:
    storage = filled(tmp_path, 1)
    before = (tmp_path / "ada.journal").read_bytes()
    assert storage.commit({"items": {}}) == {"items": {}}
    assert (tmp_path / "ada.journal").read_bytes() == before


def test_journal_is_compacted_when_it_has_grown_long(tmp_path: Path) -> None:
    storage = opened(tmp_path, compact_at=2_000)
    sizes = []
    for number in range(1, 60):
        storage.commit(save(number))
        sizes.append((tmp_path / "ada.journal").stat().st_size)
    assert max(sizes) < 2_000
    assert sizes.count(min(sizes)) > 2
    assert documents(opened(tmp_path, write=False)) == after(59)


def test_failed_save_changes_nothing(tmp_path: Path) -> None:
    storage = filled(tmp_path, 3)
    journal = (tmp_path / "ada.journal").read_bytes()
    with faulty_disk(1, errno.ENOSPC, torn=True), pytest.raises(StoreError, match="disk is full"):
        storage.commit(save(4))
    assert documents(storage) == after(3)
    assert (tmp_path / "ada.journal").read_bytes() == journal
    storage.close()
    again = opened(tmp_path)
    assert documents(again) == after(3)
    again.commit(save(4))
    assert documents(again) == after(4)


def test_save_after_a_failed_one_counts_when_the_disk_takes_it(tmp_path: Path) -> None:
    storage = filled(tmp_path, 3)
    with faulty_disk(1, errno.ENOSPC, torn=True) as disk:
        for _ in range(2):
            disk.count = 0
            with pytest.raises(StoreError, match="disk is full"):
                storage.commit(save(4))
    storage.commit(save(4))
    storage.commit(save(5))
    assert documents(storage) == after(5)
    assert documents(opened(killed(tmp_path, tmp_path / "copy"))) == after(5)
    storage.close()
    assert documents(opened(tmp_path)) == after(5)


def test_failed_sync_is_never_asked_again_of_the_same_handle(tmp_path: Path) -> None:
    storage = filled(tmp_path, 1)
    with faulty_disk(2, errno.EIO) as disk, pytest.raises(StoreError, match="take the save"):
        storage.commit(save(2))
    assert disk.log == ["write", "fdatasync", "ftruncate"]
    (failed,) = disk.given("fdatasync")
    with faulty_disk(10_000) as disk:
        storage.commit(save(2))
    assert disk.given("fdatasync")
    assert failed not in disk.given("fdatasync")
    assert documents(storage) == after(2)


def test_save_that_failed_and_could_not_be_taken_back_stops_further_ones(tmp_path: Path) -> None:
    storage = filled(tmp_path, 1)
    with faulty_disk(2, errno.EIO, lasting=True), pytest.raises(StoreError):
        storage.commit(save(2))
    assert documents(storage) == after(1)
    with pytest.raises(StoreError, match=r"ends at save 2, .* confirmed save 1.* Leave, and open"):
        storage.commit(save(2))
    storage.close()
    assert documents(opened(tmp_path)) == after(2)


def test_save_that_was_interrupted_is_read_anew_before_the_next(tmp_path: Path) -> None:
    storage = filled(tmp_path, 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fdatasync", lambda handle: signal.raise_signal(signal.SIGINT))
        with pytest.raises(KeyboardInterrupt):
            storage.commit(save(2))
    assert documents(storage) == after(1)
    storage.commit(save(2))
    assert documents(storage) == after(2)


def test_another_process_that_took_the_lock_stops_a_failed_session(tmp_path: Path) -> None:
    storage = filled(tmp_path, 1)
    with faulty_disk(1, errno.EIO), pytest.raises(StoreError):
        storage.commit(save(2))
    lock = tmp_path / "ada.lock"
    lock.unlink()
    for _ in ("removed", "replaced"):
        with pytest.raises(StoreError, match="removed or replaced while it was held"):
            storage.commit(save(2))
        lock.write_bytes(b"")
    assert documents(storage) == after(1)


def test_document_that_json_cannot_say_is_refused_before_anything_is_written(
    tmp_path: Path,
) -> None:
    storage = filled(tmp_path, 1)
    with pytest.raises(TypeError):
        storage.commit({"items": {"a": {"b": object()}}})
    storage.commit(save(2))
    assert documents(storage) == after(2)


def touch(folder: Path, how: str) -> None:
    journal, snapshot = folder / "ada.journal", folder / "ada.jsonl"
    match how:
        case "journal removed":
            journal.unlink()
        case "journal replaced":
            copy = journal.read_bytes()
            journal.rename(folder / "away")
            journal.write_bytes(copy)
        case "journal written to":
            journal.write_bytes(journal.read_bytes() + b"\n")
        case "snapshot removed":
            snapshot.unlink()
        case "snapshot replaced":
            copy = snapshot.read_bytes()
            snapshot.rename(folder / "away")
            snapshot.write_bytes(copy)


WAYS = [
    "journal removed",
    "journal replaced",
    "journal written to",
    "snapshot removed",
    "snapshot replaced",
]


@pytest.mark.parametrize("how", WAYS)
def test_file_touched_underneath_stops_saving_and_a_copy_is_kept(tmp_path: Path, how: str) -> None:
    filled(tmp_path, 3).close()
    storage = opened(tmp_path)
    storage.commit(save(4))
    touch(tmp_path, how)
    with pytest.raises(StoreError, match="while it was open"):
        storage.commit(save(5))
    assert documents(storage) == after(4)
    copy = tmp_path / "backup" / "ada.save-4.jsonl"
    assert f"kept in {copy}" in storage.notices[-1]
    storage.close()
    alone = tmp_path / "alone"
    alone.mkdir()
    (alone / "ada.jsonl").write_bytes(copy.read_bytes())
    assert documents(opened(alone)) == after(4)


def test_file_replaced_by_its_equal_takes_saves_again(tmp_path: Path) -> None:
    storage = filled(tmp_path, 3)
    touch(tmp_path, "journal replaced")
    with pytest.raises(StoreError, match="replaced by another file"):
        storage.commit(save(4))
    storage.commit(save(4))
    assert documents(storage) == after(4)
    assert documents(opened(killed(tmp_path, tmp_path / "copy"))) == after(4)


def test_store_whose_files_were_removed_does_not_begin_anew(tmp_path: Path) -> None:
    storage = filled(tmp_path, 3)
    for path in tmp_path.glob("ada.*"):
        path.unlink()
    for _ in range(2):
        with pytest.raises(StoreError):
            storage.commit(save(4))
    storage.close()
    for write in (False, True):
        with pytest.raises(StoreDamagedError, match=r"ada\.save-3\.jsonl holds save 3.*repair"):
            opened(tmp_path, write=write)
    assert stored_names(tmp_path) == ["ada"]


def test_file_touched_before_the_end_is_said_at_the_end(tmp_path: Path) -> None:
    storage = filled(tmp_path, 3)
    touch(tmp_path, "journal removed")
    storage.close()
    assert "kept in" in storage.notices[0]
    assert "could not be compacted" in storage.notices[1]


def test_copy_that_cannot_be_kept_is_said(tmp_path: Path) -> None:
    storage = filled(tmp_path, 3)
    touch(tmp_path, "journal removed")
    (tmp_path / "backup").write_text("in the way")
    with pytest.raises(StoreError):
        storage.commit(save(4))
    assert "No copy of what is in memory could be kept" in storage.notices[0]


def test_compaction_without_room_is_said_and_saving_goes_on(tmp_path: Path) -> None:
    storage = opened(tmp_path, compact_at=SECOND_SAVE)
    storage.commit(save(1))
    with faulty_disk(4, errno.ENOSPC):
        storage.commit(save(2))
    assert "could not be compacted; nothing is lost" in storage.notices[0]
    storage.commit(save(3))
    assert documents(storage) == after(3)
    assert documents(opened(killed(tmp_path, tmp_path / "copy"))) == after(3)


def test_compaction_that_fails_halfway_has_the_files_read_anew(tmp_path: Path) -> None:
    storage = opened(tmp_path, compact_at=SECOND_SAVE)
    storage.commit(save(1))
    with faulty_disk(6, errno.EIO) as disk:
        storage.commit(save(2))
    assert disk.log[-1] == "replace"
    assert documents(storage) == after(2)
    assert "could not be compacted; nothing is lost" in storage.notices[0]
    storage.commit(save(3))
    storage.close()
    assert documents(opened(tmp_path)) == after(3)


def test_failed_compaction_at_the_end_loses_nothing(tmp_path: Path) -> None:
    storage = filled(tmp_path, 3)
    with faulty_disk(1, errno.ENOSPC):
        storage.close()
    assert "could not be compacted" in storage.notices[0]
    again = opened(tmp_path)
    assert documents(again) == after(3)
    assert "did not end cleanly" in again.notices[0]


def test_what_a_killed_process_left_is_synced_before_anything_is_saved(tmp_path: Path) -> None:
    filled(tmp_path / "running", 2)
    folder = killed(tmp_path / "running", tmp_path / "killed")
    with faulty_disk(10_000) as disk:
        opened(folder)
    assert disk.log[-2:] == ["fdatasync", "fsync"]
    for failing in (disk.count - 1, disk.count):
        with faulty_disk(failing, errno.EIO), pytest.raises(StoreError, match="cannot be synced"):
            opened(killed(folder, tmp_path / f"fails-{failing}"))


def test_leftovers_of_a_compaction_are_removed(tmp_path: Path) -> None:
    filled(tmp_path, 1).close()
    for name in ("ada.jsonl.tmp", "ada.journal.tmp"):
        (tmp_path / name).write_bytes(b"half")
    opened(tmp_path).close()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "ada.journal",
        "ada.jsonl",
        "ada.lock",
    ]


def test_closed_store_takes_no_saves(tmp_path: Path) -> None:
    storage = filled(tmp_path, 1)
    storage.close()
    storage.close()
    assert storage.refresh() == {}
    with pytest.raises(StoreError, match="not open for writing"):
        storage.commit(save(2))


def test_reader_takes_no_saves(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="not open for writing"):
        opened(tmp_path, write=False).commit(save(1))


def test_reading_a_store_that_is_not_there_makes_no_files(tmp_path: Path) -> None:
    reader = opened(tmp_path / "nothing", write=False)
    assert documents(reader) == {}
    assert not (tmp_path / "nothing").exists()


def test_whole_tables_are_refused(tmp_path: Path) -> None:
    storage = filled(tmp_path, 1)
    with pytest.raises(StoreError, match=r"store\.tables\.Database"):
        storage.write({"items": {}})
