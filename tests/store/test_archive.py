"""Backup and restore, and archives that mean harm."""

import json
import shutil
import stat
import tempfile
import warnings
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath
from zipfile import ZipFile, ZipInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import backup
from store.archive import CONTENTS, is_plain
from store.backup import back_up
from store.restore import restore
from tests.store.faulty_disk import faulty_disk
from tests.store.making import START, after, documents, filled, opened, save
from triage.domain.errors import (
    StoreBusyError,
    StoreDamagedError,
    StoreError,
    StoreTooNewError,
)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "study"
    filled(folder / "codings", 3).close()
    (folder / "population").mkdir()
    (folder / "population" / "issues.db").write_bytes(b"cache")
    (folder / "triage.toml").write_text("repository = 'owner/name'\n")
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("not ours")
    return folder


def content(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_backup_and_restore_bring_everything_back(workspace: Path, tmp_path: Path) -> None:
    archive = tmp_path / "study.zip"
    written = back_up(workspace, archive, at=START)
    assert sorted(written.files) == [
        "codings/ada.journal",
        "codings/ada.jsonl",
        "population/issues.db",
        "triage.toml",
    ]
    restored = restore(archive, tmp_path / "new" / "study")
    assert restored == written
    assert restored.at == START
    expected = content(workspace)
    for name in (".git/config", "codings/ada.lock"):
        del expected[name]
    assert content(tmp_path / "new" / "study") == expected
    assert documents(opened(tmp_path / "new" / "study" / "codings")) == after(3)
    assert archive.stat().st_mode & 0o777 == 0o600


def test_restored_files_are_for_their_owner_alone(workspace: Path, tmp_path: Path) -> None:
    back_up(workspace, tmp_path / "a.zip", at=START)
    restore(tmp_path / "a.zip", tmp_path / "new")
    for path in (tmp_path / "new").rglob("*"):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600)


def test_population_can_be_left_out(workspace: Path, tmp_path: Path) -> None:
    written = back_up(workspace, tmp_path / "a.zip", at=START, with_population=False)
    assert not any(name.startswith("population") for name in written.files)


def test_backup_into_the_workspace_does_not_hold_itself(workspace: Path) -> None:
    written = back_up(workspace, workspace / "a.zip", at=START)
    assert "a.zip" not in "".join(written.files)


