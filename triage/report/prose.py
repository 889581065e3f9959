"""The human's own Markdown as HTML and as LaTeX.

Summaries are short texts: paragraphs, lists, emphasis, code, links. Raw HTML is printed as text,
a picture is a link to it, links lead to the web or nowhere, and headings become bold lines, so that
a summary cannot change the structure of the report.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from triage.domain.safe_text import visible
from triage.report.escape import html_text, html_url, latex_text, latex_url

if TYPE_CHECKING:
    from markdown_it.token import Token


class _Vocabulary(Struct, frozen=True):
    """How a format writes what Markdown means."""

    text: Callable[[str], str]
    url: Callable[[str], str]
    link: tuple[str, str, str]
    """Before, between and behind address and words."""
    code_block: tuple[str, str, str]
    """Before the first line, between lines, behind the last."""
    blank_line: str
    marks: Mapping[str, str]
    """By token; what is not among them is left out."""


def html_prose(markdown: str) -> str:
    """The Markdown as HTML."""
    return _rendered(markdown, _HTML)


def latex_prose(markdown: str) -> str:
    """The Markdown as LaTeX."""
    return _rendered(markdown, _LATEX)


def _latex_piece(text: str) -> str:
    """A piece of a line: the blanks at its ends hold it apart from its neighbours."""
    before = " " if text[:1].isspace() else ""
    behind = " " if text[-1:].isspace() and text.strip() else ""
    return f"{before}{latex_text(text)}{behind}"


_HTML = _Vocabulary(
    text=html_text,
    url=html_url,
    link=('<a href="', '">', "</a>"),
    code_block=("<pre><code>", "\n", "</code></pre>\n"),
    blank_line="",
    marks={
        "paragraph_open": "<p>",
        "paragraph_close": "</p>\n",
        "heading_open": "<p><strong>",
        "heading_close": "</strong></p>\n",
        "bullet_list_open": "<ul>\n",
        "bullet_list_close": "</ul>\n",
        "ordered_list_open": "<ol>\n",
        "ordered_list_close": "</ol>\n",
        "list_item_open": "<li>",
        "list_item_close": "</li>\n",
        "blockquote_open": "<blockquote>\n",
        "blockquote_close": "</blockquote>\n",
        "strong_open": "<strong>",
        "strong_close": "</strong>",
        "em_open": "<em>",
        "em_close": "</em>",
        "code_open": "<code>",
        "code_close": "</code>",
        "softbreak": "\n",
        "hardbreak": "<br>\n",
    },
)

_LATEX = _Vocabulary(
    text=_latex_piece,
    url=latex_url,
    link=(r"\href{", "}{", "}"),
    code_block=("\\begin{quote}\\ttfamily\n", "\\\\\n", "\n\\end{quote}\n"),
    blank_line="~",
    marks={
        "paragraph_close": "\n\n",
        "heading_open": r"\textbf{",
        "heading_close": "}\n\n",
        "bullet_list_open": "\\begin{itemize}\n",
        "bullet_list_close": "\\end{itemize}\n",
        "ordered_list_open": "\\begin{enumerate}\n",
        "ordered_list_close": "\\end{enumerate}\n",
        "list_item_open": r"\item{} ",
        "list_item_close": "\n",
        "blockquote_open": "\\begin{quote}\n",
        "blockquote_close": "\\end{quote}\n",
        "strong_open": r"\textbf{",
        "strong_close": "}",
        "em_open": r"\emph{",
        "em_close": "}",
        "code_open": r"\texttt{",
        "code_close": "}",
        "softbreak": "\n",
        "hardbreak": "\\newline\n",
    },
)


def _rendered(markdown: str, vocabulary: _Vocabulary) -> str:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False})
    return "".join(_pieces(parser.parse(visible(markdown)), vocabulary)).rstrip("\n") + "\n"


def _pieces(tokens: "Iterable[Token]", vocabulary: _Vocabulary) -> Iterator[str]:
    opened: list[bool] = []
    for token in tokens:
        if token.hidden:
            continue
        if token.type == "inline":
            yield from _pieces(token.children or (), vocabulary)
        elif token.type == "text":
            yield vocabulary.text(token.content)
        elif token.type == "code_inline":
            yield vocabulary.marks["code_open"]
            yield vocabulary.text(token.content)
            yield vocabulary.marks["code_close"]
        elif token.type in ("fence", "code_block"):
            before, between, behind = vocabulary.code_block
            rows = token.content.rstrip("\n").split("\n")
            lines = (vocabulary.text(row) or vocabulary.blank_line for row in rows)
            yield before + between.join(lines) + behind
        elif token.type == "image":
            address = "" if any(opened) else vocabulary.url(str(token.attrs.get("src", "")))
            yield _linked(vocabulary, address, vocabulary.text(token.content or "picture"))
        elif token.type == "link_open":
            address = vocabulary.url(str(token.attrs.get("href", "")))
            opened.append(bool(address))
            before, between, _ = vocabulary.link
            yield before + address + between if address else ""
        elif token.type == "link_close":
            yield vocabulary.link[2] if opened.pop() else ""
        else:
            yield vocabulary.marks.get(token.type, "")


def _linked(vocabulary: _Vocabulary, address: str, words: str) -> str:
    before, between, behind = vocabulary.link
    return f"{before}{address}{between}{words}{behind}" if address else words
