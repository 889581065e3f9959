"""Writes a report as one HTML file that works offline, prints well and can be heard.

There is no script in it and nothing is loaded; its content security policy forbids both, should
an escape ever fail. Landmarks, headings, table captions and words for every bar serve readers
who do not see it.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from triage.analysis.figures import percent
from triage.report import words
from triage.report.charts import bar_svg
from triage.report.escape import html_text, html_url
from triage.report.layout import groups, tables
from triage.report.method import sentences
from triage.report.model import Evidence, Excerpt, Report
from triage.report.prose import html_prose
from triage.report.template import Template, fill, shipped_template
from triage.report.words import OUTDATED


def write_html(report: Report, template: Template | None = None) -> str:
    """The report as HTML.

    Args:
        report: what to write.
        template: a user's template; None for the shipped one.

    Raises:
        InputError: the template does not work, with its line.
    """
    used = template or shipped_template("report.html.j2")
    return fill(
        used,
        report,
        html_text,
        filters={
            "url": html_url,
            "prose": html_prose,
            "bar": bar_svg,
            "styles": _styles,
            "issues": _IssueItems().items,
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
            "source": words.source_in_words,
            "definitions": words.definitions,
        },
    )


def _styles(name: str) -> str:
    return files("triage.report.templates").joinpath(name).read_text("utf-8")


class _IssueItems:
    """Issues as a list.

    They are written here and not in the template, because they are nearly all of a report; an
    issue stands under several findings, so its address and memo are escaped once.
    """

    def __init__(self) -> None:
        self._url = cache(html_url)
        self._text = cache(html_text)

    def items(self, issues: Sequence[Evidence]) -> str:
        """The list, with the quotes under each issue."""
        items = "\n".join(map(self._item, issues))
        return f'<ul class="issues">\n{items}\n</ul>'

    def _item(self, issue: Evidence) -> str:
        name, address = f"Issue #{issue.number}", self._url(issue.url)
        link = f'<a href="{address}">{name}</a>' if address else name
        quotes = "".join(map(_quote, issue.excerpts))
        return f"<li>{link}: <bdi>{self._text(issue.memo)}</bdi>{quotes}</li>"


def _quote(excerpt: Excerpt) -> str:
    source = html_text(excerpt.quote.source) + (OUTDATED if excerpt.is_outdated else "")
    words = html_text(excerpt.quote.text)
    return f"\n<blockquote><bdi>{words}</bdi> <cite>{source}</cite></blockquote>"
