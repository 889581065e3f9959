"""The archive that holds a whole workspace: a ZIP file with a list of what must be in it.

The member `CONTENTS` lists every other one with its size and SHA-256. An archive may come from
anybody, so only plain names below the folder are accepted, each once and listed, and never more
bytes than were announced.
"""

import os
import stat
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import msgspec
from msgspec import Struct

from store.disk import failure, open_file
from store.documents import UNREADABLE
from triage.domain.errors import StoreDamagedError, StoreError, StoreTooNewError

CONTENTS = "triage-backup.json"
"""The member that lists the others."""

ARCHIVE_FORMAT = 1
CHUNK = 1 << 20
"""Bytes copied at a time."""

_ENCRYPTED = 1

_LARGEST_LIST = 64 << 20
"""Bytes of a list of contents; one of 200,000 files has fewer."""


class Member(Struct, frozen=True):
    """One file of an archive."""

    size: int
    sha256: str


class ArchiveContents(Struct, frozen=True):
    """What an archive must hold."""

    format: int
    at: datetime
    """When it was made."""
    files: dict[str, Member]
    """By path below the workspace, parts joined by slashes."""


_DECODER = msgspec.json.Decoder(ArchiveContents)


def is_plain(name: str) -> bool:
    """Whether a name is a path below a folder on every system, without anything surprising."""
    return name != CONTENTS and all(
        part not in ("", ".", "..")
        and part.isprintable()
        and not set(part) & set('\\:*?"<>|')
        and len(part.encode()) <= 255
        for part in name.split("/")
    )


@contextmanager
def opened_archive(path: Path) -> Iterator[ZipFile]:
    """An archive for reading; whatever is wrong with it becomes an error of the store.

    Raises:
        StoreDamagedError: it is not an archive, or not what was written.
        StoreError: it cannot be read.
    """
    try:
        with os.fdopen(open_file(path, os.O_RDONLY), "rb") as file, ZipFile(file) as archive:
            yield archive
    except (BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
        raise broken(path, str(error) or type(error).__name__) from error
    except OSError as error:
        raise failure("cannot be restored or checked", path, error) from error


def read_contents(archive: ZipFile, path: Path) -> ArchiveContents:
    """What the archive must hold; its members have been compared with it by name.

    Raises:
        StoreDamagedError: the list is missing or wrong, or a member is not listed or not plain.
        StoreTooNewError: a newer version made the archive.
    """
    members = archive.infolist()
    names = [info.filename for info in members]
    if CONTENTS not in names:
        raise broken(path, f"no {CONTENTS} in it; it is not a backup of triage")
    for info in members:
        _check_member(info, path)
    with archive.open(CONTENTS) as file:
        text = file.read(_LARGEST_LIST)
    try:
        contents = _DECODER.decode(text)
    except UNREADABLE as error:
        raise broken(path, f"{CONTENTS} cannot be understood ({error})") from error
    if contents.format > ARCHIVE_FORMAT:
        raise StoreTooNewError(
            f"{path}: format {contents.format} is newer than this triage reads. "
            f"Install a newer triage."
        )
    if sorted(names) != sorted([CONTENTS, *contents.files]):
        raise broken(path, "its members are not those that it lists")
    return contents


def copy_member(
    archive: ZipFile, name: str, member: Member, write: Callable[[bytes], object], path: Path
) -> None:
    """Hand one member over in chunks, and check that it is what was backed up.

    Raises:
        StoreDamagedError: size or digest differ.
    """
    digest, rest = sha256(), member.size
    with archive.open(name) as source:
        while chunk := source.read(min(CHUNK, rest + 1)):
            rest -= len(chunk)
            if rest < 0:
                raise broken(path, f"{name} is longer than announced")
            digest.update(chunk)
            write(chunk)
    if rest or digest.hexdigest() != member.sha256:
        raise broken(path, f"{name} is not what was backed up")


def broken(path: Path, reason: str) -> StoreDamagedError:
    """The error for an archive that cannot be restored."""
    return StoreDamagedError(f"{path}: {reason}. Nothing was restored from it; use another backup.")


def unfit_name(path: Path) -> StoreError:
    """The error for a file whose name could not be restored everywhere."""
    return StoreError(
        f"{str(path)!r} has a name that some systems do not allow. Rename it, then back up again."
    )


def _check_member(info: ZipInfo, path: Path) -> None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    is_file = kind in (0, stat.S_IFREG) and not info.flag_bits & _ENCRYPTED
    is_known = info.compress_type in (ZIP_STORED, ZIP_DEFLATED)
    if not (is_file and is_known) or not (info.filename == CONTENTS or is_plain(info.filename)):
        raise broken(path, f"{info.filename!r} is not a plain file below the workspace")
