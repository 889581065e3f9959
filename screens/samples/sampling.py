"""What the samples screen asks of a study: its population, its samples, and a draw."""

from collections.abc import Sequence
from typing import Protocol

from triage.analysis.survey import DrawWish, Survey
from triage.domain.sample import Manifest
from triage.domain.strata import Stratum


class Sampling(Protocol):
    """The samples of a study; every method may take a second, and may run in any thread."""

    def samples(self) -> Sequence[Manifest]:
        """All samples, by name.

        Raises:
            TriageError: a manifest cannot be read.
        """

    def survey(self, where: str, by: Stratum | None) -> Survey:
        """Look at what a filter selects, beyond the workspace's label.

        Raises:
            TriageError: the filter cannot be read, or there is no population.
        """

    def draw(self, wish: DrawWish) -> Manifest:
        """Draw a sample and freeze it.

        Raises:
            TriageError: it cannot be drawn, with the reason; nothing was kept.
        """
