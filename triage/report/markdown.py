"""Writes a report as Markdown, through a template that a user may replace.

A template comes from this package or from an explicit option, never from a workspace, and runs in
jinja2's sandbox. Text from outside passes the `md` filter; only the human's own narrative is
taken as Markdown.
"""

from triage.analysis.figures import percent, share_in_words
from triage.domain.errors import InputError
from triage.domain.safe_text import visible
from triage.report import words
from triage.report.escape import markdown_text, markdown_url
from triage.report.model import Report, Statement


def write_markdown(report: Report, template: str | None = None, name: str = "template") -> str:
    """The report as Markdown.

    Args:
        report: what to write.
        template: text of a user's jinja2 template; None for the shipped one.
        name: the template's file name, for errors.

    Raises:
        InputError: the template does not work, with its line.
    """
    from importlib.resources import files

    from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    if template is None:
        template = files("triage.report.templates").joinpath("report.md.j2").read_text("utf-8")
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        md=markdown_text,
        url=markdown_url,
        prose=visible,
        percent=lambda share: percent(share).replace(" ", ""),
        share=lambda finding: share_in_words(finding.k, finding.n, finding.interval),
    )
    environment.globals.update(
        opening=words.opening,
        base=words.base,
        of_base=words.of_base,
        provided=words.provided,
        missing=words.missing,
        in_between=words.in_between,
        sentences=words.sentences,
        statement_line=_statement_line,
        well_provided=words.WELL_PROVIDED,
        frequently_missing=words.FREQUENTLY_MISSING,
    )
    try:
        return _tidy(environment.from_string(template).render(report=report))
    except TemplateSyntaxError as error:
        raise InputError(f"{name}:{error.lineno}: {error.message}") from error
    except TemplateError as error:
        raise InputError(f"{name}: the template cannot be filled: {error.message}") from error


def _statement_line(statement: Statement) -> str:
    title = f"**{markdown_text(statement.title)}**: " if statement.title else ""
    support = f" (supported by {markdown_text(statement.support)})" if statement.support else ""
    return f"{title}{markdown_text(statement.text)}{support}"


def _tidy(text: str) -> str:
    """One blank line at most in a row, and one newline at the end."""
    lines: list[str] = []
    for line in text.splitlines():
        stripped = line.rstrip()
        if stripped or (lines and lines[-1]):
            lines.append(stripped)
    return "\n".join(lines).strip() + "\n"
