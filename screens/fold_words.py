"""What a fold says in place of what it hides: whose heading, what kind, how long."""

import re
from collections.abc import Sequence

from triage.analysis.boilerplate import Fold, FoldKind

_SUMMARY = re.compile(r"<summary>(.{1,200}?)(?:</summary>|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[a-z]{1,9}>", re.IGNORECASE)
_FENCE = re.compile(r"\s*(?:`{3,}|~{3,})\s*(\S{0,20})")
LONGEST_NAME = 80
"""Characters of a heading or a first line that are repeated."""


def fold_in_words(fold: Fold, lines: Sequence[str]) -> str:
    """`▸ Your environment: environment, 84 lines`.

    Args:
        fold: what is hidden.
        lines: the whole text, at its newlines.
    """
    hidden = lines[fold.start_line : fold.end_line]
    name = _name(hidden, fold.kind)[:LONGEST_NAME]
    count = "" if fold.kind is FoldKind.UNANSWERED else f", {len(hidden)} lines"
    return f"▸ {name}: {fold.kind.value}{count}" if name else f"▸ {fold.kind.value}{count}"


def _name(hidden: Sequence[str], kind: FoldKind) -> str:
    """The heading, or the summary of what unfolds, or the first line of code."""
    if hidden[0].startswith("#"):
        return hidden[0].lstrip("#").strip()
    if found := _SUMMARY.search("\n".join(hidden[:4])):
        return " ".join(_TAG.sub("", found[1]).split())
    if kind is FoldKind.CODE and _FENCE.match(hidden[0]):
        return next((line.strip() for line in hidden[1:] if line.strip()), "")
    return ""
