"""The record of rounds: one file per rater, a line per seal or override, nothing ever removed.

    rounds/RATER.jsonl

Each rater writes only their own file, so raters who work apart merge without conflicts.
"""

from pathlib import Path

import msgspec

from store.disk import make_folder, read_file, replace_file
from triage.domain.errors import StoreDamagedError
from triage.domain.names import checked_name
from triage.domain.rounds import RoundEntry

_DECODER = msgspec.json.Decoder(RoundEntry)


class Rounds:
    """The records of all raters in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def is_empty(self) -> bool:
        """Whether nobody has recorded anything."""
        return not any(self._folder.glob("*.jsonl"))

    def entries(self) -> list[RoundEntry]:
        """What all raters recorded, each rater's in order.

        Raises:
            StoreDamagedError: a line is not what was written.
            StoreError: a file cannot be read.
        """
        return [
            entry for path in sorted(self._folder.glob("*.jsonl")) for entry in self._read(path)
        ]

    def add(self, entry: RoundEntry) -> None:
        """Record one more deed of the rater whom it names.

        Raises:
            InputError: the name cannot be a rater's.
            StoreError: it cannot be written; the record is what it was.
        """
        path = self._folder / f"{checked_name(entry.rater, 'rater')}.jsonl"
        make_folder(self._folder)
        before = read_file(path) or b""
        self._decode(path, before)
        replace_file(path, before + msgspec.json.encode(entry) + b"\n")

    def _read(self, path: Path) -> list[RoundEntry]:
        return self._decode(path, read_file(path) or b"")

    def _decode(self, path: Path, data: bytes) -> list[RoundEntry]:
        return [self._entry(path, number, line) for number, line in enumerate(data.splitlines(), 1)]

    def _entry(self, path: Path, number: int, line: bytes) -> RoundEntry:
        try:
            entry = _DECODER.decode(line)
        except msgspec.DecodeError as error:
            raise StoreDamagedError(
                f"{path}, line {number}: {error}. Nothing was changed; restore the file from git "
                f"or a backup"
            ) from error
        if entry.rater != path.stem:
            raise StoreDamagedError(
                f"{path}, line {number}: it is {entry.rater}'s, not {path.stem}'s. Nothing was "
                f"changed; restore the file from git or a backup"
            )
        return entry
