"""triage: a terminal workstation for the manual coding of GitHub issues."""

__version__ = "0.1.0"
