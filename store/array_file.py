"""Arrays in one file that is either whole or refused.

A header says which version wrote the file and how long each array is; names and types come from
the reader, so a file cannot make it read anything else. A checksum over everything stands at the
end, so a file cut short has none. Writing replaces the file at one stroke; there is no fsync of
the folder, because whoever keeps something here can make it again.
"""

import os
import struct
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from triage.domain.errors import InputError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Arrays = dict[str, NDArray[np.generic]]

_MAGIC = b"triage arrays\n"
_LENGTH = struct.Struct("<I")
_CHECKSUM = struct.Struct("<I")
_FRONT = len(_MAGIC) + _LENGTH.size
_ALIGNMENT = 64


class _Header(Struct, frozen=True, forbid_unknown_fields=True):
    """What stands before the arrays."""

    format: int
    counts: dict[str, int]
    """Elements of each array."""


def read_arrays(path: Path, version: int, types: Mapping[str, str]) -> "Arrays":
    """The arrays in a file; they cannot be written to.

    Args:
        path: the file.
        version: the format that the reader understands.
        types: name and little-endian type of every array, in the order of the file.

    Raises:
        InputError: the file is not there, not whole or not of that format; says which.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"there is no {path}") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
    try:
        return _arrays_in(data, version, types)
    except InputError as error:
        raise InputError(f"{path} {error}") from error


def write_arrays(path: Path, version: int, arrays: "Arrays") -> None:
    """Puts a file with these arrays in the place of another, if there is one.

    Raises:
        OSError: the folder cannot be written; the old file stays.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            checksum = 0
            for part in _parts(version, arrays):
                checksum = zlib.crc32(part, checksum)
                file.write(part)
            file.write(_CHECKSUM.pack(checksum))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _arrays_in(data: bytes, version: int, types: Mapping[str, str]) -> "Arrays":
    import numpy as np

    header, start = _header_of(data)
    if header.format != version:
        raise InputError(f"has format {header.format}, and this version of triage uses {version}")
    whole = memoryview(data)[: -_CHECKSUM.size]
    if zlib.crc32(whole) != _CHECKSUM.unpack_from(data, len(whole))[0]:
        raise InputError("is damaged: its checksum does not fit")
    arrays: Arrays = {}
    for name, kind in types.items():
        count = header.counts.get(name, -1)
        if count < 0 or start + count * np.dtype(kind).itemsize > len(whole):
            raise InputError(f"is inconsistent: it cannot hold the array {name!r}")
        arrays[name] = np.frombuffer(whole, kind, count, start) if count else np.zeros(0, kind)
        start += _aligned(arrays[name].nbytes)
    return arrays


def _header_of(data: bytes) -> tuple[_Header, int]:
    """The header, and where the first array begins."""
    if not data.startswith(_MAGIC) or len(data) < _FRONT + _CHECKSUM.size:
        raise InputError("is no file of arrays")
    (length,) = _LENGTH.unpack_from(data, len(_MAGIC))
    try:
        header = msgspec.json.decode(data[_FRONT : _FRONT + length], type=_Header)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise InputError("is damaged: its header cannot be read") from error
    return header, _aligned(_FRONT + length)


def _parts(version: int, arrays: "Arrays") -> Iterator[bytes]:
    """The bytes of a file, but for the checksum at its end."""
    header = _Header(version, {name: len(array) for name, array in arrays.items()})
    text = msgspec.json.encode(header)
    front = _MAGIC + _LENGTH.pack(len(text)) + text
    yield front.ljust(_aligned(len(front)), b"\0")
    for array in arrays.values():
        data = array.tobytes()
        yield data
        yield bytes(_aligned(len(data)) - len(data))


def _aligned(size: int) -> int:
    return -(-size // _ALIGNMENT) * _ALIGNMENT
