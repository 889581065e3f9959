"""Writes a report as Markdown, on the skeleton that readers of such reports know.

Text from outside is escaped; only the human's own summaries are taken as Markdown.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from triage.analysis.figures import percent
from triage.domain.safe_text import visible
from triage.report import words
from triage.report.charts import Charts, chart_name, text_bars
from triage.report.escape import markdown_text, markdown_url
from triage.report.method import sentences
from triage.report.model import Agreement, Evidence, Report, Section
from triage.report.template import Template, fill, shipped_template
from triage.report.words import OUTDATED


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

    def chart(section: Section) -> str:
        if charts is Charts.BARS:
            return f"```text\n{text_bars(section)}\n```"
        if charts is Charts.SVG:
            return f"![{section.mark}: chart of the figures below]({chart_name(stem, section)})"
        return ""

    def coefficient(agreement: Agreement) -> str:
        figure = words.coefficient_in_words(agreement)
        return figure if agreement.value is not None else markdown_text(figure)

    filters: Mapping[str, Callable[..., str]] = {
        "inner": _inner,
        "url": markdown_url,
        "prose": visible,
        "percent": lambda share: percent(share).replace(" ", ""),
        "issues": _IssueLines().lines,
        "figure": words.figure_in_words,
        "coefficient": coefficient,
        "chart": chart,
    }
    functions = {
        "opening": words.opening,
        "base": words.base,
        "of_base": words.of_base,
        "provided": words.provided,
        "missing": words.missing,
        "in_between": words.in_between,
        "figures": words.figures_of,
        "sentences": sentences,
        "definitions": words.definitions,
    }
    used = template or shipped_template("report.md.j2")
    return _tidy(fill(used, report, markdown_text, filters, functions))


class _IssueLines:
    """Issues as items of a list.

    They are written here and not in the template, because they are nearly all of a report; an
    issue stands under several findings, so its address and memo are escaped once.
    """

    def __init__(self) -> None:
        self._url = cache(markdown_url)
        self._inner = cache(_inner)

    def lines(self, issues: Sequence[Evidence], depth: int = 0) -> str:
        """One line per issue, and one per quote beneath it, indented by so many spaces."""
        return "\n".join(line for issue in issues for line in self._lines(issue, " " * depth))

    def _lines(self, issue: Evidence, indent: str) -> Iterator[str]:
        address, memo = self._url(issue.url), self._inner(issue.memo)
        yield f"{indent}- Issue #{issue.number}({address}): {memo}"
        for excerpt in issue.excerpts:
            outdated = OUTDATED if excerpt.is_outdated else ""
            quote = excerpt.quote
            yield f"{indent}  - “{_inner(quote.text)}” ({_inner(quote.source)}{outdated})"


def _inner(text: str) -> str:
    return markdown_text(text, opens_line=False)


def _tidy(text: str) -> str:
    """One blank line at most in a row, and one newline at the end."""
    lines: list[str] = []
    for line in text.split("\n"):
        if line.strip():
            lines.append(line)
        elif lines and lines[-1]:
            lines.append("")
    return "\n".join(lines).strip("\n") + "\n"
