"""Cuts Markdown into blocks, each with the line it begins on.

Only what reports use is told apart: headings, list items, lines that are bold from end to end,
table rows, paragraphs. The contents of code blocks, footnotes and HTML comments are dropped,
because nothing in them is a statement of the report. A bold line, and one like `Pattern 2: …`, is
always a block of its own, also directly under another line: people write headers that way, whatever
CommonMark makes of it.
"""

import re
from collections.abc import Iterator
from enum import Enum, auto

from msgspec import Struct

from triage.report.read.headings import is_numbered_finding
from triage.report.read.number_words import NUMBER_WORD
from triage.report.read.ranges import with_ranges
from triage.report.read.references import with_links


class BlockKind(Enum):
    """What a block is."""

    HEADING = auto()
    BOLD = auto()
    """A line that begins in bold and goes on with nothing but a figure or a colon."""
    ITEM = auto()
    ROW = auto()
    """A row of a table, its cells separated by tabs."""
    TEXT = auto()
    CODE = auto()
    """A code block or a footnote; what is in it is no statement of the report's."""


class Block(Struct, frozen=True, kw_only=True):
    """One block of Markdown; `text` keeps inline marks and its line ends."""

    kind: BlockKind
    line: int
    """Where it begins, from 1."""
    text: str
    level: int = 0
    """Of a heading 1 to 6; of an item or a paragraph its indentation in columns."""
    ordered: bool = False
    """Of an item: whether it is numbered."""

    def line_at(self, offset: int) -> int:
        """The line of a character of `text`."""
        return self.line + self.text.count("\n", 0, offset)


_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_ITEM = re.compile(r"([ \t]*)(?:([-*+•‣◦])|(\d{1,4})[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(\S.*)$")
_BOLD = re.compile(
    r" {0,3}(?:\*\*(?!\s)(?:\\.|(?!\*\*).)+\*\*|__(?!\s)(?:\\.|(?!__).)+__)(?P<rest>.{0,120})$"
)
_REST = re.compile(
    r"\s*(?:[:.]?|[-–—·|:]?\s*\([^()]{1,80}\):?|[-–—·|:]\s*[kn]\s?=\s?\d{1,6}"
    rf"|[-–—·|:]?\s*(?i:{NUMBER_WORD})\s(?:issues?|of\s\w+(?:\sissues?)?)"
    r"|[-–—·|:]?\s*[(\[]?(?:[^.()\[\]]|\.(?=\d)){0,40}"
    r"\d(?:\s|&nbsp;)?(?:\\?%|percent|issues?\b|(?:/|of|out of)\s?\d).*(?<!\.))\s*"
)
"""What may stand behind the bold words of a header: nothing, brackets, a figure; no sentence."""
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_FOOTNOTE = re.compile(r" {0,3}\[\^[^\]\s]{1,40}\]:")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t:|-]*-[ \t:|-]*$")
_INDENTED = re.compile(r" {4}|\t")
_HTML_HEADING = re.compile(r"\s*<h(?P<level>[1-6])\b[^<>]*>\s*(?P<text>.*?)\s*</h(?P=level)>\s*")
_HTML_ITEM = re.compile(r"\s*<li\b[^<>]*>\s*(?P<text>.*?)\s*(?:</li>)?\s*")
_WRAPPER = re.compile(r"\s*(?:</?(?:details|div|center|section|p|br|ul|ol)\b[^<>]*>\s*)+")
_CAPTION = re.compile(
    r"\s*(?:<details\b[^<>]*>\s*)?<summary>\s*(?:<(?:b|strong|h\d)>)?(?P<text>[^<>]*)"
    r"(?:</(?:b|strong|h\d)>)?\s*</summary>\s*"
)
_QUOTE_MARK = re.compile(r"^ {0,3}>[ \t]?")


def blocks_of(text: str) -> list[Block]:
    """The blocks of a Markdown text, in order."""
    blocks: list[Block] = []
    is_open = False
    for number, line in with_links(list(_statements(text))):
        if not line.strip():
            is_open = False
            continue
        if not is_open and _is_indented_code(line, blocks):
            blocks.append(Block(kind=BlockKind.CODE, line=number, text=""))
            continue
        block = _block(line, number)
        if block is None:
            if is_open and _is_underlined(blocks[-1], line):
                blocks[-1] = _as_heading(blocks[-1], line)
            is_open = False
        elif is_open and _goes_on(blocks[-1], block):
            blocks[-1] = _joined(blocks[-1], line)
        else:
            blocks.append(block)
            is_open = True
    return blocks


