"""What the audit says: one fault, in one line."""

from enum import StrEnum

from msgspec import Struct


class Severity(StrEnum):
    """How sure it is that the report is wrong."""

    ERROR = "error"
    """Two statements, or a statement and a fact, cannot both hold."""
    WARNING = "warning"
    """A reader is likely to be misled."""


class Fault(Struct, frozen=True, kw_only=True):
    """One thing that is wrong in a report."""

    line: int
    """Line of the statement that does not hold, from 1."""
    severity: Severity
    rule: str
    """Name of the rule that it breaks."""
    claimed: str
    """What the report says there."""
    found: str
    """What comes out instead."""

    def in_words(self, source: str) -> str:
        """`report.md:80: error [rule] what is claimed, what comes out`; text is as read.

        Args:
            source: name of the report's file.
        """
        return f"{source}:{self.line}: {self.severity} [{self.rule}] {self.claimed}, {self.found}"
