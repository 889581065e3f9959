import getpass
import os
import subprocess
import sys
from pathlib import Path

import filelock
import pytest

from store.lock import WriterLock, read_holder
from tests.store.making import after, documents, filled, killed, opened
from triage.domain.errors import StoreBusyError, StoreError


def test_second_writer_is_refused_by_name_process_and_time(tmp_path: Path) -> None:
    writer = filled(tmp_path, 2)
    with pytest.raises(StoreBusyError) as caught:
        opened(tmp_path)
    message = str(caught.value)
    assert f"process {os.getpid()}" in message
    assert getpass.getuser() in message
    assert "since 20" in message
    writer.close()
    assert documents(opened(tmp_path)) == after(2)


def test_second_writer_in_another_process_is_refused(tmp_path: Path) -> None:
    writer = filled(tmp_path, 1)
    program = (
        "import sys, pathlib\nfrom tests.store.making import opened\n"
        "from triage.domain.errors import StoreBusyError\n"
        "try: opened(pathlib.Path(sys.argv[1]))\n"
        "except StoreBusyError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, tmp_path], capture_output=True, text=True, check=True
    )
    assert f"process {os.getpid()}" in done.stdout
    writer.close()


def test_holder_that_cannot_be_read_is_another_process(tmp_path: Path) -> None:
    writer = filled(tmp_path, 1)
    (tmp_path / "ada.lock").write_bytes(b"")
    with pytest.raises(StoreBusyError, match="by another process"):
        opened(tmp_path)
    writer.close()


def test_lock_of_a_dead_process_is_taken_over_and_said(tmp_path: Path) -> None:
    filled(tmp_path / "running", 3)
    folder = killed(tmp_path / "running", tmp_path / "killed")
    storage = opened(folder)
    assert documents(storage) == after(3)
    assert f"(process {os.getpid()} on" in storage.notices[0]
    assert "did not end cleanly. Everything that it confirmed is here." in storage.notices[0]
    storage.close()
    assert opened(folder).notices == []


def test_lock_file_names_the_last_confirmed_save(tmp_path: Path) -> None:
    filled(tmp_path, 3)
    holder = read_holder(tmp_path / "ada.lock")
    assert holder is not None
    assert holder.n == 3


@pytest.mark.parametrize("content", [b"", b"1234\n", b'{"a":1,"crc":"00000000"}\n'])
def test_lock_file_with_anything_else_says_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "lock").write_bytes(content)
    assert read_holder(tmp_path / "lock") is None


def test_lock_file_that_cannot_be_read_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "lock").mkdir()
    assert read_holder(tmp_path / "lock") is None


def test_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "ada.lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StoreError, match="cannot be locked"):
        opened(tmp_path)


def test_file_system_without_locks_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise NotImplementedError("FileSystem does not appear to support flock")

    monkeypatch.setattr(filelock.FileLock, "acquire", refuse)
    with pytest.raises(StoreError, match="does not appear to support flock"):
        opened(tmp_path)


def test_lock_file_that_cannot_be_signed_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = WriterLock(tmp_path / "lock", "something")
    (tmp_path / "lock").unlink()
    with pytest.raises(StoreError, match="cannot be written"):
        lock.sign(1)
    lock.confirm(2)
    lock.release(is_clean=True)


def test_user_without_a_name_is_somebody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown() -> str:
        raise KeyError("no such user")

    monkeypatch.setattr(getpass, "getuser", unknown)
    filled(tmp_path, 1)
    assert "somebody" in str(read_holder(tmp_path / "ada.lock"))
