"""Text from outside, as plain text of Markdown, HTML, LaTeX and CSV.

A title must not add a heading, a link, an image, a list item, a table cell or a script to a
report, and must still be readable in the report's source. So only those characters are escaped
that would mean something where they stand: `snake_case`, `[Feature] x` and `a < b` stay as
they are. All texts pass through `visible_line` first: they are one line, without controls.
"""

import html
import re
from collections.abc import Container
from urllib.parse import quote

from triage.domain.safe_text import visible, visible_line

_MEANINGFUL = re.compile(
    r"""
      \\ (?= [!-/:-@\[-`{-~] | \Z )         # before punctuation, or before whatever comes next
    | `
    | \|
    | (?<!\s) \*  |  \* (?!\s)
    | (?<!_) (?: (?<![^\W_]) _+ | _+ (?![^\W_]) ) (?!_)     # a run of _ that is not inside a word
    | ~ (?!\d)  |  (?<=[^\s(]) ~            # a tilde that is not "about": ~30
    | [\[\]]                                # kept by `_escaped` when they are a harmless pair
    | < (?= [A-Za-z/!?] | \Z )
    | & (?= \#? [0-9A-Za-z]{1,40} ; )
    | \$
    | (?<=/) / (?= [^\s/] )                 # addresses that GitHub and others make links of
    | (?<=www) \.
    | @ (?= [A-Za-z0-9] )
    | ! \Z
    | (?: (?<=\s) | \A ) \# (?= \#* \Z )    # what ends a heading
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HARMLESS_PAIR = re.compile(r"\[ [^\[\]]* \] (?! \( | \Z )", re.VERBOSE)
_BLOCK_MARK = re.compile(r"\A(?:(?=[#>+\-=:])|(\d{1,9})(?=[.)](?:\s|\Z)))")

_JOINER = "\u2060"
_SPELLED = {"<": "&lt;", "&": "&amp;", "@": f"\\@{_JOINER}"}
"""What a backslash does not stop everywhere. The word joiner, without width, keeps GitHub from
making a mention of a login, which would notify its owner when a report is posted."""

_FROM_MARKDOWN = re.compile(r"\\([!-/:-@\[-`{-~])|&(lt|amp);|(?<=@)" + _JOINER)
_WEB_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:[/?#].*)?", re.IGNORECASE)
_UNSAFE_UNDERSCORE = re.compile(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_SURROGATE = re.compile("[\ud800-\udfff]")
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")

_BREAK = "\u200b"
"""The zero-width space: where a word may be broken, in LaTeX as in HTML."""

_ENDLESS_WORD = re.compile(r"(?:(?<=[^\s-]{12})|(?=[^\s-]{25}))[^\s-]{12}(?=[^\s-])")
"""Twelve characters within a word of more than two dozen; at a hyphen it may be broken anyway."""

_NO_CHARACTERS = (
    *range(0xFDD0, 0xFDF0),
    0xFFFD,
    *(plane + last for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)),
)
"""Code points that LuaTeX refuses, in place of characters or for ever none."""

_LATEX = str.maketrans(
    {
        **{chr(code): rf"\textless{{}}U+{code:04X}\textgreater{{}}" for code in _NO_CHARACTERS},
        _BREAK: r"\allowbreak{}",
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "%": r"\%",
        "_": r"\_",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        "`": r"\`{}",
    }
)


def markdown_text(text: str, *, opens_line: bool = True) -> str:
    """The text as plain text of a Markdown line, table cell, heading, emphasis or link.

    Rendered as CommonMark or GitHub Flavored Markdown it reads as `visible_line(text)` without
    outer spaces. GitHub still finds `#12` in it; a definition `[x]: …` elsewhere in the report
    would make a link of `[x]`.

    Args:
        text: any text.
        opens_line: whether it may stand first in a line, list item or quotation. Behind other
            words `[Feature]: x` and `- x` are plain as they are.
    """
    line = visible_line(text).strip()
    pairs = (pair.span() for pair in _HARMLESS_PAIR.finditer(line, int(opens_line)))
    harmless = {place for start, end in pairs for place in (start, end - 1)}
    if line.count("$") == 1:
        harmless.add(line.index("$"))
    escaped = _MEANINGFUL.sub(lambda found: _escaped(found, harmless), line)
    return _BLOCK_MARK.sub(_with_backslash, escaped) if opens_line else escaped


def plain_from_markdown(markdown: str) -> str:
    """The text that `markdown_text` was given, as one visible line without outer spaces."""
    return _FROM_MARKDOWN.sub(lambda found: found[1] or _ENTITIES.get(found[2], ""), markdown)


def web_address(url: str) -> str:
    """The address if it is one of the web, percent-encoded where needed; else nothing.

    Only http and https count, without a user name, which serves to disguise the host.
    """
    if not _WEB_ADDRESS.fullmatch(url):
        return ""
    return quote(url, safe="%/:?#=&+,;.-_~@!$'()*", errors="replace")


def markdown_url(url: str) -> str:
    """The address for a Markdown link or bare between parentheses; empty if it is not safe."""
    encoded = quote(web_address(url), safe="%/:?#=&+,.-_")
    return _UNSAFE_UNDERSCORE.sub("%5F", encoded)


def html_text(text: str) -> str:
    """The text for an element or a quoted attribute of HTML; newlines stay."""
    return html.escape(visible(text))


def html_url(url: str) -> str:
    """The address for a quoted attribute of HTML; empty if it is not safe."""
    return html.escape(web_address(url))


def latex_text(text: str) -> str:
    """The text for LaTeX's paragraphs, items, cells and arguments in braces.

    Hyphens do not join to dashes, and a leading `[` or `*` is not an argument of the `\\item` or
    `\\\\` before it. A word that is longer than a line of a table may be broken.
    """
    line = _ENDLESS_WORD.sub(rf"\g<0>{_BREAK}", visible_line(text).strip())
    escaped = line.translate(_LATEX).replace("--", "-{}-{}")
    return f"{{{escaped[0]}}}{escaped[1:]}" if escaped.startswith(("[", "*")) else escaped


def latex_url(url: str) -> str:
    """The address for `\\href` or `\\url`, also inside other commands; empty if not safe."""
    return markdown_url(url).replace("%", r"\%").replace("#", r"\#").replace("&", r"\&")


def csv_cell(text: str, *, for_spreadsheet: bool) -> str:
    """The value of a cell, before quoting; exact but for lone surrogates, which no file can hold.

    For a spreadsheet an apostrophe keeps what looks like a formula from being one.
    """
    cell = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
    return f"'{cell}" if for_spreadsheet and cell.startswith(_FORMULA_STARTS) else cell


_ENTITIES = {"lt": "<", "amp": "&"}


def _escaped(found: re.Match[str], harmless: Container[int]) -> str:
    if found.start() in harmless:
        return found[0]
    return "".join(_SPELLED.get(character, f"\\{character}") for character in found[0])


def _with_backslash(found: re.Match[str]) -> str:
    return f"{found[1] or ''}\\"
