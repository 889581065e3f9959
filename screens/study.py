"""What the screens ask of a study beyond the codings: the seam to the workspace.

A screen gets values and hands over decisions; it never sees a file.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from threading import Event
from typing import TYPE_CHECKING, Protocol

from triage.domain.changes import IssueChange, Reading
from triage.domain.codebook import Codebook
from triage.domain.issue import SampledIssue

if TYPE_CHECKING:
    from screens.compare.source import Comparing
    from screens.reporting import Reporting
    from screens.samples.sampling import Sampling
    from triage.analysis.duplicates import Index


class Study(Protocol):
    """The study that is being coded."""

    @property
    def title(self) -> str:
        """Repository, label and sample, for the strip."""

    @property
    def shows_hints(self) -> bool:
        """Whether keywords and suggestions may be shown: not in a blind round.

        Everybody's codings may be read for it, so it is meant for a thread.

        Raises:
            TriageError: somebody's codings cannot be read.
        """

    @property
    def sampling(self) -> "Sampling":
        """The population and the samples of the study."""

    def add_code(self, question_id: str, label: str, definition: str) -> Codebook:
        """Add a code to the codebook; the new edition.

        Raises:
            TriageError: it cannot be added, with the reason.
        """

    def place(self) -> str | None:
        """The issue that this rater looked at last; None when there is none."""

    def keep_place(self, issue: str) -> None:
        """Remember where this rater is."""

    def latest(self, issue: str) -> SampledIssue | None:
        """The issue as it was fetched last; None when that is not known."""

    def as_read(self, issue: str, reading: Reading) -> SampledIssue:
        """The issue as this rater had it before them.

        Raises:
            TriageError: it cannot be read, with the reason.
        """

    def changes_since(self, readings: Mapping[str, Reading]) -> Mapping[str, Sequence[IssueChange]]:
        """What is different about issues since they were coded, by key; meant for a thread.

        Args:
            readings: when which issue was coded last, by key.

        Raises:
            TriageError: the issues cannot be read, with the reason.
        """

    def refresh(self, tell: Callable[[str], None], stop: Event, stop_key: str) -> str:
        """Fetch what has changed and bring the sample's copies up to date; meant for a thread.

        Args:
            tell: told in words how far it is, from the thread.
            stop: set it to end the fetch; what had arrived is saved.
            stop_key: the key with which the user can do so, for the words.

        Returns:
            What came of it, in a sentence.

        Raises:
            TriageError: it failed or was stopped; what had arrived is saved.
        """

    def issues(self) -> Mapping[str, SampledIssue]:
        """The issues of the sample as they are read now, by key."""

    def narrative(self) -> str:
        """The human's words for the report.

        Raises:
            TriageError: they cannot be read, with the reason.
        """

    def write_narrative(self, text: str, known: str) -> str:
        """Save the human's words for the report.

        Args:
            text: the words.
            known: what was read or saved last. Words that somebody else wrote since are kept.

        Returns:
            The name of the file with the other's words; empty when nobody wrote.

        Raises:
            TriageError: they cannot be saved, with the reason.
        """

    def reporting(self) -> "Reporting":
        """The report as it is with the codings of now; meant for a thread.

        Raises:
            TriageError: something that it is made from cannot be read.
        """

    def filters(self) -> Mapping[str, str]:
        """Filters kept under a name."""

    def keep_filter(self, name: str, text: str) -> None:
        """Keep a filter under a name.

        Raises:
            TriageError: it cannot be kept, with the reason.
        """

    def comparing(self) -> "Comparing":
        """The raters of the sample, to be compared.

        Raises:
            TriageError: they cannot be seen, with the reason: one rater only, or a blind round.
        """

    def duplicate_index(self, progress: Callable[[int, int], None]) -> "tuple[Index, str]":
        """The index of likely duplicates, and what is to be told of how it came about.

        Takes as long as it takes: meant for a thread.

        Args:
            progress: told how many of how many issues were read; what it raises stops the work.

        Raises:
            TriageError: the issues cannot be read, with the reason.
        """

    def issues_to_compare(self, numbers: Iterable[int]) -> Mapping[int, SampledIssue]:
        """Issues of the index with their texts, as far as they are there; meant for a thread.

        Raises:
            TriageError: the issues cannot be read, with the reason.
        """