def test_backup_never_overwrites(workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_text("precious")
    with pytest.raises(StoreError, match="already there"):
        back_up(workspace, tmp_path / "a.zip", at=START)
    assert (tmp_path / "a.zip").read_text() == "precious"


def test_store_in_use_can_be_backed_up(workspace: Path, tmp_path: Path) -> None:
    storage = opened(workspace / "codings")
    storage.commit(save(4))
    back_up(workspace, tmp_path / "a.zip", at=datetime(1970, 1, 1, tzinfo=UTC))
    storage.close()
    restore(tmp_path / "a.zip", tmp_path / "new")
    assert documents(opened(tmp_path / "new" / "codings")) == after(4)


def test_journal_may_grow_during_a_backup(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = opened(workspace / "codings")
    monkeypatch.setattr(backup, "sync", lambda _: storage.commit(save(4)))
    back_up(workspace, tmp_path / "a.zip", at=START)
    restore(tmp_path / "a.zip", tmp_path / "new")
    assert documents(opened(tmp_path / "new" / "codings")) == after(3)


def test_compaction_during_a_backup_makes_it_fail(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = opened(workspace / "codings")
    storage.commit(save(4))
    monkeypatch.setattr(backup, "sync", lambda _: storage.close())
    with pytest.raises(StoreBusyError, match=r"ada\.jsonl changed while it was backed up"):
        back_up(workspace, tmp_path / "a.zip", at=START)
    assert not list(tmp_path.glob("a.zip*"))


def test_backup_that_cannot_be_written_leaves_nothing(workspace: Path, tmp_path: Path) -> None:
    with faulty_disk(1, 5), pytest.raises(StoreError, match="cannot be written"):
        back_up(workspace, tmp_path / "a.zip", at=START)
    assert not list(tmp_path.glob("a.zip*"))
    with pytest.raises(StoreError, match="cannot be written"):
        back_up(workspace / "nothing", tmp_path / "a.zip", at=START)
    assert not list(tmp_path.glob("a.zip*"))


def test_file_with_a_name_that_cannot_be_restored_is_named(workspace: Path, tmp_path: Path) -> None:
    (workspace / "notes:old").write_text("x")
    with pytest.raises(StoreError, match="notes:old' has a name that some systems do not allow"):
        back_up(workspace, tmp_path / "a.zip", at=START)


def test_restore_wants_an_empty_place(workspace: Path, tmp_path: Path) -> None:
    back_up(workspace, tmp_path / "a.zip", at=START)
    with pytest.raises(StoreError, match="is not empty"):
        restore(tmp_path / "a.zip", workspace)
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="is not empty"):
        restore(tmp_path / "a.zip", tmp_path / "file")
    (tmp_path / "empty").mkdir()
    restore(tmp_path / "a.zip", tmp_path / "empty")
    assert (tmp_path / "empty" / "triage.toml").exists()


def test_restore_without_room_is_refused_before_it_writes(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(workspace, tmp_path / "a.zip", at=START)
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=10))
    with pytest.raises(StoreError, match=r"has 10 free\. Free some space"):
        restore(tmp_path / "a.zip", tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_restore_on_a_disk_that_fails_leaves_nothing(workspace: Path, tmp_path: Path) -> None:
    back_up(workspace, tmp_path / "a.zip", at=START)
    (tmp_path / "place").mkdir()
    with faulty_disk(3, 5), pytest.raises(StoreError, match="cannot be restored or checked"):
        restore(tmp_path / "a.zip", tmp_path / "place" / "new")
    assert list((tmp_path / "place").iterdir()) == []


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x05\x06" + bytes(18)])
def test_file_that_is_no_backup_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(StoreDamagedError):
        restore(tmp_path / "a.zip", tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_missing_archive_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="No such file"):
        restore(tmp_path / "a.zip", tmp_path / "new")


def archive_of(
    path: Path,
    members: list[tuple[str | ZipInfo, bytes]],
    listed: dict[str, bytes] | None = None,
    version: int = 1,
) -> Path:
    """An archive made by somebody else: members, and what its list says of them."""
    if listed is None:
        listed = {name if isinstance(name, str) else name.filename: data for name, data in members}
    files = {
        name: {"size": len(data), "sha256": sha256(data).hexdigest()}
        for name, data in listed.items()
    }
    with warnings.catch_warnings(), ZipFile(path, "w") as archive:
        warnings.simplefilter("ignore", UserWarning)
        for name, data in members:
            archive.writestr(name, data)
        contents = {"format": version, "at": START.isoformat(), "files": files}
        archive.writestr(CONTENTS, json.dumps(contents))
    return path


def info(name: str, kind: int) -> ZipInfo:
    member = ZipInfo(name)
    member.external_attr = (kind | 0o777) << 16
    return member


HOSTILE: dict[str, list[tuple[str | ZipInfo, bytes]]] = {
    "path above": [("../evil", b"x")],
    "path above, deeper": [("a/../../evil", b"x")],
    "absolute path": [("/tmp/evil", b"x")],
    "drive": [("C:/evil", b"x")],
    "backslashes": [("..\\evil", b"x")],
    "control character": [("e\x1bvil", b"x")],
    "empty part": [("a//b", b"x")],
    "link": [(info("evil", stat.S_IFLNK), b"/etc/passwd")],
    "device": [(info("evil", stat.S_IFCHR), b"")],
    "folder": [("evil/", b"")],
    "twice": [("evil", b"x"), ("evil", b"x")],
    "file and folder": [("evil", b"x"), ("evil/a", b"x")],
    "list twice": [(CONTENTS, b"{}")],
}


@pytest.mark.parametrize("members", HOSTILE.values(), ids=HOSTILE.keys())
def test_archive_that_means_harm_is_refused(
    tmp_path: Path, members: list[tuple[str | ZipInfo, bytes]]
) -> None:
    archive = archive_of(tmp_path / "a.zip", members)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(StoreError):
        restore(archive, tmp_path / "place" / "new")
    (tmp_path / "place").rmdir()
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("listed", "reason"),
    [
        ({}, "its members are not those that it lists"),
        ({"a": b"xyz", "b": b""}, "its members are not those that it lists"),
        ({"a": b"xy"}, "a is longer than announced"),
        ({"a": b"xyzz"}, "a is not what was backed up"),
        ({"a": b"zyx"}, "a is not what was backed up"),
    ],
)
def test_archive_that_differs_from_its_list_is_refused(
    tmp_path: Path, listed: dict[str, bytes], reason: str
) -> None:
    archive = archive_of(tmp_path / "a.zip", [("a", b"xyz")], listed)
    with pytest.raises(StoreDamagedError, match=reason):
        restore(archive, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_archive_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreTooNewError, match="Install a newer triage"):
        restore(archive_of(tmp_path / "a.zip", [], version=2), tmp_path / "new")


@pytest.mark.parametrize("text", [b"", b"[]", b'{"format": 1}'])
def test_archive_with_a_list_that_cannot_be_understood_is_refused(
    tmp_path: Path, text: bytes
) -> None:
    with ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(CONTENTS, text)
    with pytest.raises(StoreDamagedError, match="cannot be understood"):
        restore(tmp_path / "a.zip", tmp_path / "new")


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_archive_with_any_bit_flipped_is_refused_or_the_same(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "study").mkdir()
        (Path(place) / "study" / "file").write_bytes(b"some words " * 9)
        archive = Path(place) / "a.zip"
        back_up(Path(place) / "study", archive, at=START)
        damaged = bytearray(archive.read_bytes())
        damaged[data.draw(st.integers(0, len(damaged) - 1))] ^= 1 << data.draw(st.integers(0, 7))
        archive.write_bytes(damaged)
        with suppress(StoreError):
            restore(archive, Path(place) / "new")
            assert content(Path(place) / "new") == content(Path(place) / "study")


@given(st.text())
def test_plain_name_stays_below_its_folder(name: str) -> None:
    if is_plain(name):
        assert not PurePosixPath(name).is_absolute()
        assert ".." not in PurePosixPath(name).parts
        assert PurePosixPath(name).as_posix() == name
        assert "\\" not in name
