"""Cuts JSON text into its objects as it comes in, without understanding them.

Two ways: one object a line, and objects found by their braces, wherever they stand in arrays or
one behind the other. Neither keeps more than one object in memory. A JSON string cannot hold a
line break, so that a missing quote is over with its line.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple, Protocol

from triage.domain.safe_text import visible_line

LONGEST_ROW = 1 << 26
"""Bytes of one object beyond which it is not read; GitHub's largest issue has under 1 MB."""

BOM = b"\xef\xbb\xbf"

_TOKEN = re.compile(rb'"[^"\\\n]*(?:\\[^\n][^"\\\n]*)*("?)|[{}]')
"""A brace, or a string to its closing quote, its line's end or the end of what was read."""
_BETWEEN = re.compile(rb"(?:[\s,\[\]]|" + BOM + rb")*")
_OPEN, _CLOSE = b"{}"
_TOO_LONG = f"an object of more than {LONGEST_ROW >> 20} MB is not read"


class Row(NamedTuple):
    """The text of one object, and the line on which it starts."""

    line: int
    text: bytes


class Broken(NamedTuple):
    """A place where no object could be read, and why."""

    line: int
    reason: str


class Splitter(Protocol):
    """Takes a text in chunks and gives its objects."""

    line: int
    """The line that was reached."""
    is_over: bool
    """Nothing further can be found."""

    def feed(self, chunk: bytes) -> Iterator[Row | Broken]:
        """The objects that end in this chunk."""

    def finish(self) -> Iterator[Row | Broken]:
        """What is left when the text ends."""


class LineSplitter:
    """One object a line; blank lines count and are passed over."""

    def __init__(self) -> None:
        self.line = 1
        self.is_over = False
        self._rest = b""
        self._skipping = False

    def feed(self, chunk: bytes) -> Iterator[Row | Broken]:
        """The lines that end in this chunk."""
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        for line in lines:
            yield from self._row(line)
            self.line += 1
        if len(self._rest) > LONGEST_ROW:
            if not self._skipping:
                yield Broken(self.line, _TOO_LONG)
            self._skipping, self._rest = True, b""

    def finish(self) -> Iterator[Row | Broken]:
        """The last line, when it has no end."""
        yield from self._row(self._rest)

    def _row(self, line: bytes) -> Iterator[Row]:
        text = line.removeprefix(BOM).strip()
        if text and not self._skipping:
            yield Row(self.line, text)
        self._skipping = False


class ObjectSplitter:
    """Objects found by their braces; brackets and commas between them mean nothing."""

    def __init__(self) -> None:
        self.line = 1
        self.is_over = False
        self._buffer = b""
        """From the end of the last object on."""
        self._scanned = 0
        """Where in the buffer the next token begins."""
        self._depth = 0
        self._start = 0
        """Where in the buffer the object begins, while `_depth` is not 0."""
        self._array_is_open = False

    def feed(self, chunk: bytes) -> Iterator[Row | Broken]:
        """The objects that end in this chunk."""
        self._buffer += chunk
        done = 0
        for end in self._ends():
            yield from self._between(done, self._start)
            yield Row(self.line, self._buffer[self._start : end])
            self.line += self._buffer.count(b"\n", self._start, end)
            done = end
        self._buffer = self._buffer[done:]
        self._scanned -= done
        self._start -= done
        if len(self._buffer) > LONGEST_ROW:
            self.is_over = True
            yield Broken(self.line, f"{_TOO_LONG}, nor anything behind it")

    def finish(self) -> Iterator[Row | Broken]:
        """What is wrong with the end."""
        yield from self._between(0, self._start if self._depth else len(self._buffer))
        if self._depth:
            yield Broken(self.line, "the file ends inside this object")
        elif self._array_is_open:
            yield Broken(self.line, "the file ends before its array does; rows may be missing")

    def _ends(self) -> Iterator[int]:
        """Where objects end; `_start` tells where each began."""
        buffer = self._buffer
        for token in _TOKEN.finditer(buffer, self._scanned):
            place = token.start()
            kind = buffer[place]
            if kind == _OPEN:
                if self._depth == 0:
                    self._start = place
                self._depth += 1
            elif kind == _CLOSE and self._depth:
                self._depth -= 1
                if self._depth == 0:
                    yield token.end()
            elif not token[1] and token.end() > len(buffer) - 2:
                self._scanned = place
                return
        self._scanned = len(buffer)

    def _between(self, start: int, end: int) -> Iterator[Broken]:
        text = self._buffer[start:end]
        bracket = max(text.rfind(b"["), text.rfind(b"]"))
        if bracket >= 0:
            self._array_is_open = text[bracket : bracket + 1] == b"["
        if not _BETWEEN.fullmatch(text):
            shown = visible_line(text.strip(b"\r\n\t ,[]")[:40].decode("utf-8", "replace"))
            yield Broken(self.line, f"not an object: {shown!r}")
        self.line += text.count(b"\n")
