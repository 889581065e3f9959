"""A study as the screens see it: a workspace, a sample and a rater behind the screens' seam.

What the first paint does not need is imported where it is asked for.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from threading import Event
from typing import TYPE_CHECKING

from store.local import Places
from store.sampled_issues import SampledIssues
from store.workspace import Workspace
from triage.domain.assignment import presented_again
from triage.domain.changes import IssueChange, Reading
from triage.domain.codebook import Code, Codebook
from triage.domain.errors import StoreError
from triage.domain.issue import SampledIssue, number_of
from triage.domain.rounds import AGAIN
from triage.domain.sample import Manifest

if TYPE_CHECKING:
    from triage.analysis.duplicates import Index
    from triage.comparing import SampleComparison
    from triage.reporting import SampleReporting
    from triage.sampling import WorkspaceSampling

_NOT_IN_AN_ID = re.compile(r"[^a-z0-9]+")


class WorkspaceStudy:
    """Answers what a screen asks of a study beyond the codings."""

    def __init__(
        self,
        workspace: Workspace,
        manifest: Manifest,
        rater: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._workspace = workspace
        self.manifest = manifest
        """The sample that is coded."""
        self._rater = rater
        self._clock = clock
        self._places = Places(workspace.folder)
        self._issues: SampledIssues | None = None

    def of_sample(self, name: str) -> "WorkspaceStudy":
        """The same study with another sample.

        Raises:
            TriageError: there is no such sample, or it cannot be read.
        """
        manifest = self._workspace.manifest(name)
        return WorkspaceStudy(self._workspace, manifest, self._rater, self._clock)

    def issues(self) -> Mapping[str, SampledIssue]:
        """The issues of the sample, by key.

        Raises:
            StoreError: they are missing, or do not fit the manifest.
        """
        return self._copies()

    def _copies(self) -> SampledIssues:
        if self._issues is None:
            self._issues = self._workspace.sampled_issues(self.manifest)
        return self._issues

    @cached_property
    def presented(self) -> Manifest:
        """The sample as this rater reads it: a second coding has the issues of the first.

        Raises:
            TriageError: there is no first coding, or it cannot be read.
        """
        if not self._rater.endswith(AGAIN):
            return self.manifest
        with self._workspace.codings(self._rater.removesuffix(AGAIN)) as store:
            return presented_again(self.manifest, self._rater, store.codings())

    @property
    def title(self) -> str:
        """Repository, label, sample and sizes."""
        size = self.manifest.population_size
        total = f" of {size:,}" if size is not None else ""
        name, n = self.manifest.name, self.manifest.size
        return f"{self._workspace.study} · sample {name} {n}{total}"

    @property
    def theme(self) -> str:
        """Name of the theme that the settings choose; empty for none."""
        return self._workspace.settings.theme

    @cached_property
    def shows_hints(self) -> bool:
        """Whether keywords and suggestions may be shown: not while a round is blind."""
        if len(self._workspace.raters()) < 2:
            return True
        from triage.sample_raters import SampleRaters

        raters = SampleRaters(self._workspace, self.manifest, self._workspace.codebook())
        return not raters.state().is_open

    @property
    def sampling(self) -> "WorkspaceSampling":
        """The population and the samples."""
        from triage.sampling import WorkspaceSampling

        return WorkspaceSampling(self._workspace)

    def add_code(self, question_id: str, label: str, definition: str) -> Codebook:
        """Add a code to the codebook under an id made from its label.

        Raises:
            TriageError: it cannot be added, with the reason.
        """
        question = self._workspace.codebook().question(question_id)
        taken = {code.id for code in question.codes} if question else set()
        code = Code(id=code_id(label, taken), label=label, definition=definition)
        return self._workspace.add_code(question_id, code)

    def place(self) -> str | None:
        """The issue that this rater looked at last."""
        return self._places.read(self._rater, self.manifest.name)

    def keep_place(self, issue: str) -> None:
        """Remember where this rater is."""
        self._places.keep(self._rater, self.manifest.name, issue)

    def latest(self, issue: str) -> SampledIssue | None:
        """The issue as it was fetched last; None without a population."""
        repository, number = self.manifest.repository, number_of(issue)
        try:
            with self._workspace.population() as population:
                return population.sampled_issue(repository, number)
        except StoreError:
            return None

    def as_read(self, issue: str, reading: Reading) -> SampledIssue:
        """The issue as this rater had it before them."""
        return self._copies().as_read(issue, reading)

    def changes_since(self, readings: Mapping[str, Reading]) -> dict[str, Sequence[IssueChange]]:
        """What is different about issues since they were coded."""
        from triage.since_coded import changes_since

        return changes_since(self._workspace, self._copies(), readings)

    def refresh(self, tell: Callable[[str], None], stop: Event, stop_key: str) -> str:
        """Fetch what has changed and bring the sample's copies up to date."""
        from triage.fetch_words import Teller, refresh_in_words
        from triage.fetching import FetchRequest, fetch_workspace

        request = FetchRequest(sample=self.manifest.name)
        outcome = fetch_workspace(self._workspace, request, Teller(tell, stop_key), stop)
        self._issues = None
        return refresh_in_words(outcome)

    def narrative(self) -> str:
        """The human's words for the report."""
        return self._workspace.narrative_text()

    def write_narrative(self, text: str, known: str) -> str:
        """Save the human's words for the report, and keep what somebody else wrote meanwhile."""
        return self._workspace.write_narrative(text, known)

    def reporting(self) -> "SampleReporting":
        """The report as it is with the codings of now."""
        from triage.reporting import SampleReporting

        return SampleReporting(self._workspace, self.manifest.name, self._rater)

    def filters(self) -> dict[str, str]:
        """Filters kept under a name."""
        return self._workspace.filters()

    def keep_filter(self, name: str, text: str) -> None:
        """Keep a filter under a name."""
        self._workspace.keep_filter(name, text)

    def comparing(self) -> "SampleComparison":
        """The raters of the sample, as this rater may compare them now."""
        from triage.comparing import SampleComparison
        from triage.sample_raters import SampleRaters

        raters = SampleRaters(self._workspace, self.manifest, self._workspace.codebook())
        return SampleComparison(self._workspace, raters, self.issues(), self._rater, self._clock)

    def duplicate_index(self, progress: Callable[[int, int], None]) -> "tuple[Index, str]":
        """The index of likely duplicates, and what is to be told of how it came about."""
        opened = self._workspace.duplicate_index(progress)
        notices = [f"{opened.read:,} read: {opened.reason}"] if opened.read else []
        notices += [f"not kept: {opened.unsaved}"] if opened.unsaved else []
        return opened.index, " · ".join(notices)

    def issues_to_compare(self, numbers: Iterable[int]) -> dict[int, SampledIssue]:
        """Issues of the index with their texts, as far as they are there."""
        from store.indexed_population import indexed_issues

        with indexed_issues(self._workspace) as issues:
            found = ((number, issues.sampled_issue(number)) for number in numbers)
            return {number: sampled for number, sampled in found if sampled is not None}


def code_id(label: str, taken: set[str]) -> str:
    """An id for a label: lower case, hyphens, unlike those taken."""
    stem = _NOT_IN_AN_ID.sub("-", label.casefold()).strip("-")[:48] or "code"
    number = 2
    made = stem
    while made in taken:
        made = f"{stem}-{number}"
        number += 1
    return made
