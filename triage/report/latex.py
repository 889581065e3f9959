"""Writes a report as a LaTeX article of its own, to compile or to take tables from.

The text is UTF-8 and compiles with pdfLaTeX, XeLaTeX and LuaLaTeX. pdfLaTeX stops at characters
that its fonts do not have, such as Chinese ones or emoji; those of them that occur are declared
to print as their number, `<U+6F22>`, so that a title from anywhere cannot break a build.
"""

import re
from collections.abc import Sequence
from functools import cache

from triage.analysis.figures import percent
from triage.report import words
from triage.report.escape import latex_text, latex_url
from triage.report.layout import groups, tables
from triage.report.method import sentences
from triage.report.model import Evidence, Excerpt, Report
from triage.report.prose import latex_prose
from triage.report.template import Marks, Template, fill, shipped_template
from triage.report.words import OUTDATED

MARKS = Marks(block=("<%", "%>"), variable=("<<", ">>"), comment=("<#", "#>"))
"""What a LaTeX template uses, since braces and percent signs mean something in LaTeX."""

_DECLARATIONS = "\\triagecharacters"
_BEYOND_LATIN_1 = re.compile("[^\x00-\xff]")


def write_latex(report: Report, template: Template | None = None) -> str:
    """The report as LaTeX.

    Args:
        report: what to write.
        template: a user's template; None for the shipped one.

    Raises:
        InputError: the template does not work, with its line.
    """
    text = fill(
        template or shipped_template("report.tex.j2"),
        report,
        _text,
        filters={
            "url": latex_url,
            "prose": latex_prose,
            "issues": _IssueItems().items,
            "characters": lambda _report: _DECLARATIONS,
        },
        functions={
            "opening": words.opening,
            "base": words.base,
            "tables": tables,
            "groups": groups,
            "percent": percent,
            "range": words.range_in_words,
            "figure": words.figure_in_words,
            "figures": words.figures_of,
            "coefficient": words.coefficient_in_words,
            "sentences": sentences,
            "definitions": words.definitions,
        },
        marks=MARKS,
    )
    return text.replace(_DECLARATIONS, _declared(text), 1)


class _IssueItems:
    """Issues as a list.

    They are written here and not in the template, because they are nearly all of a report; an
    issue stands under several findings, so its address and memo are escaped once.
    """

    def __init__(self) -> None:
        self._url = cache(latex_url)
        self._text = cache(_text)

    def items(self, issues: Sequence[Evidence]) -> str:
        """The list, with the quotes under each issue; nothing for none."""
        items = "\n".join(map(self._item, issues))
        return f"\\begin{{itemize}}\n{items}\n\\end{{itemize}}" if items else ""

    def _item(self, issue: Evidence) -> str:
        number, address = rf"\#{issue.number}", self._url(issue.url)
        link = rf"\href{{{address}}}{{{number}}}" if address else number
        quotes = "".join(map(_quote, issue.excerpts))
        return rf"\item{{}} {link}: {self._text(issue.memo)}{quotes}"


def _quote(excerpt: Excerpt) -> str:
    source = _text(excerpt.quote.source) + (OUTDATED if excerpt.is_outdated else "")
    words = _text(excerpt.quote.text)
    return f"\n\\begin{{quote}}\\small ``{words}'' ({source})\\end{{quote}}"


def _text(text: str) -> str:
    """Escaped text in which a percent sign stays on the line of its number."""
    return latex_text(text).replace(r" \%", r"~\%")


_DECLARATION = r"""\ifPDFTeX
\newcommand{\nocharacter}[1]{%
  \texorpdfstring{\texttt{\textless{}U+#1\textgreater{}}\hspace{0pt}}{U+#1}}
\newcommand{\declarenocharacter}[2]{%
  \expandafter\ifx\csname u8:\detokenize{#2}\endcsname\relax
    \DeclareUnicodeCharacter{#1}{\nocharacter{#1}}%
  \fi}
DECLARED
\fi"""
"""LaTeX keeps a character of several bytes under the name `u8:` with these bytes."""


def _declared(text: str) -> str:
    """Declarations for the characters beyond Latin 1 that pdfLaTeX may not know."""
    characters = sorted(set(_BEYOND_LATIN_1.findall(text)))
    lines = (f"\\declarenocharacter{{{ord(each):04X}}}{{{each}}}" for each in characters)
    return _DECLARATION.replace("DECLARED", "\n".join(lines)) if characters else ""
