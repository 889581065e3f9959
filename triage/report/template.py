"""Fills a report template, so that forgetting to escape is impossible.

Whatever a template prints passes the format's own escaping; only what a filter or function of
ours has marked as finished (`Markup`) is printed as it is. A template comes from this package or
from an explicit option, never from a workspace, and runs in jinja2's sandbox.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from types import CodeType
from typing import TYPE_CHECKING

from msgspec import Struct

from triage.domain.errors import InputError
from triage.report.model import Report

if TYPE_CHECKING:
    from jinja2 import Environment


class Marks(Struct, frozen=True):
    """What opens and closes the parts of a template."""

    block: tuple[str, str] = ("{%", "%}")
    variable: tuple[str, str] = ("{{", "}}")
    comment: tuple[str, str] = ("{#", "#}")


class Template(Struct, frozen=True, kw_only=True):
    """The text of a template, and what its errors call it."""

    text: str
    name: str


def shipped_template(name: str) -> Template:
    """A template of this package by its file name."""
    text = files("triage.report.templates").joinpath(name).read_text("utf-8")
    return Template(text=text, name=name)


def fill(
    template: Template,
    report: Report,
    escape: Callable[[str], str],
    filters: Mapping[str, Callable[..., str]],
    functions: Mapping[str, object],
    marks: Marks | None = None,
) -> Iterator[str]:
    """The text of a filled template, piece by piece.

    Args:
        template: what to fill.
        report: what the template calls `report`.
        escape: makes plain text of the format of any text.
        filters: by name; what they return is printed as it is.
        functions: functions and values by name; texts that they give are escaped when printed.
        marks: the template's own marks; None for jinja2's.

    Raises:
        InputError: the template does not work, with its line.
    """
    from jinja2 import Template as Compiled
    from jinja2 import TemplateError, TemplateSyntaxError

    used = marks or Marks()
    environment = _environment(escape, used)
    environment.filters.update({name: _finishing(each) for name, each in filters.items()})
    environment.globals.update(functions)
    try:
        code = _code(template.text, escape, used, frozenset(filters))
        compiled = Compiled.from_code(environment, code, environment.make_globals(None))
        yield from compiled.generate(report=report)
    except TemplateSyntaxError as error:
        raise InputError(f"{template.name}:{error.lineno}: {error.message}") from error
    except (TemplateError, *_WRONG_EXPRESSIONS) as error:
        line = _line_in_template(error)
        raise InputError(
            f"{template.name}:{line}: the template cannot be filled: {error}"
        ) from error


_WRONG_EXPRESSIONS = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What an expression of a user's template can raise besides jinja2's own errors."""


def _environment(escape: Callable[[str], str], marks: Marks) -> "Environment":
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup

    def finished(value: object) -> object:
        is_finished = hasattr(value, "__html__")
        return value if is_finished else Markup(escape(str(value)))  # noqa: S704 - just escaped

    return ImmutableSandboxedEnvironment(
        block_start_string=marks.block[0],
        block_end_string=marks.block[1],
        variable_start_string=marks.variable[0],
        variable_end_string=marks.variable[1],
        comment_start_string=marks.comment[0],
        comment_end_string=marks.comment[1],
        undefined=StrictUndefined,
        autoescape=True,
        finalize=finished,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@lru_cache(maxsize=16)
def _code(
    text: str, escape: Callable[[str], str], marks: Marks, filters: frozenset[str]
) -> CodeType:
    """A compiled template; to compile one takes longer than to fill it.

    A filter has only its name here: what it gives depends on the report that is written.
    """
    environment = _environment(escape, marks)
    environment.filters.update(dict.fromkeys(filters, _not_yet))
    return environment.compile(text)


def _not_yet(*_: object) -> str:
    """Refuse to be computed while the template is compiled; jinja2 leaves it for later then."""
    raise NotImplementedError


def _line_in_template(error: BaseException) -> int:
    """The line at fault; jinja2 puts lines of the template into the traceback."""
    line, traceback = 1, error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == "<template>":
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


def _finishing(function: Callable[..., str]) -> Callable[..., str]:
    from markupsafe import Markup

    # The writer's filters escape what they do not make themselves.
    return lambda *arguments: Markup(function(*arguments))  # noqa: S704
