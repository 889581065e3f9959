import errno
import fcntl
import os
import sys
from pathlib import Path

import pytest

from store import disk
from store.append_file import AppendFile
from tests.store.faulty_disk import faulty_disk
from triage.domain.errors import StoreError


def test_replaced_file_is_whole_and_nothing_is_left_beside(tmp_path: Path) -> None:
    disk.replace_file(tmp_path / "file", b"old")
    disk.replace_file(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("failing", [1, 2, 3, 4])
def test_replacing_that_fails_leaves_the_old_or_the_new_file(tmp_path: Path, failing: int) -> None:
    disk.replace_file(tmp_path / "file", b"old")
    with faulty_disk(failing, errno.EIO, torn=True), pytest.raises(StoreError, match="cannot be"):
        disk.replace_file(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == (b"old" if failing < 4 else b"new")


def test_file_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert disk.read_file(tmp_path / "file") is None
    assert disk.file_state(tmp_path / "file") is None


def test_link_is_never_followed(tmp_path: Path) -> None:
    (tmp_path / "target").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    with pytest.raises(StoreError, match="cannot be read"):
        disk.read_file(tmp_path / "link")
    with pytest.raises(StoreError, match="cannot be opened for writing"):
        AppendFile(tmp_path / "link", 0, 0)
    with pytest.raises(StoreError, match="cannot be cut"):
        disk.cut_file(tmp_path / "link", 0)
    assert (tmp_path / "target").read_text() == "x"


def test_path_through_a_file_is_an_error_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot be made"):
        disk.make_folder(tmp_path / "file" / "folder")
    with pytest.raises(StoreError, match="cannot be looked at"):
        disk.file_state(tmp_path / "file" / "other")


@pytest.mark.parametrize(
    ("number", "advice"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EDQUOT, "The disk is full"),
        (errno.EROFS, "Change who may read and write there"),
        (errno.EACCES, "Change who may read and write there"),
        (errno.ENOENT, "Check the path"),
        (errno.EFBIG, "raise the limit"),
        (errno.EIO, "Check the disk"),
    ],
)
def test_error_says_what_to_do(number: int, advice: str) -> None:
    error = disk.failure("cannot be read", Path("file"), OSError(number, "reason"))
    assert str(error).startswith("file cannot be read: reason. ")
    assert advice in str(error)
    assert "why" in str(disk.failure("cannot be read", Path("file"), OSError("why")))


def test_sync_on_a_mac_asks_for_the_disk_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", lambda handle, what: asked.append((handle, what)))
    disk.sync(7)
    assert asked == [(7, 51)]


def test_folders_are_not_synced_where_the_system_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "CAN_SYNC_FOLDERS", False)
    disk.sync_folder(Path("nowhere"))


def test_write_goes_on_until_everything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, data[:3]))
    disk.replace_file(tmp_path / "file", b"0123456789")
    assert (tmp_path / "file").read_bytes() == b"0123456789"


@pytest.mark.parametrize("before", [[], ["mine"]])
def test_folder_whose_filling_fails_holds_what_it_held(tmp_path: Path, before: list[str]) -> None:
    def fill() -> None:
        with disk.filling(tmp_path):
            (tmp_path / "half").mkdir()
            (tmp_path / "half" / "file").write_text("x")
            (tmp_path / "half done").write_text("x")
            raise StoreError("the disk is full")

    for name in before:
        (tmp_path / name).write_text("kept")
    with pytest.raises(StoreError):
        fill()
    left = {path.name for path in tmp_path.iterdir()}
    assert left == ({*before, "half", "half done"} if before else set())
