"""Single wrong statements, wherever they stand: the audit hears each of them."""

import pytest

from tests.report.written_reports import Style, Writer, thirty
from triage.report.audit import audit

WRONG = [
    ("40% of the sampled issues target heating speed.", "repeated"),
    ("Twelve of the 30 issues target heating speed.", "repeated"),
    ("Lid and spout hardware, with 12 of 30 issues, is frequent.", "repeated"),
    ("Remote control interface accounts for 30% of the sample.", "repeated"),
    ("73% (21/30) of the issues are closed.", "fraction"),
    ("33 of 30 issues concern tea.", "fraction"),
    ("130% of the sampled issues concern tea.", "fraction"),
    ("nine of 30 issues (33%) concern tea.", "fraction"),
    ("28% of the sampled issues concern tea.", "attainable"),
    ("7 of 40 issues concern tea.", "base"),
    ("The 40 sampled issues concern tea.", "base"),
    ("60% of the sampled issues are closed.", "parts"),
    ("47% of the sampled issues remain open.", "repeated"),
    ("27% [31-50] of the sampled issues concern tea.", "interval"),
    ("27% of all kettle requests concern tea.", "population"),
    ("X% of the sampled issues concern tea.", "unfinished"),
    ("There are [N] issues on tea.", "unfinished"),
]


@pytest.mark.parametrize(("statement", "rule"), WRONG)
@pytest.mark.parametrize("place", [("observation", "2"), ("summary", "4")])
def test_a_wrong_statement_gives_its_rule(
    statement: str, rule: str, place: tuple[str, ...]
) -> None:
    writer = Writer(thirty(), Style())
    writer.write()
    title = "2. **Note**: " if place[0] == "observation" else ""
    writer.lines[writer.places[place]] = title + statement
    faults = audit(writer.text())
    assert {(fault.rule, fault.line) for fault in faults} == {(rule, writer.line_of(*place))}


PARTS = [
    "73% (22/30) closure rate, with implementations (27%), staleness (23%), and rejections ({}%).",
    "73% of the sampled issues were closed: 27% implemented, 23% stale, {}% rejected.",
    "The closure rate is 73% (22/30): implemented 27%, stale 23%, rejected {}%.",
    "73% are closed (27% implemented, 23% stale, {}% rejected), 27% open.",
    "Implemented (27%), stale (23%) and rejected ({}%) add up to a closure rate of 73%.",
    "Closed: 73% — implemented 27%, stale 23%, rejected {}%.",
]


@pytest.mark.parametrize("sentence", PARTS)
def test_parts_are_added_up_in_any_wording(sentence: str) -> None:
    writer = Writer(thirty(), Style())
    writer.write()
    at = writer.places["summary", "3"]
    writer.lines[at] = sentence.format(23)
    assert audit(writer.text()) == []
    writer.lines[at] = sentence.format(40)
    assert {fault.rule for fault in audit(writer.text())} == {"parts", "summary"}


SPOKEN = [
    ("#{open} is closed.", "state"),
    ("Issue #{done} is still open.", "state"),
    ("#{done} is labelled “stale”.", "label"),
    ("#{done} was opened in May 2023.", "date"),
    ("#{done} was closed 2 days after it was opened.", "date"),
    ("#{done} says “sings while the cat is asleep”.", "quotation"),
]


@pytest.mark.parametrize(("sentence", "rule"), SPOKEN)
def test_a_sentence_on_one_issue_is_held_against_its_facts(sentence: str, rule: str) -> None:
    study = thirty()
    writer = Writer(study, Style())
    writer.write()
    numbers = {
        "open": next(number for number, held in study.outcomes.items() if held == "Still brewing"),
        "done": next(number for number, held in study.outcomes.items() if held == "Implemented"),
    }
    place = ("observation", "2")
    writer.lines[writer.places[place]] = "2. **Note**: " + sentence.format(**numbers)
    faults = audit(writer.text(), facts=study.facts(), sample=study.numbers)
    assert {(fault.rule, fault.line) for fault in faults} == {(rule, writer.line_of(*place))}
