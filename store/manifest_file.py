"""The file of a manifest: JSON over lines, under a format version.

It holds nothing but the manifest, so that a stranger can read it without triage.
"""

from pathlib import Path

import msgspec
from msgspec import Struct

from triage.domain.errors import InputError, StoreDamagedError, StoreTooNewError
from triage.domain.manifest_rules import checked_manifest
from triage.domain.sample import Manifest

FORMAT = 1
"""Version of the file; a file with a higher one is refused."""


class _File(Struct, frozen=True, kw_only=True):
    format: int
    manifest: Manifest


class _Version(Struct, frozen=True):
    format: int = 0


def encode_manifest(manifest: Manifest) -> bytes:
    """The content of the file."""
    content = msgspec.json.encode(_File(format=FORMAT, manifest=manifest))
    return msgspec.json.format(content, indent=1) + b"\n"


def decode_manifest(path: Path, content: bytes, name: str) -> Manifest:
    """The manifest; whether it is unchanged is for `verify` to say.

    Args:
        path: where the content comes from, for the message.
        content: the file.
        name: the sample that it should be of.

    Raises:
        StoreDamagedError: it is no manifest that can be used.
        StoreTooNewError: a newer triage wrote it.
    """
    try:
        version = msgspec.json.decode(content, type=_Version).format
        if version > FORMAT:
            raise StoreTooNewError(
                f"{path}: a newer triage wrote this manifest (format {version}, this one reads "
                f"up to {FORMAT}); update triage"
            )
        manifest = checked_manifest(msgspec.json.decode(content, type=_File).manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, InputError) as error:
        raise _damaged(path, str(error)) from error
    if manifest.name != name:
        raise _damaged(path, f"it is the manifest of {manifest.name!r}")
    return manifest


def _damaged(path: Path, reason: str) -> StoreDamagedError:
    return StoreDamagedError(
        f"{path}: this is not the manifest of a sample that can be used ({reason}); "
        "restore the file from a backup or from version control"
    )
