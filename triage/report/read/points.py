"""Reads observations and recommendations: list items or paragraphs, most of them with a title."""

import re
from collections.abc import Sequence

from triage.report.read.blocks import Block, BlockKind
from triage.report.read.citations import Citation, mentioned_issues
from triage.report.read.document import Passage, Point
from triage.report.read.headings import QUESTION_MARK
from triage.report.read.inline import plain, plain_lines, without_code_claims

_TITLE = re.compile(
    r"\s*(?P<mark>\*\*|__)(?P<title>(?:\\.|(?!(?P=mark)).)+)(?P=mark)\s*[:.–—-]*\s*(?P<text>.*)",
    re.DOTALL,
)
_SUPPORT = re.compile(
    r"[(\[]?\s*\b(?:supported by|support:|backed by|based on|evidence:|evidenced by"
    r"|as (?:seen|shown) in|grounded in|sources?:|see(?: also)?|cf\.)\s*(?P<support>.+?)[)\]]?\W*$",
    re.IGNORECASE | re.DOTALL,
)


class _Gathered:
    """A point that is still being read."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self.parts: list[Block] = [block]

    def closed(self) -> Point:
        head = self.parts[0]
        title, text = "", head.text
        if head.kind is BlockKind.HEADING:
            title, text = plain(head.text), ""
        elif match := _TITLE.match(head.text):
            title, text = plain(match["title"]), match["text"]
        rest = [part.text for part in self.parts[1:]]
        words = plain_lines(without_code_claims("\n".join([text, *rest]))).strip()
        support = _SUPPORT.search(words)
        citations: list[Citation] = []
        for part in self.parts:
            citations += mentioned_issues(without_code_claims(part.text), part.line)
        return Point(
            line=head.line,
            title=re.sub(r"^\d{1,2}[.)]\s+", "", title).strip(" :"),
            text=words[: support.start()].strip() if support else words,
            support=support["support"].strip() if support else "",
            citations=tuple(citations),
        )


def read_points(blocks: Sequence[Block]) -> tuple[list[Point], list[Passage]]:
    """The points of a section, and the paragraphs before the first."""
    points: list[_Gathered] = []
    passages: list[Passage] = []
    indent = min((block.level for block in blocks if block.kind is BlockKind.ITEM), default=0)
    has_headings = any(block.kind is BlockKind.HEADING for block in blocks)
    for block in blocks:
        if block.kind is BlockKind.CODE:
            continue
        if _begins_point(block, indent, has_headings):
            points.append(_Gathered(block))
        elif points:
            points[-1].parts.append(block)
        else:
            passages.append(
                Passage(line=block.line, text=plain_lines(without_code_claims(block.text)))
            )
    return [gathered.closed() for gathered in points], passages


def _begins_point(block: Block, indent: int, has_headings: bool) -> bool:
    if block.kind is BlockKind.HEADING:
        return not QUESTION_MARK.match(block.text)
    if has_headings:
        return False
    if block.kind is BlockKind.ITEM:
        return block.level == indent
    return block.kind is BlockKind.BOLD or (
        block.kind is BlockKind.TEXT and bool(_TITLE.match(block.text))
    )
