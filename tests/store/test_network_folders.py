import subprocess
import sys
from pathlib import Path

import pytest

from store import network_folders
from store.network_folders import (
    ALLOW_VARIABLE,
    file_system,
    mounts,
    parse_mount_command,
    parse_mount_table,
    refuse_network_folder,
)
from tests.store.making import opened
from triage.domain.errors import StoreError

LINUX = """\
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/root rw
40 27 0:35 / /mnt/my\\040share rw,relatime - nfs4 server:/export rw
41 27 0:36 / /mnt/my\\040share/local rw - ext4 /dev/sdb rw
42 27 0:37 / /mnt/twice rw - ext4 /dev/sdc rw
43 27 0:38 / /mnt/twice rw - cifs //server/share rw
"""

MAC = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//ada@server/share on /Volumes/share (smbfs, nodev, nosuid, mounted by ada)
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/ada", "ext4"),
        ("/mnt/my share", "nfs4"),
        ("/mnt/my share/study", "nfs4"),
        ("/mnt/my shared", "ext4"),
        ("/mnt/my share/local/study", "ext4"),
        ("/mnt/twice", "cifs"),
    ],
)
def test_file_system_is_that_of_the_innermost_last_mount(folder: str, kind: str) -> None:
    assert file_system(Path(folder), parse_mount_table(LINUX)) == kind


def test_mounts_of_a_mac_are_understood() -> None:
    found = list(parse_mount_command(MAC))
    assert file_system(Path("/Volumes/share/study"), found) == "smbfs"
    assert file_system(Path("/Users/ada"), found) == "apfs"


def test_file_system_without_mounts_is_not_known() -> None:
    assert file_system(Path("/home"), []) == ""


def test_network_folder_is_refused_for_writing_and_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network_folders, "mounts", lambda: [("/", "nfs4")])
    with pytest.raises(StoreError, match=rf"nfs4.*{ALLOW_VARIABLE}=1"):
        opened(tmp_path / "store")
    assert not (tmp_path / "store").exists()
    opened(tmp_path / "store", write=False)
    monkeypatch.setenv(ALLOW_VARIABLE, "1")
    opened(tmp_path / "store").close()


def test_this_system_says_what_is_mounted(tmp_path: Path) -> None:
    if sys.platform == "linux":
        assert file_system(tmp_path, mounts()) != ""
    refuse_network_folder(tmp_path)


def test_mac_is_asked_by_its_mount_command(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 0, MAC, "")

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(subprocess, "run", run)
    assert ("/Volumes/share", "smbfs") in mounts()


def test_system_that_does_not_say_has_no_mounts(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> str:
        raise FileNotFoundError("/proc/self/mountinfo")

    monkeypatch.setattr(Path, "read_text", refuse)
    assert mounts() == []
