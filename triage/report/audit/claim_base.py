"""What the percentage of a claim is of: the whole sample, or a part of it.

"9 (38%) of the 24 closed issues", "of these, 3 (33%)" and "40% of hardware requests" are of a part.
The subject of the whole report, in its title, names no part.
"""

import re

from triage.report.audit.basis import Basis
from triage.report.audit.sentences import words_before
from triage.report.read import Share
from triage.report.read.shares import NOUNS

_OF = re.compile(
    rf"\s*[)\]]?\s*(?:of|/)\s+(?P<those>those\b|these\b|them\b|which\b)?(?:(?:all|the|our)\s+)*"
    rf"(?P<n>\d{{1,6}}\b)?\s*(?P<part>closed|open|stale|resolved|unresolved|rejected|implemented|such)?"
    rf"(?:\s*(?:[a-z-]+\s+){{0,3}}?{NOUNS}\s+(?P<clause>that|which|who|whose|with|without|about|from"
    rf"|mentioning|labell?ed|tagged|under|where)\b)?",
    re.IGNORECASE,
)
_OF_AHEAD = re.compile(
    rf"\b(?:of|among)\s+(?:the|these|those|all|our)?\s*(?P<n>\d{{1,6}})\s+(?:[a-z-]+\s+){{0,2}}{NOUNS}\b"
    r"[^.;]*$",
    re.IGNORECASE,
)
_PART_AHEAD = re.compile(
    rf"\b(?:of|among|amongst|within|in|for)\s+(?:these|those|them|which|such)\b[^.;]*$"
    rf"|\b(?:of|among|amongst|within)\s+(?:all\s+|the\s+|our\s+)*(?P<kind>(?:[\w\"“”'-]+\s+){{1,3}}){NOUNS}"
    r"\b[^.;:]*$",
    re.IGNORECASE,
)
_KIND_BEHIND = re.compile(
    rf"\s*[)\]]?\s*of\s+(?:all\s+|the\s+|our\s+)*(?P<kind>(?:[\w\"“”'-]+\s+){{1,3}}?){NOUNS}\b",
    re.IGNORECASE,
)
_OF_THE_SAMPLE = re.compile(
    r"\b(?:sampl\w+|coded|analy[sz]ed|examined|read|selected|studied|reviewed|classified)\b",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"\b(?:closed|open|stale|resolved|unresolved|rejected|implemented|remaining|other)\b",
    re.IGNORECASE,
)


def base_of(
    basis: Basis, share: Share, sentence: str, whole: int | None
) -> tuple[int | None, bool]:
    """The number of issues that a share is of, and whether they are a part of the sample."""
    if share.base is not None:
        return share.base, share.base != whole
    before = words_before(sentence, share)
    ahead = _OF_AHEAD.search(before)
    if ahead:
        return int(ahead["n"]), int(ahead["n"]) != whole
    part = _PART_AHEAD.search(before)
    if part and (part["kind"] is None or _names_a_part(basis, part["kind"])):
        return None, True
    behind = _KIND_BEHIND.match(sentence, share.end)
    if behind and _names_a_part(basis, behind["kind"]):
        return None, True
    match = _OF.match(sentence, share.end)
    if match is None:
        return whole, False
    if match["n"]:
        return int(match["n"]), int(match["n"]) != whole
    is_of_a_part = bool(match["those"] or match["part"] or match["clause"])
    return (None, True) if is_of_a_part else (whole, False)


def _names_a_part(basis: Basis, kind: str) -> bool:
    """Whether words before "issues" narrow them down: `closed`, `performance`; not `sampled`."""
    if _STATES.search(kind):
        return True
    return bool(basis.terms(kind)) and not _OF_THE_SAMPLE.search(kind)
