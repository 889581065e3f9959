"""Finds the issues that a line of a report cites.

A citation has a number and perhaps an address. Both the form of the older reports,
`Issue #12(https://…)`, which is no Markdown link, and true links are read, and a bare `#12`.
Where a line begins with citations they are what the line is about, and the words behind them are
the memo; a number further on is only mentioned. `PR #12` is never an issue.
"""

import re

from msgspec import Struct

from triage.report.read.inline import plain


class Citation(Struct, frozen=True, kw_only=True):
    """One issue cited, as written."""

    number: int
    line: int
    url: str = ""
    """The address beside it; empty when there is none."""
    memo: str = ""
    """The words beside it, without inline marks; empty for a mention."""
    quotes: tuple[str, ...] = ()
    """Words of the issue printed beneath it as evidence."""

    @property
    def linked_number(self) -> int | None:
        """The issue that the address leads to; None when it is no issue's address."""
        match = ISSUE_ADDRESS.match(self.url)
        return int(match["number"]) if match else None

    @property
    def linked_repository(self) -> str | None:
        """`owner/name` of the address; None when it is no issue's address."""
        match = ISSUE_ADDRESS.match(self.url)
        return match["repository"] if match else None


ISSUE_ADDRESS = re.compile(
    r"https?://[^\s/]+/(?P<repository>[^\s/]+/[^\s/]+)/(?:issues|pull)/(?P<number>\d{1,9})"
    r"(?:[/?#]\S*)?$"
)
"""An issue's page, as the browser shows it."""

_WORD = r"(?:(?:sub-?)?issues?|bugs?|tickets?|requests?|reports?)"
_OWNER = r"[\w.-]+/[\w.-]+"
_ADDRESS = r"<?(?P<{name}>https?://[^\s<>()]+)>?"
_IN_LINK = re.compile(
    rf"(?:{_WORD}[ ]+)?(?P<mark>[*_`]{{0,3}})\[(?P<text>[^\[\]\n]{{1,300}})\]"
    rf"\({_ADDRESS.format(name='url')}(?:[ ]+\"[^\"\n]*\")?\)(?P=mark)",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"(?P<mark>[*_`]{{0,3}})\[?(?:{_WORD}[ ]*)?(?P<inner>[*_`]{{0,3}})\[?"
    rf"(?:(?:{_OWNER})?(?:\\?\#|GH-)|(?<=ssue )(?=\d)|(?<=ssues )(?=\d))"
    r"(?P<number>\d{1,9})(?!\w)\]?"
    rf"(?P=inner)\]?(?:(?P=mark))?(?:[ ]?\(?{_ADDRESS.format(name='url')}\)?)?(?:(?P=mark))?",
    re.IGNORECASE,
)
_ONLY_ADDRESS = re.compile(_ADDRESS.format(name="url"))
_NUMBER_IN_LINK = re.compile(r"(?:#|GH-)(\d{1,9})(?!\w)|^\W*(\d{1,9})\W*$", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:,\s*(?:and|or|&)\s+|,|;|/|\+|and\s|or\s|&)\s*")
_BEFORE_MEMO = re.compile(r"(?:\*\*|__)?\s*(?:[:：–—|-]+|\.(?=\s))?(?:(?:\*\*|__)(?=\s|$))?\s*")
_MENTION = re.compile(
    r"(?P<not>\b(?:PRs?|MRs?|pulls?|pull requests?|merge requests?|discussions?|pattern|finding"
    r"|category|step|item|rank|no\.?)[ ]+)?(?<![\w/&#])\\?(?:#|GH-)(?P<number>\d{1,9})\b",
    re.IGNORECASE,
)


def leading_citations(text: str, line: int) -> list[Citation]:
    """The issues that a line begins with, each with the memo behind them; none for prose."""
    found: list[tuple[int, str]] = []
    end = 0
    title = ""
    while (citation := _citation_at(text, end)) is not None:
        number, url, end, words = citation
        found.append((number, url))
        title = title or words
        between = _BETWEEN.match(text, end)
        if between is None or _citation_at(text, between.end()) is None:
            break
        end = between.end()
    if not found:
        return []
    start = _BEFORE_MEMO.match(text, end)
    memo = plain(text[start.end() if start else end :]) or title
    return [Citation(number=number, line=line, url=url, memo=memo) for number, url in found]


def mentioned_issues(text: str, line: int) -> list[Citation]:
    """Every issue that a text names, wherever it stands; each line's own number is given."""
    mentions = []
    for match in _MENTION.finditer(text):
        if match["not"]:
            continue
        address = re.compile(r"\]?[ ]?\(?<?(https?://[^\s<>()]+)").match(text, match.end())
        mentions.append(
            Citation(
                number=int(match["number"]),
                line=line + text.count("\n", 0, match.start()),
                url=address[1] if address else "",
            )
        )
    return mentions


def _citation_at(text: str, start: int) -> tuple[int, str, int, str] | None:
    """Number, address, end and title of the citation that begins exactly here."""
    if match := _IN_LINK.match(text, start):
        inside = _NUMBER_IN_LINK.search(plain(match["text"]))
        address = ISSUE_ADDRESS.match(match["url"])
        if inside:
            return int(inside[1] or inside[2]), match["url"], match.end(), _title(match["text"])
        if address:
            return int(address["number"]), match["url"], match.end(), plain(match["text"])
    if match := _BARE.match(text, start):
        return int(match["number"]), match["url"] or "", match.end(), ""
    match = _ONLY_ADDRESS.match(text, start)
    if match and (address := ISSUE_ADDRESS.match(match["url"].rstrip(".,:;"))):
        url = match["url"].rstrip(".,:;")
        end = match.end() - (len(match["url"]) - len(url))
        return int(address["number"]), url, end, ""
    return None


def _title(text: str) -> str:
    """The title in `[A title (#12)](…)`; empty when the link says only the number."""
    words = re.sub(r"\(?(?:#|GH-)\d{1,9}\)?", " ", plain(text))
    words = re.sub(rf"\b{_WORD}\b", " ", words, flags=re.IGNORECASE)
    return " ".join(words.split()).strip(" :–—-") if re.search(r"\w", words) else ""
