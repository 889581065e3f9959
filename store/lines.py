"""Lines that know whether they are whole: the alphabet of every file of a store.

A line is one JSON object whose last member, `crc`, is the CRC-32 of all bytes before it. So each
file stays JSON Lines for any other tool, and a torn, flipped or joined line never passes for
what was written.
"""

from collections.abc import Iterator
from typing import NamedTuple
from zlib import crc32

_MARK = b',"crc":"'
_SEAL_LENGTH = len(_MARK) + 8 + len(b'"}')


class Line(NamedTuple):
    """One line of a file, without its line end."""

    number: int
    """From 1."""
    offset: int
    """Of its first byte in the file."""
    text: bytes
    is_ended: bool
    """Whether a line end follows; a line without one was not written to its end."""

    @property
    def is_sound(self) -> bool:
        """Whether the line is what was once written, to its end."""
        return self.is_ended and is_sealed(self.text)


def seal(body: bytes) -> bytes:
    """A JSON object, not empty, as a whole line with checksum and line end."""
    kept = body[:-1]
    return b'%b%b%08x"}\n' % (kept, _MARK, crc32(kept))


def is_sealed(text: bytes) -> bool:
    """Whether a line without its line end carries the checksum of its content."""
    content, end = text[:-_SEAL_LENGTH], text[-_SEAL_LENGTH:]
    return end == b'%b%08x"}' % (_MARK, crc32(content))


def checksum(text: bytes) -> str:
    """The checksum that a sealed line carries, as 8 hex digits."""
    return text[-10:-2].decode("ascii")


def split_lines(data: bytes, number: int = 1, offset: int = 0) -> Iterator[Line]:
    """The lines of a file; `number` and `offset` are those of the first."""
    start = 0
    while start < len(data):
        end = data.find(b"\n", start)
        is_ended = end >= 0
        stop = end if is_ended else len(data)
        yield Line(number, offset + start, data[start:stop], is_ended)
        start, number = stop + 1, number + 1
