"""Making a store ready for its next save, after whatever happened to the last session.

What is done here changes no content: a save that nobody was told about is cut off and a copy
kept, leftovers of a compaction are removed, an older format is brought up to date. Each step
may be cut short and done again.
"""

from contextlib import suppress

from store.append_file import AppendFile
from store.disk import TEMPORARY, cut_file, free_path, make_folder, replace_file
from store.headers import Owner
from store.journal import encode_journal_header
from store.reading import Reading, StorePaths
from store.snapshot import encode_rows, encode_snapshot


def recover(paths: StorePaths, owner: Owner, reading: Reading) -> tuple[AppendFile, list[str]]:
    """Make the files ready for the next save.

    Args:
        paths: the files.
        owner: whose they are.
        reading: what was found in them.

    Returns:
        The journal to append to, and what was done, in words.

    Raises:
        StoreError: the disk refused.
    """
    _remove_leftovers(paths)
    notices = _migrate(paths, owner, reading)
    contents, journal = reading.contents, reading.journal
    if journal and journal.tail:
        notices.append(_cut_tail(paths, journal.tail, journal.end, contents.n))
    if journal and contents.continues:
        return _go_on(paths, len(reading.header_line), journal.end), notices
    file = begin_journal(paths, owner, contents.n, contents.chain)
    if reading.older:
        # Only now does the new store stand by itself.
        with suppress(OSError):
            reading.older.path.unlink()
    return file, notices


def begin_journal(
    paths: StorePaths, owner: Owner, n: int, chain: str, lines: bytes = b""
) -> AppendFile:
    """Put a journal in place that goes on after save n.

    Args:
        paths: the files of the store.
        owner: whose they are.
        n: number of the save.
        chain: its checksum.
        lines: the saves behind it.

    Raises:
        StoreError: the disk refused.
    """
    header = encode_journal_header(owner, n, chain)
    replace_file(paths.journal, header + lines)
    return AppendFile(paths.journal, len(header), len(header) + len(lines))


def _go_on(paths: StorePaths, start: int, end: int) -> AppendFile:
    """The journal as it is, made durable.

    A process that was killed may have left a whole save or a new name that no sync had reached.
    What is shown from now on must not be lost with the power.
    """
    file = AppendFile(paths.journal, start, end)
    file.make_durable()
    return file


def _remove_leftovers(paths: StorePaths) -> None:
    for path in (paths.snapshot, paths.journal):
        # One that stays is overwritten by the next compaction.
        with suppress(OSError):
            path.with_name(path.name + TEMPORARY).unlink()


def _migrate(paths: StorePaths, owner: Owner, reading: Reading) -> list[str]:
    older = reading.older
    if older is None:
        return []
    make_folder(paths.backup)
    copy = free_path(paths.backup / f"{older.path.name}.format-{older.format}")
    replace_file(copy, older.data)
    n, chain = reading.contents.n, reading.contents.chain
    replace_file(paths.snapshot, encode_snapshot(owner, n, chain, encode_rows(older.tables)))
    notice = (
        f"{older.path} had the older format {older.format}. It is now {paths.snapshot}; "
        f"the file as it was is kept in {copy}."
    )
    return [notice]


def _cut_tail(paths: StorePaths, tail: bytes, end: int, n: int) -> str:
    copy = free_path(paths.folder / f"{paths.name}.torn-{n + 1}")
    replace_file(copy, tail)
    cut_file(paths.journal, end)
    return (
        f"The last line of {paths.journal} was a save that did not come to its end and that "
        f"nobody was told about ({len(tail)} bytes). It was cut off; a copy is in {copy}."
    )
