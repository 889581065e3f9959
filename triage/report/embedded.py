"""Codings inside a Markdown report, in an HTML comment that no reader sees.

The printed text cannot say everything: flags, confidence, where a quote begins. So a report may
carry the codings themselves, one JSON document a line, and reading it back restores them exactly.
A digest tells an edited or damaged block from a whole one. A comment may not contain two hyphens
in a row; in JSON they only occur inside strings, where one of them can be written `\\u002d`.
"""

import re
from collections.abc import Iterable
from hashlib import sha256

import msgspec
from msgspec import Struct

from triage.domain.canonical_json import canonical_json
from triage.domain.codebook import Codebook
from triage.domain.coding import Coding
from triage.domain.errors import InputError

FORMAT = 1
"""Version of the block; a higher one is refused."""

_BLOCK = re.compile(
    r"^<!-- triage-codings v(?P<format>\d{1,9})\n(?P<lines>.*?)^digest (?P<digest>\w*)\n-->",
    re.MULTILINE | re.DOTALL,
)
_BEGIN = re.compile(r"^<!-- triage-codings v", re.MULTILINE)


class EmbeddedCodings(Struct, frozen=True, kw_only=True):
    """What a report carries."""

    rater: str
    """Whose codings they are: a rater's name, or `consensus`."""
    codebook: Codebook
    codings: tuple[Coding, ...]


class _Head(Struct, frozen=True, kw_only=True):
    rater: str
    codebook: Codebook


def embed_codings(rater: str, codebook: Codebook, codings: Iterable[Coding]) -> str:
    """The block to put at the end of a Markdown report, with a newline at its end.

    Args:
        rater: whose codings they are.
        codebook: what their ids mean.
        codings: sorted by issue in the block, so that equal codings give an equal block.
    """
    head = _Head(rater=rater, codebook=codebook)
    documents: list[Struct] = [head, *sorted(codings, key=lambda coding: coding.issue)]
    lines = "".join(f"{_encoded(document)}\n" for document in documents)
    return f"<!-- triage-codings v{FORMAT}\n{lines}digest {_digest(lines)}\n-->\n"


def _encoded(document: Struct) -> str:
    """One line of JSON in which no two hyphens meet."""
    return canonical_json(document).decode().replace("--", _HYPHENS)


def embedded_codings(text: str, source: str = "report") -> EmbeddedCodings | None:
    """The codings that a report carries; None when it carries none.

    Args:
        text: the report.
        source: its name, for errors.

    Raises:
        InputError: the block is damaged, was edited, or is of a newer format.
    """
    text = text.replace("\r\n", "\n")
    blocks = list(_BLOCK.finditer(text))
    if not blocks:
        if begin := _BEGIN.search(text):
            raise _damaged(source, text, begin.start(), "it has no end")
        return None
    block = blocks[-1]
    if int(block["format"]) > FORMAT:
        raise InputError(
            f"{source}: its codings are in format {block['format']}, this triage reads up to "
            f"{FORMAT}: use a newer triage"
        )
    lines = block["lines"]
    if _digest(lines) != block["digest"]:
        raise _damaged(source, text, block.start(), "its lines do not match their digest")
    try:
        head, *documents = lines.removesuffix("\n").split("\n")
        about = msgspec.json.decode(head, type=_Head)
        codings = tuple(msgspec.json.decode(document, type=Coding) for document in documents)
    except (ValueError, msgspec.MsgspecError) as error:
        raise _damaged(source, text, block.start(), str(error)) from error
    return EmbeddedCodings(rater=about.rater, codebook=about.codebook, codings=codings)


_HYPHENS = r"-\u002d"


def _digest(lines: str) -> str:
    return sha256(lines.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _damaged(source: str, text: str, offset: int, reason: str) -> InputError:
    line = text.count("\n", 0, offset) + 1
    return InputError(
        f"{source}:{line}: the codings at the end of the report cannot be read: {reason}. "
        "Export the report again, or delete the comment to import what is printed"
    )
