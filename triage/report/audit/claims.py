"""Which of the shares in a report are claims about its issues, and what each is said of.

In headings and in the lines beneath them every share is one. In running text a share is a claim
only where its words say so: "24/30", "40% of requests", "rejections (27%)"; "99 % accuracy" and
"60% faster" are about software. Memos are never searched: they retell what an issue says.
"""

import re
from collections.abc import Iterator

from msgspec import Struct, structs

from triage.report.audit.basis import Basis
from triage.report.read import FindingText, Passage, QuestionText, Share, shares_in
from triage.report.read.shares import NOUNS


class Claim(Struct, frozen=True, kw_only=True):
    """A share, and the words that say what it is a share of."""

    line: int
    share: Share
    name: str
    """The words that it is said of: a label, or the words around it."""
    sentence: str
    base: int | None
    """The number of issues that its percentage is of, as far as known."""
    question: QuestionText | None = None
    finding: FindingText | None = None
    is_bracketed: bool = False
    """Whether it stands in brackets behind its name."""
    title: str = ""
    """Title of the point that it stands in."""

    is_of_a_part: bool = False
    """Whether the words say that its base is not the whole sample."""

    @property
    def after(self) -> str:
        """The words behind the share, up to the next comma or conjunction."""
        rest = self.sentence[self.share.end :].lstrip(")] ")
        return next((part for part in _RIGHT_CUT.split(rest) if part.strip()), "")

    @property
    def before(self) -> str:
        """The words before the share, back to the last comma or conjunction."""
        return _LEFT_CUT.split(self.sentence[: self.share.start])[-1]


_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=[A-Z“\"(])|\n(?=\s*[-*•|])")
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
_ISSUES = re.compile(
    rf"\s*(?:\)|\])?\s*of\s+(?:all\s+|the\s+|these\s+|our\s+|sampled\s+)*(?:\d+\s+)?"
    rf"(?:[\w\"“”'-]+\s+){{0,3}}{NOUNS}\b",
    re.IGNORECASE,
)
_VERBS = re.compile(
    r"\s*(?:have|has|carry|carries|are|is|were|was|remain|remains|go|goes|went|lack|lacks|mention"
    r"|concern|ask|asks|describe|include|closed|open|resolved|closure|stale|closing|resolution)\b",
    re.IGNORECASE,
)
_NOT_OF_ISSUES = re.compile(
    r"\s*(?:faster|slower|less|more|higher|lower|accura\w+|utili[sz]ation|utili[sz]ed|speed\w*"
    r"|improvement|reduction|increase|decrease|overhead|gain|drop|of\s+(?:the\s+)?(?:\w+\s+)?"
    r"(?:memory|time|gpu|cpu|vram|throughput|latency|tokens?|users|code|requests? per))\b",
    re.IGNORECASE,
)
_LEFT_CUT = re.compile(
    r"[,;:.()\[\]–—]|\b(?:and|or|with|while|but|versus|vs|followed|including|includes?|comprising"
    r"|then|plus|shows?|through|by|via|being|whereas|against|over|than)\b",
    re.IGNORECASE,
)
_RIGHT_CUT = re.compile(
    r"[,;:.()\[\]–—]|\b(?:and|while|but|with|followed|whereas|versus|vs|indicating|suggesting"
    r"|showing|reflecting|which|because|so|than)\b",
    re.IGNORECASE,
)


def heading_claims(basis: Basis) -> Iterator[Claim]:
    """The shares of findings: in their headings and in the lines directly beneath."""
    for question, finding in basis.codes():
        for share in finding.shares:
            base, is_of_a_part = _base(share, finding.wording, basis.base(question))
            yield Claim(
                line=share.line,
                share=share,
                name=f"{finding.label} {finding.wording}",
                sentence=finding.wording,
                base=base,
                question=question,
                finding=finding,
                is_of_a_part=is_of_a_part,
            )


def passage_claims(
    basis: Basis, passage: Passage, question: QuestionText | None = None, title: str = ""
) -> Iterator[Claim]:
    """The shares of issues that a paragraph states."""
    start = 0
    whole = basis.base(question) if question else basis.n
    for sentence in _sentences(passage.text):
        start = passage.text.index(sentence, start)
        line = passage.line_at(start)
        for found in shares_in(sentence, line, counts=True):
            share = _counted(sentence, found)
            if share is None or not _is_of_issues(sentence, share, basis):
                continue
            name, is_bracketed = _name(basis, sentence, share)
            base, is_of_a_part = _base(share, sentence, whole)
            yield Claim(
                line=share.line,
                share=share,
                name=name,
                sentence=sentence,
                base=base,
                question=question,
                is_bracketed=is_bracketed,
                title=title,
                is_of_a_part=is_of_a_part,
            )
        start += len(sentence)


