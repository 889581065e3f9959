"""Writes a report as a LaTeX article of its own, to compile or to take tables from.

The text is UTF-8 and compiles with pdfLaTeX, XeLaTeX and LuaLaTeX. pdfLaTeX stops at characters
that its fonts do not have, such as Chinese ones or emoji; those of them that occur are declared
to print as their number, `<U+6F22>`, so that a title from anywhere cannot break a build.
"""

import re
from collections.abc import Callable, Mapping

from triage.report.escape import latex_text, latex_url
from triage.report.functions import FUNCTIONS
from triage.report.issue_list import IssueList
from triage.report.model import Report
from triage.report.prose import latex_prose
from triage.report.template import Marks, Template, fill, shipped_template

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
    issues = IssueList(latex_url, _text, _item, _quote)
    filters: Mapping[str, Callable[..., str]] = {
        "url": latex_url,
        "prose": latex_prose,
        "issues": lambda each: _itemized(issues.items(each)),
        "characters": lambda _report: _DECLARATIONS,
    }
    used = template or shipped_template("report.tex.j2")
    text = "".join(fill(used, report, _text, filters, FUNCTIONS, MARKS))
    return text.replace(_DECLARATIONS, _declared(text), 1)


def _itemized(items: str) -> str:
    return f"\\begin{{itemize}}\n{items}\n\\end{{itemize}}" if items else ""


def _item(number: int, address: str, memo: str, quotes: str) -> str:
    name = rf"\#{number}"
    link = rf"\href{{{address}}}{{{name}}}" if address else name
    return rf"\item{{}} {link}: {memo}{quotes}"


def _quote(words: str, source: str) -> str:
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
