"""A reader that follows what the writer saves, without a lock and without disturbing it.

The first line of a journal changes with every compaction, so a reader that finds the same first
line needs only the lines behind those it has; any surprise makes it read everything again.
"""

import os
from collections.abc import Sequence

from store.disk import failure, open_file
from store.documents import Changes, Tables, apply_changes, differences
from store.headers import Owner
from store.journal import Save, decode_saves
from store.older_formats import Upgrades
from store.reading import Reading, StorePaths, read_store
from triage.domain.errors import StoreDamagedError


class Follower:
    """The contents of a store that somebody else may be writing."""

    def __init__(self, paths: StorePaths, owner: Owner, upgrades: Upgrades) -> None:
        self._paths = paths
        self._owner = owner
        self._upgrades = upgrades
        self.tables: Tables = {}
        self.notices: list[str] = []
        self.n = 0
        self._chain = ""
        self._end = 0
        self._header_line = b""
        reading = read_store(paths, owner, upgrades)
        self._take(reading)
        if reading.journal and reading.journal.tail:
            self.notices.append(
                f"The last line of {paths.journal} is a save that has not come to its end. It is "
                f"not shown."
            )

    def refresh(self) -> Changes:
        """Bring `tables` up to date; what is new, mostly nothing.

        Raises:
            StoreError: the files cannot be read, or are damaged; `tables` stays as it was.
        """
        lines = self._new_lines()
        if lines is None:
            return self._read_again()
        path = str(self._paths.journal)
        try:
            saves, end = decode_saves(lines, self.n, self._chain, path, self._end)
        except StoreDamagedError:
            return self._read_again()
        self._end = end
        return self._apply(saves)

    def _apply(self, saves: Sequence[Save]) -> Changes:
        merged: dict[str, dict[str, bytes | None]] = {}
        for save in saves:
            for table, documents in save.entry.documents().items():
                merged.setdefault(table, {}).update(documents)
            self.n, self._chain = save.entry.n, save.chain
        apply_changes(self.tables, merged)
        return merged

    def _new_lines(self) -> bytes | None:
        """What stands behind the lines that are known; None when the journal is another one."""
        try:
            with os.fdopen(open_file(self._paths.journal, os.O_RDONLY), "rb") as file:
                header = file.read(len(self._header_line))
                size = file.seek(0, os.SEEK_END)
                if not header or header != self._header_line or size < self._end:
                    return None
                file.seek(self._end)
                return file.read()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise failure("cannot be read", self._paths.journal, error) from error

    def _read_again(self) -> Changes:
        before = self.tables
        self._take(read_store(self._paths, self._owner, self._upgrades))
        return differences(before, self.tables)

    def _take(self, reading: Reading) -> None:
        contents, journal = reading.contents, reading.journal
        self.tables = contents.tables
        self.n, self._chain = contents.n, contents.chain
        self._end = journal.end if journal else 0
        self._header_line = reading.header_line if contents.continues else b""
