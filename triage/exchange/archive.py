"""A zip file that is the same, byte for byte, whenever and wherever it is made.

Entries are sorted, dated 1980-01-01 and stored without compression, because compressed bytes
differ between versions of the library that compresses. The first entries a reader sees are not
trusted names: nothing that could leave the folder it is unpacked into is written.
"""

import io
import re
from collections.abc import Mapping
from hashlib import sha256
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from triage.domain.errors import InputError

CHECKSUMS = "SHA256SUMS"
"""The entry that lists the digest of every other one, as `sha256sum --check` reads it."""

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_READABLE_BY_ALL = 0o644 << 16
_UNIX = 3
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._+-]*")


def zip_archive(entries: Mapping[str, bytes], folder: str) -> bytes:
    """The bytes of a zip file with these entries in one folder, and their checksums.

    Args:
        entries: contents by relative path, with `/` between folders.
        folder: what the archive unpacks into.

    Raises:
        InputError: a name could lead out of the folder, or has characters that not every system
            allows.
    """
    for path in (folder, *entries):
        if not all(map(_NAME.fullmatch, path.split("/"))):
            raise InputError(f"{path!r} cannot be a path in an archive")
    listed = {**entries, CHECKSUMS: _checksums(entries)}
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for path in sorted(listed):
            entry = ZipInfo(f"{folder}/{path}", _EARLIEST)
            entry.create_system = _UNIX
            entry.external_attr = _READABLE_BY_ALL
            archive.writestr(entry, listed[path])
    return buffer.getvalue()


def _checksums(entries: Mapping[str, bytes]) -> bytes:
    lines = (f"{sha256(entries[path]).hexdigest()}  {path}\n" for path in sorted(entries))
    return "".join(lines).encode()
