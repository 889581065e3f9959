"""What a workspace remembers for one machine only: who sat here, and where each rater was.

It lies in `.local/`, which keeps itself out of git. Losing it costs a rater one key, so a place
is written without waiting for the disk, and a place that cannot be kept or read is no error.
"""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

FOLDER = ".local"


class Places:
    """Who coded here, and the issue that each rater looked at last, by sample."""

    def __init__(self, workspace: Path) -> None:
        self._folder = workspace / FOLDER

    def read(self, rater: str, sample: str) -> str | None:
        """Where a rater was in a sample; None when that is not known."""
        try:
            return self._path(rater, sample).read_text("utf-8").strip() or None
        except (OSError, UnicodeDecodeError):
            return None

    def keep(self, rater: str, sample: str, issue: str) -> None:
        """Remember where a rater is in a sample."""
        self._write(self._path(rater, sample), issue)

    def last_sample(self, rater: str, samples: Iterable[str]) -> str | None:
        """The one of some samples in which a rater was last; None when that is not known."""
        found: dict[str, int] = {}
        for sample in samples:
            with suppress(OSError):
                found[sample] = self._path(rater, sample).stat().st_mtime_ns
        return max(found, key=found.__getitem__, default=None)

    def seated(self) -> list[str]:
        """The raters who sat down on this machine, the last one first; as far as is known."""
        try:
            return self._seated.read_text("utf-8").split()[::-1]
        except (OSError, UnicodeDecodeError):
            return []

    def sit_down(self, rater: str) -> None:
        """Remember who codes on this machine."""
        others = [each for each in self.seated() if each != rater]
        self._write(self._seated, "\n".join([*reversed(others), rater]))

    @property
    def _seated(self) -> Path:
        return self._folder / "rater"

    def _write(self, path: Path, text: str) -> None:
        with suppress(OSError):
            if not self._folder.exists():
                self._folder.mkdir(mode=0o700)
                (self._folder / ".gitignore").write_text("*\n", "utf-8")
            path.write_text(text + "\n", "utf-8")

    def _path(self, rater: str, sample: str) -> Path:
        return self._folder / f"{rater}.{sample}.place"