def _is_indented_code(line: str, blocks: list[Block]) -> bool:
    """Whether a line behind a blank one is code by its indentation alone.

    Items are read wherever they stand, and what is indented behind an item goes on with it.
    """
    if not _INDENTED.match(line) or _ITEM.match(line):
        return False
    before = next((block for block in reversed(blocks) if block.kind is not BlockKind.CODE), None)
    return (
        before is None
        or before.kind in (BlockKind.HEADING, BlockKind.BOLD)
        or (before.kind is BlockKind.TEXT and before.level == 0)
    )


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Numbered lines outside code and comments; what is dropped ends a paragraph as a blank."""
    fence = ""
    in_comment = False
    for number, raw in enumerate(_lines(text), start=1):
        line = _QUOTE_MARK.sub("", raw, count=1)
        if fence:
            marks = line.strip()
            if marks.startswith(fence) and not marks.strip(fence[0]):
                fence = ""
            yield number, ""
            continue
        if not in_comment and (match := _FENCE.match(line)):
            fence = match[1]
            yield number, line
            continue
        line, in_comment = _without_comments(line, in_comment)
        yield number, with_ranges(_unwrapped(line))


def _unwrapped(line: str) -> str:
    """The line without the HTML around it: a header or an item in HTML as one in Markdown."""
    if heading := _HTML_HEADING.fullmatch(line):
        return f"{'#' * int(heading['level'])} {heading['text']}"
    if item := _HTML_ITEM.fullmatch(line):
        return f"- {item['text']}"
    if caption := _CAPTION.fullmatch(line):
        return f"**{caption['text']}**" if re.search(r"\d", caption["text"]) else ""
    return "" if _WRAPPER.fullmatch(line) else line


def _lines(text: str) -> list[str]:
    text = text.removeprefix("\ufeff").replace("％", "%")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _without_comments(line: str, in_comment: bool) -> tuple[str, bool]:
    kept: list[str] = []
    rest = line
    while rest:
        if in_comment:
            _, end, rest = rest.partition("-->")
            in_comment = not end
        else:
            before, start, rest = rest.partition("<!--")
            kept.append(before)
            in_comment = bool(start)
    return "".join(kept), in_comment


def _block(line: str, number: int) -> Block | None:
    """The block that begins with this line; None for a rule or an underline."""
    if match := _HEADING.match(line):
        return Block(
            kind=BlockKind.HEADING, line=number, text=(match[2] or "").strip(), level=len(match[1])
        )
    if _FENCE.match(line) or _FOOTNOTE.match(line):
        return Block(kind=BlockKind.CODE, line=number, text="")
    if _RULE.match(line) or _UNDERLINE.match(line):
        return None
    if (bold := _BOLD.match(line)) and _REST.fullmatch(bold["rest"]):
        return Block(kind=BlockKind.BOLD, line=number, text=line.strip())
    if match := _ITEM.match(line):
        indent = len(match[1].expandtabs(4))
        return Block(
            kind=BlockKind.ITEM,
            line=number,
            text=match[4].rstrip(),
            level=indent,
            ordered=bool(match[3]),
        )
    if line.lstrip().startswith("|") or line.count("|") > 1:
        if _TABLE_RULE.match(line):
            return None
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
        return Block(kind=BlockKind.ROW, line=number, text="\t".join(cells))
    indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
    return Block(kind=BlockKind.TEXT, line=number, text=line.strip(), level=indent)


def _goes_on(block: Block, line: Block) -> bool:
    """Whether a line is the continuation of the block above it."""
    if line.kind is not BlockKind.TEXT or is_numbered_finding(line.text):
        return False
    return block.kind in (BlockKind.TEXT, BlockKind.ITEM)


def _joined(block: Block, line: str) -> Block:
    return Block(
        kind=block.kind,
        line=block.line,
        text=f"{block.text}\n{line.strip()}",
        level=block.level,
        ordered=block.ordered,
    )


def _is_underlined(block: Block, line: str) -> bool:
    is_short = block.kind in (BlockKind.TEXT, BlockKind.BOLD) and "\n" not in block.text
    return is_short and bool(_UNDERLINE.match(line))


def _as_heading(block: Block, line: str) -> Block:
    level = 1 if line.strip().startswith("=") else 2
    return Block(kind=BlockKind.HEADING, line=block.line, text=block.text, level=level)
