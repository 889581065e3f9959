"""Writes a report as one HTML file that works offline, prints well and can be heard.

There is no script in it and nothing is loaded; its content security policy forbids both, should
an escape ever fail. Landmarks, headings, table captions and words for every bar serve readers
who do not see it.
"""

from collections.abc import Callable, Mapping
from importlib.resources import files

from triage.report.charts import bar_svg
from triage.report.escape import html_text, html_url
from triage.report.functions import FUNCTIONS
from triage.report.issue_list import IssueList
from triage.report.model import Report
from triage.report.prose import html_prose
from triage.report.template import Template, fill, shipped_template


def write_html(report: Report, template: Template | None = None) -> str:
    """The report as HTML.

    Args:
        report: what to write.
        template: a user's template; None for the shipped one.

    Raises:
        InputError: the template does not work, with its line.
    """
    issues = IssueList(html_url, html_text, _item, _quote)
    filters: Mapping[str, Callable[..., str]] = {
        "url": html_url,
        "prose": html_prose,
        "bar": bar_svg,
        "styles": _styles,
        "issues": lambda each: f'<ul class="issues">\n{issues.items(each)}\n</ul>',
    }
    used = template or shipped_template("report.html.j2")
    return "".join(fill(used, report, html_text, filters, FUNCTIONS))


def _styles(name: str) -> str:
    return files("triage.report.templates").joinpath(name).read_text("utf-8")


def _item(number: int, address: str, memo: str, quotes: str) -> str:
    name = f"Issue #{number}"
    link = f'<a href="{address}">{name}</a>' if address else name
    return f"<li>{link}: <bdi>{memo}</bdi>{quotes}</li>"


def _quote(words: str, source: str) -> str:
    return f"\n<blockquote><bdi>{words}</bdi> <cite>{source}</cite></blockquote>"
