"""Reads the files of a workspace that people write."""

from pathlib import Path

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
