"""Reads a Markdown report of issues under findings, its own or anyone's, into values."""

from triage.report.read.citations import Citation
from triage.report.read.document import (
    FindingText,
    Passage,
    Point,
    QuestionText,
    ReportText,
    Role,
    Standing,
)
from triage.report.read.reader import read_report
from triage.report.read.share import Bound, Share
from triage.report.read.shares import shares_in

__all__ = [
    "Bound",
    "Citation",
    "FindingText",
    "Passage",
    "Point",
    "QuestionText",
    "ReportText",
    "Role",
    "Share",
    "Standing",
    "read_report",
    "shares_in",
]
