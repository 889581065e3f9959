"""Writes a report in the format that a file's suffix names; every format has the same figures."""

import msgspec
from msgspec import Struct

from triage.domain.errors import InputError
from triage.report.charts import Charts, chart_files
from triage.report.html import write_html
from triage.report.latex import write_latex
from triage.report.markdown import write_markdown
from triage.report.model import Report
from triage.report.tables import write_csv
from triage.report.template import Template

SUFFIXES = (".md", ".html", ".tex", ".csv", ".json")
"""What a report can be written as."""


class Options(Struct, frozen=True, kw_only=True):
    """How a report is to be written; what does not concern a format is ignored."""

    template: Template | None = None
    """A user's own, for Markdown, HTML and LaTeX."""
    charts: Charts = Charts.NONE
    """Of Markdown."""
    stem: str = "report"
    """Begins the names of chart files."""
    for_spreadsheet: bool = False
    """Of CSV."""


def write_report(report: Report, suffix: str, options: Options = Options()) -> str:  # noqa: B008
    """The report as text.

    Args:
        report: what to write.
        suffix: one of `SUFFIXES`, in any case.
        options: how.

    Raises:
        InputError: there is no such format, it takes no template, or the template does not work.
    """
    chosen = suffix.lower()
    if options.template is not None and chosen in (".csv", ".json"):
        raise InputError(f"{options.template.name}: {chosen} is written without a template")
    match chosen:
        case ".md":
            return write_markdown(report, options.template, options.charts, options.stem)
        case ".html":
            return write_html(report, options.template)
        case ".tex":
            return write_latex(report, options.template)
        case ".csv":
            return write_csv(report, for_spreadsheet=options.for_spreadsheet)
        case ".json":
            return write_json(report)
    known = f"{', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}"
    raise InputError(f"a report cannot be written as “{suffix}”: end the file's name in {known}")


def extra_files(report: Report, suffix: str, options: Options) -> dict[str, str]:
    """The files that a report refers to, by name, to be written beside it."""
    is_drawn = suffix.lower() == ".md" and options.charts is Charts.SVG
    return chart_files(report, options.stem) if is_drawn else {}


def write_json(report: Report) -> str:
    """The report itself as JSON; `read_json` gives it back.

    Lone surrogates, which no file can hold, become U+FFFD.
    """
    try:
        encoded = msgspec.json.encode(report)
    except UnicodeEncodeError:
        encoded = msgspec.json.encode(_encodable(msgspec.to_builtins(report)))
    return msgspec.json.format(encoded, indent=2).decode() + "\n"


def read_json(text: str | bytes) -> Report:
    """The report that `write_json` wrote.

    Raises:
        InputError: it is something else.
    """
    try:
        return msgspec.json.decode(text, type=Report)
    except msgspec.MsgspecError as error:
        raise InputError(f"not a report in JSON: {error}") from error


def _encodable(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, (list, tuple)):
        return [_encodable(each) for each in value]
    if isinstance(value, dict):
        return {key: _encodable(each) for key, each in value.items()}
    return value
