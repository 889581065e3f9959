"""Which of the shares in a report are claims about its issues, and what each is said of.

In headings and in the lines beneath them every share is one. In running text a share is a claim
only where its words say so: "24/30", "40% of requests", "rejections (27%)"; "99 % accuracy" and
"60% faster" are about software. Memos are never searched: they retell what an issue says.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from triage.report.audit.basis import Basis
from triage.report.audit.claim_base import base_of
from triage.report.audit.sentences import sentences_of, stated_shares, words_after, words_before
from triage.report.audit.terms import shared_terms
from triage.report.read import FindingText, Passage, QuestionText, Share
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
        """The words directly behind the share, up to the next comma or conjunction."""
        return words_behind(words_after(self.sentence, self.share))

    @property
    def before(self) -> str:
        """The sentence up to the share."""
        return words_before(self.sentence, self.share)


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
_MEASURE = re.compile(
    rf"\b(?!(?:rate|share|total|proportion|majority|minority|percentage|frequency|prevalence"
    rf"|{NOUNS})\b)\w+\s+of\s+(?:about\s+|over\s+|around\s+)?$",
    re.IGNORECASE,
)
"""Before a percentage that is of something else, as in "a coverage of 85 % is needed"."""
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
            base, is_of_a_part = base_of(basis, share, finding.wording, basis.base(question))
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
    for sentence in sentences_of(passage.text):
        start = passage.text.index(sentence, start)
        line = passage.line_at(start)
        shares = list(stated_shares(sentence, line, whole))
        for share in shares:
            is_one_of_several = (
                len(shares) > 1 or sentence == passage.text or len(sentence) <= _SHORT_ENTRY
            )
            names = _labels(question) if question and is_one_of_several else ()
            if not _is_of_issues(sentence, share, basis, names):
                continue
            name, is_bracketed = _name(basis, sentence, share)
            base, is_of_a_part = base_of(basis, share, sentence, whole)
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


def _labels(question: QuestionText) -> tuple[str, ...]:
    return tuple(finding.label for finding in question.walk())


def _is_of_issues(sentence: str, share: Share, basis: Basis, labels: Sequence[str]) -> bool:
    """Whether the words around a share say that it counts issues.

    Args:
        sentence: in which it stands.
        share: what it states.
        basis: the report.
        labels: of findings that may be named without more words: `implemented: 33%, stale: 40%`.
    """
    before, after = words_before(sentence, share), words_after(sentence, share)
    if share.percent is None:
        return share.base is not None and _counts_issues(share, before, after, basis)
    if share.count is not None:
        return True
    if _NOT_OF_ISSUES.match(after):
        return False
    if _ISSUES.match(after) or (_VERBS.match(after) and not _MEASURE.search(before)):
        return True
    is_bracketed = before.rstrip().endswith(("(", "["))
    if is_bracketed and re.match(r"\s*[)\]]", after):
        return True
    if re.search(r"\brate\b", after[:30]) or re.search(r"\brate\b[^,;]{0,20}$", before):
        return True
    return _is_listed(before, after, basis, labels)


def _is_listed(before: str, after: str, basis: Basis, labels: Sequence[str]) -> bool:
    """Whether a share stands beside a finding's name and nothing else, as in a list."""
    entry = _ENTRY.search(before)
    named = [words for words in (entry and entry["words"], words_behind(after)) if words]
    if entry is None or len(named) != 1 or named[0].startswith("of "):
        return False
    words = basis.terms(named[0])
    is_named = any(shared_terms(words, basis.terms(label)) for label in labels)
    return is_named and len(words) <= _FEW_WORDS


_ENTRY = re.compile(
    r"(?:^|[,;:.(–—-]|\b(?:and|or|with))\s*[*-]?\s*(?P<words>(?:[\w/'’-]+\s+){0,3}[\w/'’-]+)?\s*[:=–—-]?\s*$"
)
_FEW_WORDS = 3
_SHORT_ENTRY = 60
"""Characters of a sentence that can be no more than a name with its share."""


def words_behind(rest: str) -> str:
    """The words with which a text goes on, up to the next comma or conjunction."""
    return _RIGHT_CUT.split(rest.lstrip(")] "), maxsplit=1)[0].strip()


def _counts_issues(share: Share, before: str, after: str, basis: Basis) -> bool:
    if re.search(r"\bbase\W+$", before, re.IGNORECASE) or share.count == basis.n:
        return False
    if share.base == basis.n:
        return True
    return bool(re.match(rf"\s*(?:\w+\s+){{0,4}}{NOUNS}\b", after, re.IGNORECASE))


def _name(basis: Basis, sentence: str, share: Share) -> tuple[str, bool]:
    """The words that a share is said of, and whether they stand before its bracket."""
    before, after = words_before(sentence, share), words_after(sentence, share)
    left = [part for part in _LEFT_CUT.split(before) if part]
    named = (part for part in reversed(left) if basis.terms(part))
    within = re.split(r"[,;)\]]", after, maxsplit=1)[0]
    if before.rstrip().endswith(("(", "[")) and not basis.terms(within):
        return next(named, "").strip(), True
    right = words_behind(after)
    if basis.terms(right):
        return right.strip(), False
    return next(named, "").strip(), False
