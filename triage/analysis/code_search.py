"""Finds codes by name: fuzzy over labels, aliases and definitions, closest first.

A name counts more than a definition: the definition is what a rater half remembers, the label is
what they type.
"""

from msgspec import Struct

from triage.domain.codebook import Code, Question

CLOSE = 70.0
"""From this likeness (0 to 100) a code is worth showing for a needle."""

DEFINITION_WEIGHT = 0.7
"""How much a match in the definition counts beside one in the label."""


class Match(Struct, frozen=True):
    """A code that a needle may mean."""

    code: Code
    likeness: float
    """0 to 100."""


def find_codes(question: Question, needle: str) -> list[Match]:
    """The codes that a needle may mean, closest first; all of them for an empty needle."""
    needle = needle.strip()
    if not needle:
        return [Match(code, 100.0) for code in question.codes]
    matches = [Match(code, _likeness(code, needle)) for code in question.codes]
    close = [match for match in matches if match.likeness >= CLOSE]
    return sorted(close, key=lambda match: -match.likeness)


def _likeness(code: Code, needle: str) -> float:
    from rapidfuzz import fuzz, utils

    clean = utils.default_process
    names = (code.label, code.id, *code.aliases)
    by_name = max(fuzz.WRatio(needle, name, processor=clean) for name in names)
    by_words = fuzz.token_set_ratio(needle, code.definition, processor=clean)
    return max(by_name, DEFINITION_WEIGHT * by_words)
