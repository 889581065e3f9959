"""What the report screen asks of a study: the report with any words, and what could be said."""

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from triage.report.model import Statement


class Preview(Struct, frozen=True, kw_only=True):
    """A report as it would be exported, and what its author should know."""

    text: str
    doubts: Sequence[str] = ()
    """What is not held up by the figures, in sentences."""


class Reporting(Protocol):
    """The report of a sample, over codings that were read once; meant for a thread."""

    def preview(self, narrative: str) -> Preview:
        """The report with these words.

        Raises:
            TriageError: it cannot be built, with the reason.
        """

    def suggestions(self) -> Sequence[Statement]:
        """What the data suggest to observe; nothing is printed unless it is taken."""
