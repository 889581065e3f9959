"""Takes a finding's heading apart: number, label, figure, description.

`Pattern 1: Label (30% of samples)`, `**Label** – 9 of 30 (30 %): words` and the like.
"""

import re

from msgspec import Struct

from triage.report.read.document import Role
from triage.report.read.headings import role_of
from triage.report.read.inline import plain, without_pictures
from triage.report.read.share import Share
from triage.report.read.shares import shares_in


class Heading(Struct, frozen=True, kw_only=True):
    """A finding's heading, taken apart."""

    text: str
    """The whole heading in plain words."""
    label: str
    """The name of the code: without number, figure and description."""
    wording: str
    """The figure with the words beside it."""
    shares: tuple[Share, ...]
    description: str
    """What is said behind the label."""


_ENUMERATOR = re.compile(
    r"(?:(?:pattern|finding|category|theme|type|group|cluster|class|code|outcome|topic|problem"
    r"|challenge|result|item|reason|kind)\s*(?:\#|no\.?\s*)?(?:\d{1,3}|[A-Z]|[IVX]{1,5})(?![\w])"
    r"\s*[:.)–—-]+\s*|\d{1,2}(?:\.\d{1,2})*[.):]\s+|\d{1,2}(?:\.\d{1,2})+\s+(?-i:(?=[A-Z]))|[A-Z][.)]\s+)",
    re.IGNORECASE,
)
"""`Pattern 1:`, `Finding 2 –`, `3.`, `1.2`, `B)`"""


def split_heading(text: str, line: int) -> Heading:
    """A finding's heading taken apart.

    What is bold is the label, what stands behind it the figure and a description. Inside the
    label a figure is looked for at the end only, in brackets or behind a dash or colon, so that
    a percentage that belongs to the name stays there.
    """
    bold = _BOLD_LEAD.match(text[:_LONGEST])
    inside, rest = (plain(bold["inside"]), plain(bold["rest"])) if bold else (plain(text), "")
    heading = " ".join((inside + rest if rest[:1] in ":.," else f"{inside} {rest}").split())
    if _ENUMERATOR.fullmatch(f"{inside.rstrip(' :')}: "):
        inside, rest = rest.strip(" :–—-"), ""
    words = inside.rstrip(" :")
    undecorated = without_pictures(words)
    if enumerator := _ENUMERATOR.match(undecorated):
        words = undecorated[enumerator.end() :]
    figure, description = _figure_in_front(rest, line)
    if not figure:
        figure, words = _leading_figure(words, line)
    start = _figure_start(words, line)
    wording = " ".join(f"{words[start:]} {figure}".split()).strip(" :–—·|,.")
    return Heading(
        text=heading.rstrip(" :"),
        label=words[:start].strip(" :–—·|,"),
        wording=wording,
        shares=_shares(wording, words, line),
        description=description,
    )


def _leading_figure(words: str, line: int) -> tuple[str, str]:
    """The figure that a heading begins with, as in `30% – Label`, and what is behind it."""
    match = _FIGURE_FIRST.match(words)
    if match is None or shares_in(match["rest"], line, counts=True):
        return "", words
    shares = shares_in(match["figure"], line, counts=True)
    return (match["figure"], match["rest"]) if shares and shares[0].start <= 1 else ("", words)


def _figure_start(words: str, line: int) -> int:
    """Where the figures at the end of a label begin; the label's length when there are none.

    The last separator with a share behind it, and further to the left as long as a bracket
    would stay open or another figure stands there.
    """
    starts = [match.start() for match in _SEPARATOR.finditer(words) if match.start()]
    start = next((at for at in reversed(starts) if _shares(words[at:], words, line)), len(words))
    for at in reversed([at for at in starts if at < start]):
        is_open = any(
            words.count(opening, 0, start) > words.count(closing, 0, start)
            and closing in words[start:]
            for opening, closing in ("()", "[]")
        )
        segment = words[at:start]
        if not is_open and not (_FIGURE.fullmatch(segment) and _shares(segment, words, line)):
            break
        start = at
    return start


def _figure_in_front(rest: str, line: int) -> tuple[str, str]:
    """The figure and the description behind a bold label."""
    found = shares_in(rest, line, counts=True)
    if not found or found[0].start > _FIGURE_WITHIN:
        return "", rest.strip(" :–—-")
    end = found[0].end
    for share in found[1:]:
        if share.start - end <= _FIGURE_GAP:
            end = share.end
    closing = re.compile(r"[^()\[\]]*[)\]]").match(rest, end)
    opened = sum(rest.count(mark, 0, end) for mark in "([")
    if opened > sum(rest.count(mark, 0, end) for mark in ")]") and closing:
        end = closing.end()
    elif clause := re.compile(r"\s[^,;:.()\[\]]{1,60}").match(rest, end):
        end = clause.end()
    return rest[:end], rest[end:].strip(" :–—-·.,")


def _shares(wording: str, label: str, line: int) -> tuple[Share, ...]:
    shares = tuple(shares_in(wording, line, counts=True))
    bare = wording.strip(" :()[]")
    if not shares and bare.isdigit() and role_of(label) in (Role.UNCODED, Role.NONE_APPLIES):
        shares = (Share(wording=bare, line=line, start=0, end=len(bare), count=int(bare)),)
    if not shares and (more := _MORE_THAN_ALL.fullmatch(wording)):
        percent = float(more["percent"])
        shares = (Share(wording=bare, line=line, start=0, end=len(wording), percent=percent),)
    return shares


_MORE_THAN_ALL = re.compile(r"[\s(\[–—:-]*(?P<percent>\d{3})\s?%[\s)\]]*")
"""In running text a growth; as the figure of a finding a slip."""

_LONGEST = 2000
"""Characters of a heading that are looked at."""

_FIGURE_WITHIN = 30
"""A figure behind a bold label begins at most this many characters behind it."""

_FIGURE_GAP = 5

_BOLD_LEAD = re.compile(
    r"\s*(?P<mark>\*\*|__)(?P<inside>(?:\\.|(?!(?P=mark)).)+)(?P=mark)(?P<rest>.*)", re.DOTALL
)
_SEPARATOR = re.compile(r"\s*[(\[]|\s*[:–—·|,]|\s+-(?=\s)")
_FIGURE_FIRST = re.compile(
    r"(?P<figure>(?:[^–—:|(\[]|[(\[][^()\[\]]{0,40}[)\]]){2,40}?)\s*(?:[–—:|]|\s-\s)\s*(?P<rest>\S.*)"
)
_FIGURE = re.compile(
    r"\W*(?:(?:[a-z]+\s+){0,3}(?:[kn]\s?=\s?)?[\d.,]+\s?%?(?:\s?(?:/|of)\s?\d+)?[\s\w]{0,20})\W*"
)
"""A figure between two separators, with a few words around it."""
