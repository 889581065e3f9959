"""Builds the findings of one question from its blocks.

A heading, a bold line or a list item opens a finding; citations go to the finding that is open.
Which one is nested in which follows from the rank of what opened it: headings by level, then bold
lines, then list items by indentation.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec import structs

from triage.report.read.blocks import Block, BlockKind
from triage.report.read.citations import (
    Citation,
    is_entry,
    leading_citations,
    mentioned_issues,
)
from triage.report.read.document import FindingText, Passage
from triage.report.read.figure_line import figure_beneath
from triage.report.read.finding_heading import split_heading
from triage.report.read.headings import (
    Part,
    is_numbered_finding,
    is_sublabel,
    part_of,
)
from triage.report.read.inline import plain, plain_lines, without_code_claims
from triage.report.read.inline_lists import is_finding_with_list, listed_in_front
from triage.report.read.open_finding import EXAMPLES, WITHIN_GROUP, OpenFinding
from triage.report.read.shares import shares_in

_BOLD_RANK = 7
_ITEM_RANK = 8

_FURTHER = re.compile(
    r"\W*(?:and\s+|plus\s+)?(\d{1,6})\s+(?:more|further|others?)\b", re.IGNORECASE
)
_QUOTED = re.compile(r"\s*[“\"„«](?P<words>.+)[”\"“»]", re.DOTALL)


class ListReader:
    """Reads the blocks of one section into findings and paragraphs."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._stack: list[OpenFinding] = []
        self._in_findings = False
        self._last_item: Block | None = None
        self._last_row: Block | None = None
        self._counting: set[int] = set()
        """Columns of the table that hold numbers of issues, from 0."""
        self.lists: list[FindingText] = []
        self.passages: list[Passage] = []
        for position, block in enumerate(blocks):
            self._take(position, block)
        self._close_to(0)

    def _take(self, position: int, block: Block) -> None:
        match block.kind:
            case BlockKind.HEADING:
                self._take_title(block, block.text, block.level)
            case BlockKind.BOLD:
                self._take_title(block, block.text, _BOLD_RANK)
            case BlockKind.ITEM:
                self._take_item(position, block)
            case BlockKind.ROW:
                self._take_row(block)
            case BlockKind.TEXT:
                self._take_text(position, block)
            case BlockKind.CODE:
                return

    def _take_title(self, block: Block, text: str, rank: int) -> None:
        part = part_of(text)
        has_share = bool(split_heading(text, block.line).shares)
        if part in (Part.SUMMARY, Part.CONTAINER) and not has_share:
            self._close_to(0)
            self._in_findings = part is Part.CONTAINER
        elif is_sublabel(text) and self._stack:
            self._take_words(block)
        else:
            self._open(OpenFinding(block, text, rank))

    def _take_item(self, position: int, block: Block) -> None:
        citations = leading_citations(block.text, block.line)
        if citations:
            self._cite(citations, block)
        elif self._is_over_its_list(position, block):
            self._open(
                OpenFinding(structs.replace(block, kind=BlockKind.BOLD), block.text, _BOLD_RANK)
            )
        elif self._is_finding_item(position, block):
            self._open(OpenFinding(block, block.text, _ITEM_RANK + block.level))
        elif self._stack and (further := _FURTHER.match(plain(block.text))):
            self._stack[-1].further += int(further[1])
        elif self._stack and not block.text.strip(" .…"):
            self._stack[-1].lists_examples = True
        elif not self._take_quote(block) and not self._take_memo(block):
            self._take_words(block)

    def _is_finding_item(self, position: int, block: Block) -> bool:
        is_bold = block.text.startswith(("**", "__"))
        if is_bold and is_sublabel(block.text):
            return False
        if self._has_citations_beneath(position, block):
            return True
        if is_finding_with_list(block.text, block.line):
            return True
        is_in_findings = self._in_findings or bool(self._stack)
        return is_bold and is_in_findings and bool(split_heading(block.text, block.line).shares)

    def _below(self, position: int) -> Iterator[Block]:
        """The blocks that follow, without the lines that only state a figure."""
        for block in self._blocks[position + 1 :]:
            words = plain(block.text)
            if block.kind is not BlockKind.TEXT or figure_beneath(words, block.line) is None:
                yield block

    def _is_over_its_list(self, position: int, block: Block) -> bool:
        """Whether a bold item with a figure is a heading over items that are not indented."""
        below = next(self._below(position), None)
        if block.ordered or not block.text.startswith(("**", "__")) or below is None:
            return False
        is_beside = below.kind is BlockKind.ITEM and below.level == block.level
        if below.text.startswith(("**", "__")) and split_heading(below.text, below.line).shares:
            return False
        return is_beside and _is_list(below) and bool(split_heading(block.text, block.line).shares)

    def _has_citations_beneath(self, position: int, block: Block) -> bool:
        """Whether the next items cite issues and belong to this one."""
        is_bold = block.text.startswith(("**", "__"))
        for other in self._below(position):
            if is_bold and other.kind is BlockKind.ROW:
                if leading_citations(other.text, other.line):
                    return True
                continue
            if other.kind is not BlockKind.ITEM:
                return False
            is_deeper = other.level > block.level
            if not is_deeper and not (block.ordered and not other.ordered):
                return False
            if leading_citations(other.text, other.line):
                return True
            if is_bold and is_deeper and mentioned_issues(other.text, other.line):
                return True
            if is_bold and _ends_with_issue(other):
                return True
        return False

    def _take_row(self, block: Block) -> None:
        cells = block.text.split("\t")
        if not self._is_below_row(block):
            self._counting = {
                place for place, cell in enumerate(cells) if _COUNT_COLUMN.fullmatch(plain(cell))
            }
        cells = [
            f"{cell} issues" if cell.isdigit() and place in self._counting else cell
            for place, cell in enumerate(cells)
        ]
        self._last_row = block
        if citations := leading_citations(cells[0], block.line):
            memo = plain(cells[-1]) if cells[1:] else citations[0].memo
            self._cite([structs.replace(each, memo=memo) for each in citations], block)
            return
        figures = [cell for cell in cells[1:] if shares_in(plain(cell), block.line, counts=True)]
        listed = [cell for cell in cells[1:] if leading_citations(cell, block.line)]
        if not figures:
            return
        if listed:
            self._open(OpenFinding(block, f"**{cells[0]}** ({', '.join(figures)})", _BOLD_RANK))
            self._stack[-1].citations += mentioned_issues(listed[0], block.line)
            self._close_to(_BOLD_RANK)
        else:
            words = f"{plain(cells[0])} ({', '.join(plain(cell) for cell in figures)})"
            self.passages.append(Passage(line=block.line, text=words))

    def _is_below_row(self, row: Block) -> bool:
        """Whether a row goes on with a table, so that it does not name its columns."""
        return self._last_row is not None and row.line - self._last_row.line <= _ROW_AND_RULE

    def _take_text(self, position: int, block: Block) -> None:
        if self._is_finding_text(position, block):
            self._open(OpenFinding(block, block.text, _BOLD_RANK))
            return
        loose: list[tuple[int, str]] = []
        for offset, line in enumerate(block.text.split("\n")):
            citations = leading_citations(line, block.line + offset)
            if citations and self._stack and is_entry(line):
                self._cite(citations, block)
            else:
                loose.append((block.line + offset, line))
        if loose:
            text = "\n".join(line for _, line in loose)
            self._take_words(
                Block(kind=BlockKind.TEXT, line=loose[0][0], text=text, level=block.level)
            )

    def _is_finding_text(self, position: int, block: Block) -> bool:
        is_bold = block.text.startswith(("**", "__"))
        if is_bold and is_finding_with_list(block.text, block.line):
            return True
        if "\n" in block.text or is_sublabel(block.text):
            return False
        if is_numbered_finding(block.text):
            return True
        below = list(islice(self._below(position), 2))
        has_names = bool(below) and below[0].kind is BlockKind.ROW
        if (
            not any(_is_list(each) for each in below[: 2 if has_names else 1])
            or len(block.text) > _LONGEST_LABEL
        ):
            return False
        words = plain(block.text)
        if EXAMPLES.search(words) or _SENTENCE.search(words):
            return False
        if figure_beneath(words, block.line) is not None:
            return False
        heading = split_heading(block.text, block.line)
        return bool(heading.label and heading.shares) or (words.endswith(":") and not self._stack)

    def _take_words(self, block: Block) -> None:
        """A paragraph: the figure of the open finding, or words about it, or the summary."""
        written = without_code_claims(block.text)
        text = plain_lines(written).strip()
        passage = Passage(line=block.line, text=text)
        if not self._stack:
            self.passages.append(passage)
            return
        finding = self._stack[-1]
        if not finding.citations and not finding.children:
            figure = figure_beneath(text, block.line, is_restated=bool(finding.shares))
            if figure is not None:
                finding.shares.append(figure)
                if not text[figure.end :].strip(" .)"):
                    return
            finding.lists_examples |= bool(EXAMPLES.search(text))
        if further := _FURTHER.match(text):
            finding.further += int(further[1])
            return
        finding.passages.append(passage)
        if block.kind is not BlockKind.TEXT:
            finding.mentions += _mentions(written, block)
            return
        for offset, line in enumerate(written.split("\n")):
            listed = listed_in_front(line, block.line + offset)
            finding.mentions += listed
            finding.told += [] if listed else mentioned_issues(line, block.line + offset)

    def _take_quote(self, block: Block) -> bool:
        """Whether the item is a quote beneath a citation, which then has it."""
        match = _QUOTED.match(plain_lines(block.text))
        last = self._last_item
        if match is None or last is None or not self._stack or block.level <= last.level:
            return False
        citations = self._stack[-1].citations
        if not citations:
            return False
        cited = citations[-1]
        citations[-1] = structs.replace(cited, quotes=(*cited.quotes, match["words"]))
        return True

    def _take_memo(self, block: Block) -> bool:
        """Whether the item is what is said of the citation above it, which then has it."""
        last = self._last_item
        if last is None or not self._stack or block.level <= last.level:
            return False
        citations = self._stack[-1].citations
        if not citations or citations[-1].memo or citations[-1].line != last.line:
            return False
        citations[-1] = structs.replace(citations[-1], memo=plain(block.text))
        return True

    def _cite(self, citations: Sequence[Citation], block: Block) -> None:
        if block.kind is BlockKind.ITEM:
            while self._stack and self._ends_at(self._stack[-1].block, block):
                self._close_to(self._stack[-1].rank)
            self._last_item = block
        if not self._stack:
            self._open(OpenFinding(block, "", _BOLD_RANK, is_named=False))
        self._stack[-1].citations += citations

    @staticmethod
    def _ends_at(header: Block, item: Block) -> bool:
        """Whether an item that opened a finding is over where another item stands."""
        if header.kind is not BlockKind.ITEM or item.level > header.level:
            return False
        return item.level < header.level or item.ordered == header.ordered

    def _open(self, finding: OpenFinding) -> None:
        if any(finding.is_under(each) for each in self._stack):
            finding.rank += WITHIN_GROUP
        self._close_to(finding.rank)
        if self._stack and self._stack[-1].rank_below is None:
            self._stack[-1].rank_below = finding.rank
        self._in_findings = True
        self._last_item = None
        self._stack.append(finding)

    def _close_to(self, rank: float) -> None:
        """Close every open finding of this rank or deeper."""
        while self._stack and self._stack[-1].rank >= rank:
            finding = self._stack.pop()
            parent = self._stack[-1] if self._stack else None
            if finding.is_list:
                closed = finding.closed(parent)
                (parent.children if parent else self.lists).append(closed)
                continue
            words = Passage(line=finding.block.line, text=finding.heading.text)
            (parent.passages if parent else self.passages).extend([words, *finding.passages])


