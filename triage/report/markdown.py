"""Writes a report as Markdown, on the skeleton that readers of such reports know.

Text from outside is escaped; only the human's own summaries are taken as Markdown.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from textwrap import indent

from triage.analysis.figures import percent
from triage.domain.safe_text import visible
from triage.report import words
from triage.report.charts import Charts, chart_name, text_bars
from triage.report.escape import markdown_text, markdown_url
from triage.report.functions import FUNCTIONS
from triage.report.issue_list import IssueList
from triage.report.model import Agreement, Report, Section
from triage.report.template import Template, fill, shipped_template


def write_markdown(
    report: Report,
    template: Template | None = None,
    charts: Charts = Charts.NONE,
    stem: str = "report",
) -> str:
    """The report as Markdown.

    Args:
        report: what to write.
        template: a user's template; None for the shipped one.
        charts: what to draw under each question.
        stem: begins the names of the chart files; see `chart_files`.

    Raises:
        InputError: the template does not work, with its line.
    """

    issues = IssueList(markdown_url, _inner, _item, _quote)
    filters: Mapping[str, Callable[..., str]] = {
        "inner": _inner,
        "url": markdown_url,
        "prose": visible,
        "percent": lambda share: percent(share).replace(" ", ""),
        "issues": lambda each, depth=0: indent(issues.items(each), " " * depth),
        "figure": words.figure_in_words,
        "coefficient": _coefficient,
        "chart": lambda section: _chart(section, charts, stem),
    }
    used = template or shipped_template("report.md.j2")
    return "".join(_tidy(_lines(fill(used, report, markdown_text, filters, FUNCTIONS))))


def _item(number: int, address: str, memo: str, quotes: str) -> str:
    link = f"({address})" if address else ""
    return f"- Issue #{number}{link}: {memo}{quotes}"


def _quote(quoted: str, source: str) -> str:
    return f"\n  - “{quoted}” ({source})"


def _coefficient(agreement: Agreement) -> str:
    figure = words.coefficient_in_words(agreement)
    return figure if agreement.value is not None else markdown_text(figure)


def _chart(section: Section, charts: Charts, stem: str) -> str:
    if charts is Charts.BARS:
        return f"```text\n{text_bars(section)}\n```"
    if charts is Charts.SVG:
        return f"![{section.mark}: chart of the figures below]({chart_name(stem, section)})"
    return ""


def _inner(text: str) -> str:
    return markdown_text(text, opens_line=False)


def _lines(pieces: Iterable[str]) -> Iterator[str]:
    """The lines of a text that comes in pieces, so that a long one is never there twice."""
    rest = ""
    for piece in pieces:
        *lines, rest = (rest + piece).split("\n")
        yield from lines
    yield rest


def _tidy(lines: Iterable[str]) -> Iterator[str]:
    """One blank line at most in a row, none at either end, and a newline behind each line."""
    gap: str | None = None
    for line in lines:
        if line.strip():
            yield f"{gap or ''}{line}\n"
            gap = ""
        elif gap is not None:
            gap = "\n"
