"""What the screens of a comparison ask for: the seam to workspace and rounds.

Whoever hands out a `Comparing` has made sure that nobody sees what a blind round keeps closed.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from screens.session import CodingsStore
from triage.analysis.answers import CodingsByRater
from triage.analysis.comparison import Comparison
from triage.analysis.intervals import Watch
from triage.domain.codebook import Codebook
from triage.domain.history import Change
from triage.domain.issue import SampledIssue


class Comparing(Protocol):
    """Several raters of one sample, whose codings may be seen."""

    @property
    def title(self) -> str:
        """Sample and raters, for the first line."""

    @property
    def codebook(self) -> Codebook:
        """The questions."""

    @property
    def viewer(self) -> str:
        """Who looks, and settles."""

    @property
    def codings(self) -> CodingsByRater:
        """What is compared, by rater and issue."""

    @property
    def issues(self) -> Mapping[str, SampledIssue]:
        """The issues of the sample as they were read."""

    def compare(self, watch: Watch, *, intervals: bool = True) -> Comparison:
        """Compare; this takes its time, and what the watch raises ends it.

        Raises:
            TriageError: it cannot be compared, with the reason.
        """

    def consensus(self) -> AbstractContextManager[CodingsStore]:
        """The consensus, open for writing until the context ends.

        Raises:
            TriageError: it cannot be opened, with the reason.
        """

    def filling(self, store: CodingsStore, step: int) -> Sequence[Change]:
        """The changes that fill the consensus with what needs no decision."""
