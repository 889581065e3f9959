"""Saves that go on while a snapshot is written in the background."""

import errno
import shutil
from concurrent import futures
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from store.storage import JournalStorage
from tests.store.background import Background, background
from tests.store.faulty_disk import DeadError, faulty_disk
from tests.store.making import after, documents, filled, killed, opened, save
from triage.domain.errors import StoreError

AFTER_TWO = 300
"""Bytes that a journal has only after the second save."""


def asked(folder: Path, behind: Background) -> JournalStorage:
    """A store of four saves that asked for a snapshot after the second."""
    storage = opened(folder, compact_at=AFTER_TWO)
    for number in range(1, 5):
        storage.commit(save(number))
    assert behind.is_asked
    return storage


def numbers_in(file: Path) -> list[int]:
    """The header's save and those of the lines behind it."""
    lines = file.read_text().splitlines()
    return [int(line.partition('"n":')[2].partition(",")[0]) for line in lines]


def test_saves_made_meanwhile_begin_the_next_journal(tmp_path: Path) -> None:
    with background(waits=True) as behind:
        storage = asked(tmp_path, behind)
        reader = opened(tmp_path, write=False)
        assert not (tmp_path / "ada.jsonl").exists()
        behind.run()
        assert not (tmp_path / "ada.jsonl").exists()
        storage.commit(save(5))
        assert numbers_in(tmp_path / "ada.journal") == [2, 3, 4, 5]
        storage.commit(save(6))
        reader.refresh()
    assert documents(storage) == documents(reader) == after(6)
    assert documents(opened(killed(tmp_path, tmp_path / "copy"))) == after(6)


def test_no_second_snapshot_is_asked_for_before_the_first_is_in_place(tmp_path: Path) -> None:
    with background(waits=True) as behind:
        storage = asked(tmp_path, behind)
        behind.run()
        storage.commit(save(5))
        assert not behind.is_asked
        storage.commit(save(6))
        assert behind.is_asked


def run_session(folder: Path, acknowledged: list[int]) -> None:
    """Save before, while and after a snapshot is written, and leave."""
    with background(waits=True) as behind:
        storage = opened(folder, compact_at=AFTER_TWO)
        for number in range(4, 12):
            storage.commit(save(number))
            acknowledged.append(number)
            if number % 3 == 0:
                behind.run()
        behind.run()
        storage.close()


@pytest.mark.parametrize("error", [None, errno.EIO, errno.ENOSPC])
def test_death_or_failure_at_any_call_loses_no_acknowledged_save(
    tmp_path: Path, error: int | None
) -> None:
    filled(tmp_path / "before", 3).close()
    with faulty_disk(10_000) as disk:
        run_session(killed(tmp_path / "before", tmp_path / "counted"), [])
    for failing in range(1, disk.count + 1):
        folder = killed(tmp_path / "before", tmp_path / f"fails-{failing}")
        acknowledged = [3]
        with suppress(StoreError, DeadError), faulty_disk(failing, error, torn=True):
            run_session(folder, acknowledged)
        found = [
            documents(opened(killed(folder, tmp_path / f"seen-{failing}-{write}"), write=write))
            for write in (False, True)
        ]
        assert found[0] == found[1]
        assert found[0] in (after(acknowledged[-1]), after(acknowledged[-1] + 1))


def test_closing_waits_for_the_thread_and_holds_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(futures, "ThreadPoolExecutor", ThreadPoolExecutor)
    storage = opened(tmp_path, compact_at=AFTER_TWO)
    for number in range(1, 201):
        storage.commit(save(number))
    storage.close()
    assert numbers_in(tmp_path / "ada.journal") == [200]
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".journal", ".jsonl", ".lock"]
    assert documents(opened(tmp_path)) == after(200)


@pytest.mark.parametrize("says_its_room", [True, False])
def test_compaction_waits_for_nobody_when_room_is_scarce_or_unknown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says_its_room: bool
) -> None:
    usage = shutil.disk_usage(tmp_path)

    def disk_usage(folder: Path) -> object:
        if says_its_room:
            return usage._replace(free=400)
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(shutil, "disk_usage", disk_usage)
    with background(waits=True) as behind:
        storage = opened(tmp_path, compact_at=AFTER_TWO)
        storage.commit(save(1))
        storage.commit(save(2))
        assert not behind.is_asked
    assert numbers_in(tmp_path / "ada.journal") == [2]
    storage.commit(save(3))
    assert documents(storage) == after(3)
    assert storage.notices == []
