"""Finds the issues that a line of a report cites.

A citation has a number and perhaps an address. Both the form of the older reports,
`Issue #12(https://…)`, which is no Markdown link, and true links are read, and a bare `#12`.
Where a line begins with citations they are what the line is about, and the words behind them are
the memo; a number further on is only mentioned. `PR #12` is never an issue.
"""

import re

from msgspec import Struct, structs

from triage.report.read.inline import plain


class Citation(Struct, frozen=True, kw_only=True):
    """One issue cited, as written."""

    number: int
    line: int
    url: str = ""
    """The address beside it; empty when there is none."""
    owner: str = ""
    """`owner/name` where it is cited as `owner/name#12`; empty otherwise."""
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

    @property
    def repository(self) -> str | None:
        """`owner/name` as far as it is said, in the address or before the number."""
        return self.linked_repository or self.owner or None


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
    rf"(?:(?P<owner>{_OWNER})?(?:\\?\#|GH-)|(?<=ssue )(?=\d)|(?<=ssues )(?=\d))"
    r"(?P<number>\d{1,9})(?!\w)\]?"
    rf"(?P=inner)\]?(?:(?P=mark))?(?:[ ]?\(?{_ADDRESS.format(name='url')}\)?)?(?:(?P=mark))?",
    re.IGNORECASE,
)
_ONLY_ADDRESS = re.compile(_ADDRESS.format(name="url"))
_NUMBER_IN_LINK = re.compile(r"(?:#|GH-)(\d{1,9})(?!\w)|^\W*(\d{1,9})\W*$", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:,\s*(?:and|or|&)\s+|,|;|/|\+|and\s|or\s|&)\s*")
_BEFORE_MEMO = re.compile(r"(?:\*\*|__)?\s*(?:[:：–—|-]+|\.(?=\s))?(?:(?:\*\*|__)(?=\s|$))?\s*")
_ENDS_CITATION = re.compile(r"[\s*_`\])]*(?:[:：–—|]|-\s|$)")
_GOES_ON = re.compile(r"\s+(?!and\b|or\b)[a-z]")
"""Behind several issues: they begin a sentence."""
_MENTION = re.compile(
    r"(?P<not>\b(?:PRs?|MRs?|pulls?|pull requests?|merge requests?|discussions?|pattern|finding"
    r"|category|step|item|rank|no\.?)[ ]+)?"
    rf"(?:(?<![\w/.&#-])(?P<owner>{_OWNER})|(?<![\w/&#]))\\?(?:#|GH-)(?P<number>\d{{1,9}})\b",
    re.IGNORECASE,
)
_MENTIONED_LIST = re.compile(
    r"\bissues?[ ]+(?P<numbers>\d{1,9}(?:(?:,[ ]?(?:and[ ])?|[ ]and[ ]|[ ]?&[ ]?)\d{1,9}\b)*)"
    r"(?![\w%]|[.:/-]\d|[ ]?%|[ ](?:of|out of|percent|years?|months?|weeks?|days?)\b)",
    re.IGNORECASE,
)
"""`issues 12, 13 and 14`, without the usual mark."""
_ADDRESS_BESIDE = re.compile(r"\)?\]?[ ]?\(?<?(https?://[^\s<>()]+)")


def leading_citations(text: str, line: int) -> list[Citation]:
    """The issues that a line begins with, each with the memo behind them; none for prose."""
    found, end, title = citations_at_start(text, line)
    if not found or (len(found) > 1 and _GOES_ON.match(text, end)):
        return []
    start = _BEFORE_MEMO.match(text, end)
    memo = plain(text[start.end() if start else end :]) or title
    return [structs.replace(citation, memo=memo) for citation in found]


def is_entry(text: str) -> bool:
    """Whether a line that begins with issues is an entry of a list, not a sentence."""
    found, end, title = citations_at_start(text, 1)
    return bool(found and (found[0].url or title or _ENDS_CITATION.match(text, end)))


def citations_at_start(text: str, line: int) -> tuple[list[Citation], int, str]:
    """The citations that a line begins with, where they end, and the title in their link."""
    found: list[Citation] = []
    end = 0
    title = ""
    while (cited := _citation_at(text, end, line)) is not None:
        citation, end, words = cited
        found.append(citation)
        title = title or words
        between = _BETWEEN.match(text, end)
        if between is None or _citation_at(text, between.end(), line) is None:
            break
        end = between.end()
    return found, end, title


def mentioned_issues(text: str, line: int) -> list[Citation]:
    """Every issue that a text names, wherever it stands; each line's own number is given."""
    mentions: dict[int, Citation] = {}
    addressed: set[int] = set()

    def mention(start: int, number: str, owner: str = "", url: str = "") -> None:
        at = line + text.count("\n", 0, start)
        mentions[start] = Citation(number=int(number), line=at, owner=owner, url=url)

    for match in _MENTION.finditer(text):
        address = _ADDRESS_BESIDE.match(text, match.end())
        linked = ISSUE_ADDRESS.match(address[1].rstrip(".,:;]")) if address else None
        if address and (not match["not"] or not linked or linked["number"] == match["number"]):
            addressed.add(address.start(1))
        if not match["not"]:
            mention(
                match.start("number"),
                match["number"],
                owner=match["owner"] or "",
                url=address[1] if address else "",
            )
    for listed in _MENTIONED_LIST.finditer(text):
        for number in re.finditer(r"\d+", listed["numbers"]):
            mention(listed.start("numbers") + number.start(), number[0])
    for found in _ONLY_ADDRESS.finditer(text):
        url = found["url"].rstrip(".,:;]")
        issue = ISSUE_ADDRESS.match(url)
        if issue and "/issues/" in url and found.start("url") not in addressed:
            mention(found.start(), issue["number"], url=url)
    return [mentions[start] for start in sorted(mentions)]


def _citation_at(text: str, start: int, line: int) -> tuple[Citation, int, str] | None:
    """The citation that begins exactly here, where it ends, and the title in its link."""
    if match := _IN_LINK.match(text, start):
        inside = _NUMBER_IN_LINK.search(plain(match["text"]))
        address = ISSUE_ADDRESS.match(match["url"])
        number = (inside[1] or inside[2]) if inside else address and address["number"]
        if number:
            words = _title(match["text"]) if inside else plain(match["text"])
            citation = Citation(number=int(number), line=line, url=match["url"])
            return citation, match.end(), words
    if match := _BARE.match(text, start):
        owner, url = match["owner"] or "", match["url"] or ""
        citation = Citation(number=int(match["number"]), line=line, owner=owner, url=url)
        return citation, match.end(), ""
    match = _ONLY_ADDRESS.match(text, start)
    if match and (address := ISSUE_ADDRESS.match(match["url"].rstrip(".,:;"))):
        url = match["url"].rstrip(".,:;")
        end = match.end() - (len(match["url"]) - len(url))
        return Citation(number=int(address["number"]), line=line, url=url), end, ""
    return None


def _title(text: str) -> str:
    """The title in `[A title (#12)](…)`; empty when the link says only the number."""
    words = re.sub(r"\(?(?:#|GH-)\d{1,9}\)?", " ", plain(text))
    words = re.sub(rf"\b{_WORD}\b", " ", words, flags=re.IGNORECASE)
    return " ".join(words.split()).strip(" :–—-") if re.search(r"\w", words) else ""
