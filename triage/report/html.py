"""Writes a report as one HTML file that works offline, prints well and can be heard.

There is no script in it and nothing is loaded; its content security policy forbids both, should
an escape ever fail. Landmarks, headings, table captions and words for every bar serve readers
who do not see it.
"""

from importlib.resources import files

from triage.analysis.figures import percent
from triage.report import words
from triage.report.charts import bar_svg
from triage.report.escape import html_text, html_url
from triage.report.layout import groups, tables
from triage.report.method import sentences
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
    used = template or shipped_template("report.html.j2")
    return fill(
        used,
        report,
        html_text,
        filters={"url": html_url, "prose": html_prose, "bar": bar_svg, "styles": _styles},
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
    )


def _styles(name: str) -> str:
    return files("triage.report.templates").joinpath(name).read_text("utf-8")
