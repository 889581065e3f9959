"""Statements that are no claims, or true ones: the audit has nothing to say of them."""

from dataclasses import replace

import pytest
from msgspec import structs

from tests.report.written_reports import OUTCOMES, PROBLEMS, TYPES, Style, Writer, thirty
from triage.report.audit import audit

STATEMENTS = [
    "Requests ask for 2-4x throughput, 4-bit weights, Python 3.12, 32x zoom and 71GB less memory.",
    "99% accuracy is claimed by one of them.",
    "One issue reports being 60% faster, another 15-20% slower.",
    "About half of them mention lids.",
    "The 22 closed issues were closed after a median of 40 days (shortest 0.2, longest 468).",
    "24/7 operation matters to many; GPU utilisation of 90% is common.",
    "Memory stays at 90% of GPU memory.",
    "Versions 0.5.2, 0.6.5 and 0.8.3 occur in 3 issues.",
    "8 of 30 · 27 % [14–44] of the issues ask for heating speed.",
    "Of the 22 closed issues, 8 (36%) were implemented.",
    "32% of the 22 closed issues took longer than a year.",
    "53% of the sampled issues concern heating or the lid hardware.",
    "At n = 30 the margin is ±17.7 points at 95 %.",
    "The sample of 30 issues comes from a population of 1,092 (2.7 %).",
    "See Issues #101 and #102, and PR #77 and discussion #88.",
    "Only 2/30 mention steam.",
    "Cohen's kappa was 0.81 [0.70–0.92] between two raters.",
    "Agreement was 87% (26/30) on type.",
    "27% [14–44] of all requests target heating speed.",
    "5 of the 8 heating issues mention altitude.",
    "73% are closed, 27% remain open.",
    "Heating speed (27%), lids (27%), remote control (23%) and descaling (23%) share the sample.",
    "Implemented wishes (27%) outnumber rejections (23%).",
    "Heating leads with 27%, followed by lid and spout hardware (27%) and remote control (23%).",
    "No finding reaches 50%.",
    "A confidence interval of 95 % is used.",
    "Seven of 30 carry the label “stale”; 7 of 30 carry it still.",
    "In 2 of 3 kettles the lid is loose.",
    "Kettle 3 (27% of the load) boils first.",
    "10% of all kettles boil dry, says one reporter.",
    "Some text [with](https://example.org/100%25) a link and a [note].",
    "Eight of the 30 sampled issues ask for heating speed.",
    "Two issues mention steam, one mentions tea.",
    "40% of these are closed.",
    "Of these, 3 (38%) mention altitude.",
    "Three of the eight heating issues mention altitude.",
    "Of the 22 closed issues 36% were implemented.",
    "Among the closed issues, 36% were implemented.",
    "It was drawn from 1,092 kettle reports (2.7%).",
    "The two raters agreed on 87% of the issues.",
    "22 of 30 are closed, 8 are open.",
    "Heating (27%) and lids (27%) together make up 53% of the sample.",
    "20–30% of the issues in each group mention a kitchen.",
    "At most 30% of the issues concern descaling.",
    'One of them says that "40% of requests fail".',
    "Issues #101, #105 and #109 ask for it.",
    "Upstream this is https://github.com/acme/teapot/issues/12345.",
    "Use `--boil 90%`, `TODO` and `#99999` as they are[^1].",
    "33% of heating issues mention tea.",
    "The ratio is 1:4, the top 3 are known, step 2 of 5 is missing.",
]


@pytest.mark.parametrize("statement", STATEMENTS)
@pytest.mark.parametrize("place", [("observation", "2"), ("summary", "2")])
def test_a_statement_that_is_no_wrong_claim_is_left_alone(
    statement: str, place: tuple[str, ...]
) -> None:
    study = thirty()
    writer = Writer(study, Style())
    writer.write()
    title = "2. **Note**: " if place[0] == "observation" else ""
    writer.lines[writer.places[place]] = title + statement
    faults = audit(writer.text(), facts=study.facts(), sample=study.numbers)
    assert [fault.in_words("report.md") for fault in faults] == []


MEMOS = [
    "Only 12% of requests survive, 3/4 fail",
    "TODO comments in the code are shown",
    "2-4x faster on #99999 and PR #5",
    "References issue #12808",
    "will be implemented once the lid fits",
    "open-source firmware, OpenAPI, openVINO",
    "“sings while the water is cold”",
    "\"kettle 3\" - or 'the old one'",
    "asks when it is going to be closed",
    "a label printer for stale water",
    "Closed after 5+ weeks",
    "closed two weeks after the lid was mended",
    "closed after two weeks of silence",
    "closed within a day of the second reply",
    "closed after 90 days without activity",
    "opened in March 2024",
]


