"""What the author of a report should know before it goes out: words that are not held up."""

from triage.report.model import Report
from triage.report.narrative import Narrative
from triage.report.support import support_warnings


def author_doubts(report: Report, narrative: Narrative) -> list[str]:
    """Support that does not hold, codes that are gone, headings whose words no report prints."""
    unplaced = (
        f"narrative.md: “{heading}” is no part of the report; its words are left out."
        for heading in narrative.unplaced
    )
    return [*report.method.outgrown, *support_warnings(report), *unplaced]
