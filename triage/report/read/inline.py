"""Takes the inline marks out of Markdown, so that labels and memos compare as words.

Emphasis, code marks, link targets, footnote marks, escapes and entities go; the words stay, and
what `triage.report.escape.markdown_text` wrote comes back as it was. A link that is not one,
`Issue #12(https://…)`, keeps its address, because there it is text.
"""

import re
from html import unescape

_LINK = re.compile(r"(?<!\\)!?\[((?:[^\[\]\\]|\\.)*)\]\((?:[^()\s\\]|\\.|\([^()\s]*\))*\)")
_SPELLED = re.compile(
    r"\\([!-/:-@\[-`{-~])|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
)
"""A backslash escape, or an entity."""
_STRONG = re.compile(r"(?<!\\)(\*\*|__)(?=\S)(.+?)(?<=[^\s\\])\1", re.DOTALL)
_EMPHASIS = re.compile(r"(?<![\\\w*])([*_])(?=[^\s*_])([^*_\n]*[^\s*_\\])\1(?![\w*])")
_CODE = re.compile(r"(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)


_FOOTNOTE = re.compile(r"(?<!\\)\[\^[^\]\s]{1,40}\](?!:)")
_STATEMENT_MARKS = str.maketrans(dict.fromkeys("0123456789%#", "·"))


def without_code_claims(text: str) -> str:
    """Inline Markdown in which code states nothing: no number, no issue, no `TODO`.

    Its words stay, so that a name in code can be compared with others; so do all lengths.
    """
    return _CODE.sub(lambda code: code[0].translate(_STATEMENT_MARKS).lower(), text)


def plain(text: str) -> str:
    """The words of a piece of inline Markdown, on one line."""
    return " ".join(plain_lines(text).split())


def plain_heading(text: str) -> str:
    """The words of a heading, without the pictures that some writers put before them."""
    return without_pictures(plain(text))


def without_pictures(words: str) -> str:
    """Plain words without the pictures that some writers put before them."""
    return _PICTURES.sub("", words)


_PICTURES = re.compile(r"^(?:[\u2190-\u2bff\u3030\U0001f000-\U0001faff][\u200d\ufe0e\ufe0f]?\s*)+")


def plain_lines(text: str) -> str:
    """The words of a piece of inline Markdown, line for line."""
    parts: list[str] = []
    end = 0
    for match in _CODE.finditer(text):
        parts += [_without_marks(text[end : match.start()]), match[2]]
        end = match.end()
    parts.append(_without_marks(text[end:]))
    return "".join(parts)


def _without_marks(text: str) -> str:
    text = _LINK.sub(r"\1", _FOOTNOTE.sub("", text))
    text = _STRONG.sub(r"\2", text)
    text = _EMPHASIS.sub(r"\2", text)
    text = _SPELLED.sub(lambda found: found[1] or unescape(found[0]), text)
    return text.replace("@\u2060", "@")
