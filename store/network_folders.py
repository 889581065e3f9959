"""Whether a folder is on another computer, where locks and syncs do not mean what they say.

Only file systems that are known to be networked count; the system's own list of mounts says
which one a folder is on. Somebody who knows better can say so by an environment variable.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from triage.domain.errors import StoreError

ALLOW_VARIABLE = "TRIAGE_ALLOW_NETWORK_FOLDERS"
"""Environment variable that, when it is not empty, lets stores on network folders be written."""

NETWORKED = frozenset(
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb2",
        "smb3",
        "smbfs",
        "ncpfs",
        "afs",
        "afpfs",
        "coda",
        "ceph",
        "lustre",
        "glusterfs",
        "davfs",
        "webdav",
        "sshfs",
        "fuse.sshfs",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.gcsfuse",
        "fuse.glusterfs",
        "fuse.davfs2",
    ]
)
"""File systems, by the system's name, that are on another computer."""

Mount = tuple[str, str]
"""Where something is mounted, and which file system it is."""


def refuse_network_folder(folder: Path) -> None:
    """Make sure that writing in a folder is safe from other computers.

    Raises:
        StoreError: it is a network folder and nobody said that this is wanted.
    """
    if os.environ.get(ALLOW_VARIABLE):
        return
    kind = file_system(folder.resolve(), mounts())
    if kind in NETWORKED:
        raise StoreError(
            f"{folder} is on a network file system ({kind}), which may lose saves and lets two "
            f"computers write at once. Move the workspace to a local folder and share it through "
            f"version control; or set {ALLOW_VARIABLE}=1 to write there all the same."
        )


def file_system(folder: Path, mounted: Iterable[Mount]) -> str:
    """The file system of a folder: of the innermost and last mount above it; empty if unknown."""
    path = PurePosixPath(folder)
    above = [(point, kind) for point, kind in mounted if path.is_relative_to(point)]
    above.sort(key=lambda mount: len(mount[0]))
    return above[-1][1] if above else ""


def mounts() -> list[Mount]:
    """What is mounted where; nothing when the system does not say."""
    try:
        if sys.platform == "darwin":
            import subprocess

            done = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False)
            return list(parse_mount_command(done.stdout))
        table = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")
        return list(parse_mount_table(table))
    except OSError:
        return []


def parse_mount_table(table: str) -> Iterator[Mount]:
    r"""Mounts in Linux's table: `… root point options … - kind source …`, blanks as `\040`."""
    for line in table.splitlines():
        fields, _, rest = line.partition(" - ")
        point = fields.split(" ")[4]
        yield point.replace("\\040", " ").replace("\\134", "\\"), rest.split(" ")[0]


def parse_mount_command(output: str) -> Iterator[Mount]:
    """Mounts as macOS lists them: `source on point (kind, options)`."""
    for line in output.splitlines():
        place, _, options = line.rpartition(" (")
        yield place.partition(" on ")[2], options.rstrip(")").partition(",")[0]
