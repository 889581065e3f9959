"""Whole files: old or new, never half, and never somebody else's."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import atomic
from store.atomic import create_file, replace_file
from triage.domain.errors import StoreError


def test_file_is_made_with_its_folder_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "samples" / "main.json"
    replace_file(path, [b"one ", b"two"])
    assert path.read_bytes() == b"one two"
    assert path.stat().st_mode & 0o077 == 0
    replace_file(path, [b"three"])
    assert path.read_bytes() == b"three"
    assert os.listdir(path.parent) == ["main.json"]  # noqa: PTH208 - names alone


def test_existing_file_is_not_made_again(tmp_path: Path) -> None:
    path = tmp_path / "main.json"
    assert create_file(path, [b"mine"])
    assert not create_file(path, [b"yours"])
    assert path.read_bytes() == b"mine"
    assert len(list(tmp_path.iterdir())) == 1


def test_disk_without_links_is_looked_at_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(source: Path, target: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    path = tmp_path / "main.json"
    assert create_file(path, [b"mine"])
    assert not create_file(path, [b"yours"])
    assert path.read_bytes() == b"mine"
    assert len(list(tmp_path.iterdir())) == 1


def test_failed_write_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(number: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    path = tmp_path / "main.json"
    replace_file(path, [b"old"])
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="No space left"):
        replace_file(path, [b"new"])
    with pytest.raises(StoreError, match="No space left"):
        create_file(tmp_path / "other.json", [b"new"])
    assert path.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


def test_interrupted_write_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    def interrupted() -> Iterator[bytes]:
        yield b"new"
        raise KeyboardInterrupt

    path = tmp_path / "main.json"
    replace_file(path, [b"old"])
    with pytest.raises(KeyboardInterrupt):
        replace_file(path, interrupted())
    assert path.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


def test_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="could not be written"):
        replace_file(tmp_path / "file" / "main.json", [b""])


def test_full_sync_is_used_where_the_system_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    asked = []

    class Fcntl:
        @staticmethod
        def fcntl(number: int, command: int) -> None:
            asked.append(command)

    monkeypatch.setattr(atomic, "_FCNTL", Fcntl)
    monkeypatch.setattr(atomic, "_FULL_SYNC", fcntl.F_GETFD)
    replace_file(tmp_path / "main.json", [b"x"])
    assert asked == [fcntl.F_GETFD] * 2


def test_system_without_folder_handles_syncs_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "O_DIRECTORY")
    replace_file(tmp_path / "main.json", [b"x"])
    assert (tmp_path / "main.json").read_bytes() == b"x"
