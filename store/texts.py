"""Reads and replaces the files of a workspace that people write."""

from pathlib import Path

from store.disk import free_path, read_file, replace_file
from triage.domain.errors import WorkspaceError


def read_text(path: Path) -> str:
    """The text of a file that people write.

    Raises:
        WorkspaceError: it cannot be read.
    """
    try:
        return path.read_text("utf-8")
    except FileNotFoundError as error:
        raise WorkspaceError(
            f"{path}: there is no such file; bring it back from a backup or from version control"
        ) from error
    except OSError as error:
        raise WorkspaceError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise WorkspaceError(
            f"{path}: byte {error.start} is not UTF-8 text; save the file as UTF-8"
        ) from error


def replace_text(path: Path, text: str, known: str) -> str:
    """Give a file new contents; what another program wrote meanwhile is kept beside it.

    Args:
        path: the file.
        text: its new contents.
        known: its contents as they were read or written here last.

    Returns:
        The name of the file with the other's words; empty when nobody wrote.

    Raises:
        StoreError: it cannot be written; what is there stays.
    """
    found = read_file(path)
    kept = ""
    if found and _with_plain_ends(found) not in (known.encode(), text.encode()):
        beside = free_path(path)
        replace_file(beside, found)
        kept = beside.name
    replace_file(path, text.encode())
    return kept


def _with_plain_ends(data: bytes) -> bytes:
    """The bytes with the line ends that reading as text gives."""
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
