"""The audit as a whole: silent on correct reports, heard on spoiled ones."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from tests.report.spoiled_reports import SPOILS, Spoil, spoiled
from tests.report.written_reports import Study, Style, Writer, studies, styles, thirty
from triage.report.audit import RULES, Fault, Severity, audit

STYLE = replace(Style(), figure="{k} of {n} · {percent} % [{low}–{high}]")
ALL_SPOILS = [
    pytest.param(rule, spoil, id=f"{rule}: {name}")
    for rule, spoils in SPOILS.items()
    for name, spoil in spoils
]
FOLLOWS = {
    "attainable": {"repeated"},
    "fraction": {"state"},
    "doubled": {"partition", "short-list"},
    "partition": {"short-list"},
    "state-conflict": {"partition", "state"},
    "parts": {"state"},
    "summary": {"parts"},
    "support": {"sample", "repeated"},
}
"""What else follows from one error: an issue listed twice is missing elsewhere, and so on."""


def said(faults: list[Fault]) -> str:
    return "\n".join(fault.in_words("report.md") for fault in faults)


@given(study=studies(smallest=12), style=styles())
@settings(deadline=None, max_examples=25)
def test_a_correct_report_has_no_fault_in_any_style(study: Study, style: Style) -> None:
    text = Writer(study, style).write()
    assert said(audit(text)) == ""


@given(style=styles())
@settings(deadline=None, max_examples=12)
def test_a_correct_report_has_no_fault_against_its_facts(style: Style) -> None:
    study = thirty()
    text = Writer(study, style).write()
    assert said(audit(text, facts=study.facts(), sample=study.numbers, population=900)) == ""


@pytest.mark.parametrize(("rule", "spoil"), ALL_SPOILS)
def test_one_planted_error_gives_its_rule_and_what_follows(rule: str, spoil: Spoil) -> None:
    study = thirty()
    text, line = spoiled(study, STYLE, spoil)
    needs_facts = next(each for each in RULES if each.name == rule).needs_facts
    faults = audit(text, facts=study.facts() if needs_facts else None)
    assert any(fault.rule == rule and fault.line == line for fault in faults), said(faults)
    assert {fault.rule for fault in faults} <= {rule} | FOLLOWS.get(rule, set()), said(faults)


@given(style=styles(), rule=st.sampled_from(["doubled", "link", "sample", "threshold", "support"]))
@settings(deadline=None, max_examples=15)
def test_a_planted_error_is_seen_in_any_style(style: Style, rule: str) -> None:
    _, spoil = SPOILS[rule][0]
    url_is_number = "#{number}" not in style.citation or "{url}" not in style.citation
    if rule == "link" and url_is_number:
        return
    text, line = spoiled(thirty(), style, spoil)
    faults = audit(text)
    assert any(fault.rule == rule and fault.line == line for fault in faults), said(faults)


def test_faults_come_in_the_order_of_their_lines() -> None:
    _, spoil = SPOILS["threshold"][0]
    text, _ = spoiled(thirty(), STYLE, spoil)
    text = text.replace("singers", "").replace("2-4x", "TODO 2-4x")
    lines = [fault.line for fault in audit(text)]
    assert len(lines) > 1
    assert lines == sorted(lines)


def test_a_fault_reads_as_one_line_with_file_line_severity_and_rule() -> None:
    fault = Fault(
        line=80, severity=Severity.ERROR, rule="summary", claimed="“a” 27%", found="b has 7%"
    )
    assert fault.in_words("report.md") == "report.md:80: error [summary] “a” 27%, b has 7%"


def test_an_empty_report_has_no_fault() -> None:
    assert audit("") == []


def test_every_rule_has_a_spoil_that_it_sees() -> None:
    assert set(SPOILS) == {rule.name for rule in RULES}


def test_the_documentation_has_one_row_for_each_rule() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "audit.md").read_text("utf-8")
    rows = [
        tuple(cell.strip() for cell in line.strip("|\n").split("|")[:2])
        for line in page.splitlines()
        if line.startswith("| `")
    ]
    assert rows == [(f"`{rule.name}`", rule.says) for rule in RULES]


@given(st.text(max_size=400))
@settings(deadline=None, max_examples=60)
def test_any_text_can_be_audited(text: str) -> None:
    audit(text)


def test_what_was_closed_as_not_planned_is_not_implemented() -> None:
    writer = Writer(thirty(), Style())
    text = writer.write()
    facts = thirty().facts()
    number = next(number for number, held in thirty().outcomes.items() if held == "Implemented")
    facts[number] = structs.replace(facts[number], state_reason="not_planned")
    (fault,) = audit(text, facts=facts)
    assert (fault.rule, fault.line) == (
        "state",
        writer.line_of("citation", "3", "Implemented", str(number)),
    )
    assert fault.found == "GitHub says closed as not planned"
