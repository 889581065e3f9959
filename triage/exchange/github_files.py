"""Issues and comments from files in the shape of GitHub's REST interface.

Files come from scripts, archives and other people, so a row that cannot be used is an answer
like the others: it says where it stands and why, and the good rows around it stay. Pull
requests, which GitHub lists among issues, are counted and left out.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec
from msgspec import Struct

from triage.domain.errors import InputError
from triage.domain.github_json import decode_comment, decode_issue, repository_in
from triage.domain.issue import Comment, Issue
from triage.exchange.json_rows import Progress, read_rows
from triage.exchange.json_splitting import Broken

_Value = TypeVar("_Value")
_ISSUE_ADDRESS = re.compile(r"/(issues|pull)/([0-9]{1,10})(?:[/#?]|\Z)")
_SEARCH_ANSWER = re.compile(rb'\{\s*"total_count"\s*:')
_A_COMMENT = "a comment, not an issue"
_AN_ISSUE = "an issue, not a comment"
_OTHER_KINDS = (_A_COMMENT, _AN_ISSUE)
"""One such row is a slip, but a file that begins with it was meant for the other command."""
_OF_GH = "written by gh issue list; gh api gives the shape that is needed, see docs/load.md"


@dataclass(frozen=True)
class BadRow:
    """A row that was not read; print its words through `safe_text.visible`."""

    file: str
    line: int
    """Line on which the row starts, from 1."""
    row: int
    """Position among the rows of the file, from 1; an array may stand on one line."""
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: row {self.row}: {self.reason}"


@dataclass
class LoadCount:
    """What became of the rows that were read so far."""

    loaded: int = 0
    pull_requests: int = 0
    bad_rows: int = 0


class FiledComment(NamedTuple):
    """A comment and the issue that it stands under."""

    repository: str
    number: int
    comment: Comment


def read_issues(
    path: Path,
    repository: str | None = None,
    *,
    count: LoadCount | None = None,
    on_progress: Progress | None = None,
) -> Iterator[Issue | BadRow]:
    """The issues of a file in its order, and the rows that are none.

    Args:
        path: JSON lines or JSON array, plain or gzip; answers of GitHub's search count as well.
        repository: `owner/name` for rows that do not name their own.
        count: told what became of each row.
        on_progress: told bytes read and bytes in all, a few times a megabyte.

    Raises:
        InputError: the file cannot be read at all, or its first row is a comment.
    """

    return read_objects(path, lambda text: decode_row(text, repository), count, on_progress)


def read_comments(
    path: Path, *, count: LoadCount | None = None, on_progress: Progress | None = None
) -> Iterator[FiledComment | BadRow]:
    """The comments of a file in its order, and the rows that are none.

    Comments under pull requests are counted and left out where a row tells.

    Raises:
        InputError: the file cannot be read at all, or its first row is an issue.
    """
    return read_objects(path, _filed_comment, count, on_progress)


def read_objects(
    path: Path,
    decode: Callable[[bytes], _Value | None],
    count: LoadCount | None = None,
    on_progress: Progress | None = None,
) -> Iterator[_Value | BadRow]:
    """What the rows of a file are decoded to, in its order, and the rows that could not be.

    Args:
        path: JSON lines or JSON array, plain or gzip.
        decode: takes the text of one object, gives None for a pull request, or raises.
        count: told what became of each row.
        on_progress: told bytes read and bytes in all.

    Raises:
        InputError: the file cannot be read at all, or its first row is of another kind.
    """
    count = LoadCount() if count is None else count
    for row, (line, content) in enumerate(_contents(path, on_progress), 1):
        try:
            if isinstance(content, str):
                raise InputError(content)
            value = decode(content)
        except InputError as error:
            if row == 1 and str(error) in _OTHER_KINDS:
                raise InputError(f"{path}: the file begins with {error}") from error
            count.bad_rows += 1
            yield BadRow(str(path), line, row, str(error))
            continue
        if value is None:
            count.pull_requests += 1
        else:
            count.loaded += 1
            yield value


def _contents(path: Path, on_progress: Progress | None) -> Iterator[tuple[int, bytes | str]]:
    """Line and text of each object; in place of a text that is broken, the reason."""
    for found in read_rows(path, on_progress):
        if isinstance(found, Broken):
            yield found
        else:
            yield from ((found.line, text) for text in _unwrapped(found.text))


def _unwrapped(text: bytes) -> list[bytes]:
    """The objects in an answer of GitHub's search, or in an array on one line; else itself."""
    with suppress(msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        if _SEARCH_ANSWER.match(text):
            return [bytes(item) for item in _SEARCH.decode(text).items]
        if text.startswith(b"["):
            return [bytes(item) for item in _ARRAY.decode(text)]
    return [text]


def decode_row(text: bytes, repository: str | None = None) -> Issue | None:
    """An issue in GitHub's shape; None for a pull request.

    Raises:
        InputError: it is neither, with what it seems to be instead.
    """
    try:
        return decode_issue(text, repository)
    except InputError as error:
        raise InputError(_what_instead(text) or str(error)) from error


def _what_instead(text: bytes) -> str:
    """What a row that is no issue seems to be; empty when it cannot be told."""
    with suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        signs = _SIGNS.decode(text)
        if signs.issue_url and not signs.number:
            return _A_COMMENT
        if signs.gh_created_at:
            return _OF_GH
    return ""


def _filed_comment(text: bytes) -> FiledComment | None:
    comment = decode_comment(text)
    signs = _SIGNS.decode(text)
    if signs.number:
        raise InputError(_AN_ISSUE)
    addresses = [each for each in (signs.html_url, signs.issue_url) if isinstance(each, str)]
    homes = [home for address in addresses if (home := _ISSUE_ADDRESS.search(address))]
    repository = repository_in(*addresses)
    if not homes or repository is None:
        raise InputError("the comment does not say which issue it stands under")
    if homes[0][1] == "pull":
        return None
    return FiledComment(repository, int(homes[0][2]), comment)


class _Signs(Struct):
    """Fields that tell what an object is, or where it belongs."""

    number: object = None
    issue_url: object = None
    html_url: object = None
    gh_created_at: object = msgspec.field(default=None, name="createdAt")


class _SearchAnswer(Struct):
    items: list[msgspec.Raw]


_SIGNS = msgspec.json.Decoder(_Signs)
_ARRAY = msgspec.json.Decoder(list[msgspec.Raw])
_SEARCH = msgspec.json.Decoder(_SearchAnswer)
