"""The report of a sample as its screen sees it: gathered once, written with any words.

Gathering reads all codings and computes agreement; writing with other words is a small part of it,
so that the preview can follow what is typed.
"""

from msgspec import structs

from screens.reporting import Preview
from store.workspace import Workspace
from triage.material import gather
from triage.report.build import build_report
from triage.report.doubts import author_doubts
from triage.report.model import Statement
from triage.report.narrative import read_narrative
from triage.report.suggestions import suggestions
from triage.report.write import write_report


class SampleReporting:
    """One rater's report of one sample."""

    def __init__(self, workspace: Workspace, sample: str, rater: str) -> None:
        """Gather what the report is made from.

        Raises:
            TriageError: a file cannot be read.
        """
        self._material = gather(workspace, sample, rater)

    def preview(self, narrative: str) -> Preview:
        """The report with these words."""
        words = read_narrative(narrative, self._material.codebook)
        report = build_report(structs.replace(self._material, narrative=words))
        return Preview(text=write_report(report, ".md"), doubts=author_doubts(report, words))

    def suggestions(self) -> list[Statement]:
        """What the data suggest to observe."""
        return suggestions(self._material)
