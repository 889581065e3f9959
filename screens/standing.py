"""How far an issue is, as a glyph with a name: never by colour alone."""

from enum import Enum

from triage.domain.codebook import Codebook
from triage.domain.coding import Coding


class Standing(Enum):
    """How far the coding of an issue is; the value is its glyph."""

    UNCODED = "○"
    PARTLY = "◐"
    CODED = "●"
    SKIPPED = "↷"
    FLAGGED = "⚑"
    EXCLUDED = "⊘"

    @property
    def glyph(self) -> str:
        """One cell that stands for it."""
        return self.value


CHANGED = "Δ"
"""The glyph of an issue that is not any more what it was when it was coded."""

LEGEND = {
    **{standing.glyph: standing.name.lower() for standing in Standing},
    CHANGED: "not any more what it was when it was coded; what is new stands beside it",
}
"""What the glyphs of the list mean."""


def standing_of(coding: Coding, codebook: Codebook) -> Standing:
    """The standing of a coding; marks that ask for attention win over progress."""
    if coding.marks.excluded:
        return Standing.EXCLUDED
    if coding.marks.flagged:
        return Standing.FLAGGED
    if coding.is_complete(codebook):
        return Standing.CODED
    if coding.marks.skipped:
        return Standing.SKIPPED
    return Standing.PARTLY if coding.is_started(codebook) else Standing.UNCODED
