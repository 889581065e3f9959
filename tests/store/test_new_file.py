"""New files: made once, whole, and never over somebody else's."""

import errno
import os
from pathlib import Path

import pytest

from store.new_file import create_file
from triage.domain.errors import StoreError


def test_file_is_made_with_its_folder_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "samples" / "main.json"
    assert create_file(path, b"mine")
    assert path.read_bytes() == b"mine"
    assert path.stat().st_mode & 0o077 == 0
    assert list(path.parent.iterdir()) == [path]


def test_existing_file_is_not_made_again(tmp_path: Path) -> None:
    path = tmp_path / "main.json"
    assert create_file(path, b"mine")
    assert not create_file(path, b"yours")
    assert path.read_bytes() == b"mine"
    assert list(tmp_path.iterdir()) == [path]


def test_disk_without_links_is_looked_at_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(source: Path, target: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    path = tmp_path / "main.json"
    assert create_file(path, b"mine")
    assert not create_file(path, b"yours")
    assert path.read_bytes() == b"mine"
    assert list(tmp_path.iterdir()) == [path]


def test_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(folder: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("store.new_file.sync_folder", broken)
    with pytest.raises(StoreError, match="Input/output error"):
        create_file(tmp_path / "main.json", b"mine")
    assert not list(tmp_path.glob("*.tmp"))
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be made"):
        create_file(tmp_path / "file" / "main.json", b"")