@pytest.mark.parametrize("memo", MEMOS)
def test_a_memo_may_say_anything_that_is_no_claim_on_the_issue(memo: str) -> None:
    study = thirty()
    writer = Writer(study, Style())
    writer.write()
    for question, label in ((2, PROBLEMS[0]), (3, OUTCOMES[0])):
        at = min(
            at for key, at in writer.places.items() if key[:3] == ("citation", str(question), label)
        )
        head, _, _ = writer.lines[at].partition("): ")
        writer.lines[at] = f"{head}): {memo}"
    faults = audit(writer.text(), facts=study.facts(), sample=study.numbers)
    wrong_quotes = {"quotation"} if memo.startswith('"kettle') else set()
    assert {fault.rule for fault in faults} == wrong_quotes


@pytest.mark.parametrize("statement", ["Two issues mention steam.", "40% of these are open."])
def test_words_beneath_a_heading_are_not_its_figure(statement: str) -> None:
    writer = Writer(thirty(), Style())
    writer.write()
    at = writer.places["header", "1", TYPES[0]]
    writer.lines[at] += f"\n\n{statement}\n"
    assert audit(writer.text()) == []


def test_a_stale_rate_may_be_of_the_closed_issues() -> None:
    study = thirty()
    facts = study.facts()
    open_one = next(number for number, held in study.outcomes.items() if held == OUTCOMES[3])
    facts[open_one] = structs.replace(facts[open_one], labels=("wish", "stale"))
    text = Writer(study, Style()).write()
    assert "(supported by 23% stale rate)" in text
    assert audit(text, facts=facts, sample=study.numbers) == []


def test_an_issue_under_two_questions_or_two_problems_is_normal() -> None:
    text = """# Lids
## RQ1: Which types?
**A (50% of 4 issues)**
- #1: a
- #2: b

**B (50%)**
- #3: c
- #4: d

## RQ2: Which common problems?
**C (75%)**
- #1: a
- #2: b
- #3: c

**D (50%)**
- #1: a
- #2: b
"""
    assert audit(text) == []


def test_lists_that_are_selections_are_not_counted() -> None:
    text = """# Lids
The 30 sampled issues fall apart as follows.
## RQ1: Which common problems?
**Loose (50%)**
For example:
- #1: a

**Tight (40%)**
- #2: b
- … and 11 more

**Missing hinge (10%, selected issues)**
- #3: c
"""
    assert audit(text) == []
    assert audit(text.replace("For example:", "")) != []


def test_a_report_may_say_once_that_its_lists_are_selections() -> None:
    style = replace(
        Style(), method="The lists show up to three examples of the {n} sampled issues."
    )
    writer = Writer(thirty(), style)
    writer.write()
    for key, at in writer.places.items():
        if key[0] == "citation" and int(key[3]) > 110:
            writer.lines[at] = ""
    assert audit(writer.text()) == []


def test_excluded_issues_are_counted_apart() -> None:
    text = """# Lids
## RQ1: Which types?
Base: 4 of 4 issues are coded for this question, each with one code.

**A (50% of samples)**
- #1: a
- #2: b

**B (50% of samples)**
- #3: c
- #4: d

## Method
The sample has 5 issues. Of these, 1 was excluded.

**Excluded (1):**
- #5: a teapot
"""
    assert audit(text) == []
    assert audit(text, sample=[1, 2, 3, 4, 5]) == []


def test_uncoded_issues_are_outside_the_base() -> None:
    text = """# Lids
## RQ1: How did they end?
Base: 3 of 4 issues are coded for this question, each with one code.

**Mended (67% of the 3 coded)**
2 of 3 · 67 % [21–94]
- #1: a
- #2: b

**Thrown away (33% of the 3 coded)**
1 of 3 · 33 % [6–79]
- #3: c

**Not coded (1):**
- #4: d
"""
    assert audit(text) == []
    assert audit(text, sample=[1, 2, 3, 4]) == []


def test_words_with_control_characters_are_compared_as_they_are_shown() -> None:
    study = thirty()
    writer = Writer(study, Style())
    writer.write()
    at = min(at for key, at in writer.places.items() if key[:3] == ("citation", "2", PROBLEMS[0]))
    number = next(each for each in study.numbers if f"#{each}(" in writer.lines[at])
    writer.lines[at] += "\n  - “the ␛\\[31mred\\x9b lid <U+202E>” (body)"
    facts = study.facts()
    body = "It is the \x1b[31mred\x9b lid \u202e of mine."
    facts[number] = structs.replace(facts[number], body=body)
    assert audit(writer.text(), facts=facts, sample=study.numbers) == []
    facts[number] = structs.replace(facts[number], body="It is the green lid of mine.")
    faults = audit(writer.text(), facts=facts, sample=study.numbers)
    assert {fault.rule for fault in faults} == {"quotation"}
