"""How a disagreement was settled: who decided, whose answer was taken, and why they differed.

A decision travels with the change of the consensus that it explains, so undo takes both back.
"""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

AGREED = "agreed"
"""Reason of a change of the consensus that nobody had to decide: the raters said the same."""

ASSIGNED = "assigned to one rater"
"""Reason of a change of the consensus about an issue that the sample gives to one rater alone."""

NO_LONGER_AGREED = "no longer agreed"
"""Reason of a change that takes back what filled in by itself."""


class Cause(StrEnum):
    """Why raters answered differently."""

    AMBIGUOUS_TEXT = "ambiguous-text"
    """The issue can be read both ways."""
    CODEBOOK_GAP = "codebook-gap"
    """The codebook does not say what to do here."""
    SLIP = "slip"
    """One of them pressed the wrong key or overlooked something."""
    MISSING_CONTEXT = "missing-context"
    """One of them did not know what the other knew."""
    JUDGEMENT = "judgement"
    """Both readings are defensible, and one had to be chosen."""


CAUSE_LABELS: Mapping[Cause, str] = {
    Cause.AMBIGUOUS_TEXT: "ambiguous text",
    Cause.CODEBOOK_GAP: "codebook gap",
    Cause.SLIP: "slip",
    Cause.MISSING_CONTEXT: "missing context",
    Cause.JUDGEMENT: "judgement",
}
"""The causes in words, in the order in which they are offered."""


class Decision(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """What somebody decided about one question of one issue."""

    by: str
    """Who decided: a rater, or several, as they wrote it."""
    cause: Cause
    taken: str = ""
    """The rater whose answer holds; empty when it is nobody's."""
    remark: str = ""
    gap: bool = False
    """Whether the codebook itself should be mended."""
    other: int | None = None
    """Of a verdict on duplicates: the number of the other issue of the pair."""
