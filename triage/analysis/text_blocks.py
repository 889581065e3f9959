"""The blocks of an issue's Markdown that stand for themselves: fences, details, comments.

One pass over the lines, linear in their number whatever they hold. A block that is never closed
is none: to hide the rest of an issue because of a forgotten fence would lose what was meant.
"""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})([^`]*)\Z")
_DETAILS = re.compile(r"<(/?)details\b", re.IGNORECASE)
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+\S|\*\*[^*]{1,80}\*\*:?\s*\Z")


class BlockKind(StrEnum):
    """What encloses a block."""

    FENCE = "fence"
    DETAILS = "details"
    COMMENT = "comment"


class Block(Struct, frozen=True):
    """Whole lines from `start` to before `end`, the enclosing ones included."""

    start: int
    end: int
    kind: BlockKind


def find_blocks(lines: Sequence[str]) -> list[Block]:
    """The closed blocks, by their start; fences and comments may lie inside details.

    Args:
        lines: an issue's text, split at newlines.
    """
    return sorted(_Walk(lines).blocks(), key=lambda block: (block.start, -block.end))


def find_headings(lines: Sequence[str], blocks: Sequence[Block]) -> list[int]:
    """The lines that are headings, or wholly bold, and not inside a fence or a comment."""
    inside = {
        line
        for block in blocks
        if block.kind is not BlockKind.DETAILS
        for line in range(block.start, block.end)
    }
    return [
        place
        for place, line in enumerate(lines)
        if line[:4].lstrip().startswith(("#", "**"))
        and place not in inside
        and _HEADING.match(line)
    ]


class _Walk:
    """What is open at a line: at most one fence or comment, and any depth of details."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._opened = 0
        self._fence = ""
        self._comment = False
        self._details: list[int] = []

    def blocks(self) -> Iterator[Block]:
        for place, line in enumerate(self._lines):
            if self._fence:
                yield from self._in_fence(place, line)
            elif self._comment:
                yield from self._in_comment(place, line)
            else:
                yield from self._outside(place, line)

    def _in_fence(self, place: int, line: str) -> Iterator[Block]:
        found = _FENCE.match(line)
        if found and found[1].startswith(self._fence) and not found[2].strip():
            self._fence = ""
            yield Block(self._opened, place + 1, BlockKind.FENCE)

    def _in_comment(self, place: int, line: str) -> Iterator[Block]:
        if "-->" in line:
            self._comment = False
            if line.rstrip().endswith("-->"):
                yield Block(self._opened, place + 1, BlockKind.COMMENT)

    def _outside(self, place: int, line: str) -> Iterator[Block]:
        text = line.lstrip()
        if text.startswith(("```", "~~~")) and (found := _FENCE.match(line)):
            self._opened, self._fence = place, found[1]
        elif text.startswith("<!--"):
            self._opened, self._comment = place, True
            yield from self._in_comment(place, line)
        elif "<" in line:
            for tag in _DETAILS.finditer(line):
                if not tag[1]:
                    self._details.append(place)
                elif self._details:
                    yield Block(self._details.pop(), place + 1, BlockKind.DETAILS)
