"""JSON objects out of a file, one at a time, whatever way they were written down.

JSON lines, an array, arrays one behind the other as paging clients write them, and indented
objects are read in one pass with flat memory, plain or gzipped, from files and pipes. The content
decides what a file is, never its name. What is broken is told with its line; the rest stays.
"""

import gzip
import os
import zlib
from collections.abc import Callable, Iterator
from io import BufferedReader
from itertools import chain
from pathlib import Path

from triage.domain.errors import InputError
from triage.domain.safe_text import visible_line
from triage.exchange.json_splitting import (
    BOM,
    Broken,
    LineSplitter,
    ObjectSplitter,
    Row,
    Splitter,
)

Progress = Callable[[int, int], None]
"""Told the bytes of the file that were read, and all of them; 0 and 0 for a pipe."""

_CHUNK = 1 << 18
_GZIP = b"\x1f\x8b"
_FOREIGN = {
    b"\xff\xfe": "it is UTF-16 text; save it again as UTF-8",
    b"\xfe\xff": "it is UTF-16 text; save it again as UTF-8",
    b"PK\x03\x04": "it is a zip archive; unpack it first",
    b"BZh": "it is compressed by bzip2; unpack it first",
    b"\xfd7zXZ": "it is compressed by xz; unpack it first",
    b"\x28\xb5\x2f\xfd": "it is compressed by zstd; unpack it first",
}


def read_rows(path: Path, on_progress: Progress | None = None) -> Iterator[Row | Broken]:
    """Every object of the file in its order, and every place where none could be read.

    Raises:
        InputError: the file cannot be opened, is empty, or is no JSON at all.
    """
    with _opened(path) as file:
        source = _Source(file)
        chunks = iter(source)
        head = _head(chunks)
        if source.damage and not head:
            raise InputError(f"{path}: {source.damage}")
        splitter = _splitter_for(path, head)
        for chunk in chain([head], chunks):
            yield from splitter.feed(chunk)
            if on_progress:
                on_progress(*source.progress)
            if splitter.is_over:
                return
        if source.damage:
            yield Broken(splitter.line, f"{source.damage}; what stood from here on is not read")
        else:
            yield from splitter.finish()


class _Source:
    """The text of a file in chunks, to its end or to where it is damaged."""

    def __init__(self, file: BufferedReader) -> None:
        self._file = file
        self._size = os.fstat(file.fileno()).st_size
        self.damage = ""
        """Why the text ended early, once it did."""

    def __iter__(self) -> Iterator[bytes]:
        try:
            is_gzip = self._file.peek(2).startswith(_GZIP)
            text = gzip.GzipFile(fileobj=self._file) if is_gzip else self._file
            while chunk := text.read1(_CHUNK):
                yield chunk
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            self.damage = f"the gzip file is cut or damaged: {error}"
        except OSError as error:
            self.damage = f"it cannot be read: {error.strerror or error}"

    @property
    def progress(self) -> tuple[int, int]:
        """Bytes of the file read, and all of them."""
        return (self._file.tell(), self._size) if self._file.seekable() else (0, 0)


def _opened(path: Path) -> BufferedReader:
    try:
        return path.open("rb")
    except OSError as error:
        raise InputError(f"{path}: cannot be opened: {error.strerror or error}") from error


def _head(chunks: Iterator[bytes]) -> bytes:
    """So much of a text as tells what it is: two lines with something in them, if it has them."""
    head = b""
    for chunk in chunks:
        head += chunk
        if len(head) > _CHUNK or len(head.strip().splitlines()) > 2:
            break
    return head


def _splitter_for(path: Path, head: bytes) -> Splitter:
    for magic, reason in _FOREIGN.items():
        if head.startswith(magic):
            raise InputError(f"{path}: {reason}")
    lines = [text for line in head.splitlines() if (text := line.removeprefix(BOM).strip())]
    if not lines:
        raise InputError(f"{path}: the file is empty")
    if not any(line.startswith((b"{", b"[")) for line in lines):
        start = visible_line(lines[0][:40].decode("utf-8", "replace"))
        raise InputError(f"{path}: not JSON: it starts with {start!r}")
    is_indented = len(lines) > 1 and not lines[0].endswith(b"}") and not lines[1].startswith(b"{")
    return ObjectSplitter() if is_indented or lines[0].startswith(b"[") else LineSplitter()
