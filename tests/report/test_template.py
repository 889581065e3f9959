import pytest

from tests.report.material import small_material
from triage.domain.errors import InputError
from triage.report.build import build_report
from triage.report.template import Marks, Template, fill

REPORT = build_report(small_material([]))


def filled(text: str, marks: Marks | None = None) -> str:
    pieces = fill(
        Template(text=text, name="own.j2"),
        REPORT,
        escape=lambda each: f"<{each}>",
        filters={"loud": str.upper},
        functions={"greet": lambda name: f"hello {name}"},
        marks=marks,
    )
    return "".join(pieces)


def test_whatever_is_printed_is_escaped_but_for_what_a_filter_finished() -> None:
    assert filled("a {{ 'b' ~ greet('c') }} {{ 'd' | loud }}") == "a <bhello c> D"


def test_what_a_macro_printed_is_not_escaped_again() -> None:
    text = "{% macro twice(x) %}{{ x }}{{ x }}{% endmacro %}{{ twice(greet('a')) }}"
    assert filled(text) == "<hello a><hello a>"


def test_a_format_can_have_marks_of_its_own() -> None:
    marks = Marks(block=("<%", "%>"), variable=("<<", ">>"), comment=("<#", "#>"))
    assert (
        filled("{{<# not this #>{<< greet(1) >>}<% if 1 %>!<% endif %>", marks) == "{{{<hello 1>}!"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("one\n{% if %}", "own.j2:2: Expected an expression"),
        ("one\ntwo {{ report.sense }}", "own.j2:2: the template cannot be filled: "),
        ("{{ unknown }}", "own.j2:1: the template cannot be filled: 'unknown' is undefined"),
        ("\n\n{{ 1 / 0 }}", "own.j2:3: the template cannot be filled: division by zero"),
        ("{{ report.title + 1 }}", "own.j2:1: the template cannot be filled: "),
        ("{{ ''.__class__.__mro__ }}", "own.j2:1: the template cannot be filled: access to"),
        ("{% include 'etc' %}", "own.j2:1: the template cannot be filled: "),
        ("{{ range(10000000) }}", "own.j2:1: the template cannot be filled: Range too big"),
    ],
)
def test_a_template_that_does_not_work_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        filled(text)
    assert str(caught.value).startswith(message)
