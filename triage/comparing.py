"""The raters of a sample as the screens see them, behind the seam `Comparing`."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from screens.session import CodingsStore
from store.workspace import Workspace
from triage.analysis.comparison import Comparison, compare
from triage.analysis.intervals import Watch
from triage.domain.errors import InputError
from triage.domain.history import Change
from triage.domain.issue import SampledIssue
from triage.domain.rounds import AGAIN
from triage.sample_raters import RESAMPLES, SEED, SampleRaters


class SampleComparison:
    """Every rater of a sample, as they may be compared now; or one rater's two codings."""

    def __init__(
        self,
        workspace: Workspace,
        raters: SampleRaters,
        issues: Mapping[str, SampledIssue],
        viewer: str,
        clock: Callable[[], datetime],
    ) -> None:
        """Read what is compared.

        Raises:
            InputError: there are not two raters.
            BlindRoundError: a round is open.
            StoreError: something cannot be read.
        """
        self._workspace = workspace
        self._raters = raters
        self._clock = clock
        self.viewer = viewer
        self.codebook = raters.codebook
        wanted = (viewer.removesuffix(AGAIN), viewer) if viewer.endswith(AGAIN) else ()
        self.codings = raters.codings(raters.chosen(wanted), viewer)
        self.issues = issues

    @property
    def title(self) -> str:
        """Sample and raters."""
        return f"Sample {self._raters.manifest.name} · {', '.join(self.codings)}"

    def compare(self, watch: Watch, *, intervals: bool = True) -> Comparison:
        """Compare, with the primary coefficient that the study declared."""
        return compare(
            self.codebook,
            self.codings,
            self._raters.read_by(self.codings),
            self._raters.primary,
            SEED,
            RESAMPLES if intervals else 0,
            watch,
        )

    def consensus(self) -> AbstractContextManager[CodingsStore]:
        """The consensus of the sample, open for writing.

        Raises:
            InputError: one rater's two codings are compared.
            StoreError: it cannot be opened.
        """
        if self.viewer.endswith(AGAIN):
            raise InputError(
                "The two codings of one rater are not settled, only compared; "
                f"to settle what raters dispute, code as {self.viewer.removesuffix(AGAIN)}"
            )
        self._workspace.keep_edition(self.codebook)
        return self._workspace.consensus(self._raters.manifest.name, write=True)

    def filling(self, store: CodingsStore, step: int) -> Sequence[Change]:
        """The changes that fill the consensus with what needs no decision."""
        return self._raters.filling(
            self.codings, store.codings(), store.history(), step=step, at=self._clock()
        )
