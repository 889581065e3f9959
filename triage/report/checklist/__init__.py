"""What reviewers ask of such a study, filled in from the data as far as data can tell.

The questions are those of the ACM SIGSOFT Empirical Standards (Ralph et al., 2021) for sampling,
inter-rater reliability and repository mining, in our words. A point is done when the report
already says it, and then its sentence says it too; every other point is open, and its sentence
tells the author what is missing. A tool can see that something was said, never that it is good.
"""

from triage.report.checklist.mining import mining_points
from triage.report.checklist.points import Point, Standard, State
from triage.report.checklist.reliability import reliability_points
from triage.report.checklist.sampling import sampling_points
from triage.report.model import Report

__all__ = ["Point", "Standard", "State", "reporting_checklist"]


def reporting_checklist(report: Report) -> list[Point]:
    """All points, standard by standard."""
    return [*sampling_points(report), *reliability_points(report), *mining_points(report)]