def _sentences(text: str) -> Iterator[str]:
    """The sentences of a paragraph; one without an end in sight is cut, so that time is bounded."""
    for sentence in _SENTENCE_END.split(text):
        for start in range(0, max(1, len(sentence)), _LONGEST_SENTENCE):
            yield sentence[start : start + _LONGEST_SENTENCE]


_LONGEST_SENTENCE = 2000


def _counted(sentence: str, share: Share) -> Share | None:
    """The share with the count that it stands behind: `8 (36%)`.

    None when the number is larger than any sample read by hand, as in `1,092 (2.7 %)`.
    """
    number = _NUMBER_BEFORE.search(sentence[: share.start])
    if share.percent is None or share.count is not None or number is None:
        return share
    count = int(number["count"].replace(",", ""))
    if number["name"]:
        return share
    return structs.replace(share, count=count) if count < _LARGEST_COUNT else None


_NUMBER_BEFORE = re.compile(
    r"(?P<name>[A-Z][\w.-]*\s)?(?<![\w.,#])(?P<count>\d{1,3}(?:,\d{3})+|\d{1,6})\s*[(\[]$"
)
_LARGEST_COUNT = 1000


def summary_claims(basis: Basis) -> Iterator[Claim]:
    """The shares in the summaries of questions."""
    for question in basis.report.questions:
        for passage in question.summary:
            yield from passage_claims(basis, passage, question)


def point_claims(basis: Basis) -> Iterator[Claim]:
    """The shares in observations, recommendations and paragraphs outside questions."""
    for passage in basis.report.overview:
        yield from passage_claims(basis, passage)
    for point in basis.report.points:
        yield from passage_claims(
            basis, Passage(line=point.line, text=point.text), title=point.title
        )
        if point.support:
            support = Passage(line=point.line, text=point.support)
            yield from passage_claims(basis, support, title=point.title)


def _base(share: Share, sentence: str, whole: int | None) -> tuple[int | None, bool]:
    """The number of issues that a share is of, and whether they are a part of the sample."""
    if share.base is not None:
        return share.base, share.base != whole
    ahead = _OF_AHEAD.search(sentence[: share.start])
    if ahead:
        return int(ahead["n"]), int(ahead["n"]) != whole
    match = _OF.match(sentence, share.end)
    if match is None:
        return whole, False
    if match["n"]:
        return int(match["n"]), int(match["n"]) != whole
    is_of_a_part = bool(match["those"] or match["part"] or match["clause"])
    return (None, True) if is_of_a_part else (whole, False)


def _is_of_issues(sentence: str, share: Share, basis: Basis) -> bool:
    """Whether the words around a share say that it counts issues."""
    before, after = sentence[: share.start], sentence[share.end :]
    if share.percent is None:
        return share.base is not None and _counts_issues(share, before, after, basis)
    if share.count is not None:
        return True
    if _NOT_OF_ISSUES.match(after):
        return False
    if _ISSUES.match(after) or _VERBS.match(after):
        return True
    is_bracketed = before.rstrip().endswith(("(", "["))
    if is_bracketed and re.match(r"\s*[)\]]", after):
        return True
    return bool(re.search(r"\brate\b", after[:30]) or re.search(r"\brate\b[^,;]{0,20}$", before))


def _counts_issues(share: Share, before: str, after: str, basis: Basis) -> bool:
    if re.search(r"\bbase\W+$", before, re.IGNORECASE) or share.count == basis.n:
        return False
    if share.base == basis.n:
        return True
    return bool(re.match(rf"\s*(?:\w+\s+){{0,4}}{NOUNS}\b", after, re.IGNORECASE))


def _name(basis: Basis, sentence: str, share: Share) -> tuple[str, bool]:
    """The words that a share is said of, and whether they stand before its bracket."""
    before, after = sentence[: share.start], sentence[share.end :]
    left = [part for part in _LEFT_CUT.split(before) if part]
    named = (part for part in reversed(left) if basis.terms(part))
    if before.rstrip().endswith(("(", "[")):
        return next(named, "").strip(), True
    right = next((part for part in _RIGHT_CUT.split(after) if part.strip()), "")
    if basis.terms(right):
        return right.strip(), False
    return next(named, "").strip(), False
