"""Suggestions and stated duplicates in words, the same on the screen and on the command line.

What comes out still holds text from outside; showing it safely is left to whoever shows it.
"""

from triage.analysis.reasons import Suggestion
from triage.analysis.stated import StatedDuplicate
from triage.domain.issue import number_of

LIKE_TITLES = 50
"""Percent from which titles are called alike: 2 in 100 unrelated issues reach it, and half of the
known duplicates of rust-lang/rust."""

_PLACES = {"body": "in the issue", "comment": "in a comment", "event": "on GitHub"}


def reasons_in_words(suggestion: Suggestion) -> str:
    """`draft, batch · titles 71 % alike · 9 d apart · mentioned`: what a rater can check."""
    reasons = [", ".join(suggestion.shared_words)] if suggestion.shared_words else []
    if suggestion.title_likeness >= LIKE_TITLES:
        reasons.append(f"titles {suggestion.title_likeness} % alike")
    reasons.append(f"{suggestion.days_apart} d apart")
    reasons += ["mentioned"] if suggestion.mentioned else []
    return " · ".join(reasons)


def stated_in_words(said: StatedDuplicate, repository: str) -> str:
    """`duplicate of #12: “Dup of #12”, by alice in a comment, 2024-01-05`.

    Args:
        said: the statement.
        repository: `owner/name` whose issues are cited by their number alone.
    """
    words = f"duplicate of {_cited(said.of, repository)}" if said.of else "duplicate of an issue"
    by = f", by {said.by}" if said.by else ""
    place = _PLACES.get(said.source.partition(":")[0], "")
    at = f", {said.at:%Y-%m-%d}" if said.at else ""
    return f"{words}: “{said.words}”{by}{' ' + place if place else ''}{at}"


def _cited(key: str, repository: str) -> str:
    home = key.rpartition("#")[0]
    return f"#{number_of(key)}" if home.casefold() == repository.casefold() else key