_ROW_AND_RULE = 2
"""Lines from the names of a table's columns to its first row."""

_COUNT_COLUMN = re.compile(
    r"(?:#|[nk]|counts?|no\.?|(?:number|#) of \w+|issues?|frequency|freq\.?|total|samples?)",
    re.IGNORECASE,
)
"""Names of a column with numbers of issues."""

_LONGEST_MEMO = 600
"""A longer item is prose, and no memo in front of an issue."""

_LONGEST_LABEL = 200
"""A plain line above a list is a heading up to this many characters."""


def _is_list(block: Block) -> bool:
    """Whether a block is the first entry of a list of issues, or all of a list on one line."""
    match block.kind:
        case BlockKind.ITEM | BlockKind.ROW:
            return bool(leading_citations(block.text, block.line)) or _ends_with_issue(block)
        case BlockKind.TEXT:
            return bool(listed_in_front(block.text, block.line))
        case _:
            return False


_SENTENCE = re.compile(r"[\w%][)\]”\"’]*\.$")
"""A plain line that ends as a sentence does is no heading."""


def _mentions(written: str, block: Block) -> list[Citation]:
    """The issues that words name; an item that ends with one, `words (#12)`, is its memo."""
    mentions = mentioned_issues(written, block.line)
    if block.kind is not BlockKind.ITEM or len(mentions) != 1 or not _ends_with_issue(block):
        return mentions
    behind = _TRAILING.fullmatch(block.text)
    return [structs.replace(mentions[0], memo=plain(behind["memo"]))] if behind else mentions


def _ends_with_issue(item: Block) -> bool:
    """Whether an item is words with one issue behind them: `words (#12)`."""
    return len(item.text) <= _LONGEST_MEMO and bool(_TRAILING.fullmatch(item.text))


_TRAILING = re.compile(
    r"(?P<memo>\S.*?)[\s:–—-]*\(?\[?(?:(?:[Ii]ssue\s)?(?:(?:[\w.-]+/[\w.-]+)?\\?#|GH-)\d{1,9}\]?"
    r"(?:\(<?https?://[^\s()]+\))?|<?https?://[^\s()<>]+/issues/\d{1,9}>?)\)?\.?",
    re.DOTALL,
)
