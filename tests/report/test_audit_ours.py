"""What triage exports itself is clean to its own audit, whatever became of the sample's issues."""

import re
from datetime import timedelta

import pytest
from msgspec import structs

from tests.report.material import coded, small_material
from tests.report.random_studies import random_study
from tests.samples import NOON, issue
from triage.domain.codebook import Code, Codebook, Kind, Question
from triage.domain.coding import Answer
from triage.domain.issue import SampledIssue
from triage.domain.rounds import AGAIN
from triage.exchange.without_texts import report_without_quotes
from triage.report.audit import audit
from triage.report.build import build_report
from triage.report.charts import Charts
from triage.report.embedded import embed_codings
from triage.report.markdown import write_markdown
from triage.report.narrative import Narrative
from triage.report.suggestions import suggestions


@pytest.mark.parametrize("seed", [0, 1, 3, 4, 8])
def test_a_report_that_triage_writes_is_clean(seed: int) -> None:
    study = random_study(seed)
    report, material = build_report(study.material), study.material
    drawn = study.manifest
    written = write_markdown(report, charts=list(Charts)[seed % len(Charts)])
    embedded = embed_codings(material.source, material.codebook, material.codings.values())
    bare = {number: structs.replace(each, body="") for number, each in study.facts.items()}
    for text, facts in (
        (written + embedded, study.facts),
        (write_markdown(report_without_quotes(report)), bare),
    ):
        alone = audit(text)
        held = audit(
            text,
            facts=facts,
            sample=drawn.numbers,
            reserve=drawn.reserve,
            population=drawn.population_size,
        )
        assert [fault.in_words(f"seed {seed}") for fault in (*alone, *held)] == []


def test_times_to_close_are_counted_again_from_the_facts() -> None:
    issues = [
        SampledIssue(
            issue=issue(number, state="closed", closed_at=NOON + timedelta(days=number % 3))
        )
        for number in range(1, 11)
    ]
    codings = [
        coded(number, RQ1=Answer(codes=("speed" if number < 6 else "api",)))
        for number in range(1, 11)
    ]
    material = small_material(codings, issues=issues)
    offered = [each for each in suggestions(material) if each.title.startswith("Time to close")]
    assert len(offered) == 2
    words = Narrative(observations=tuple(offered))
    text = write_markdown(build_report(structs.replace(material, narrative=words)))
    facts = {each.issue.number: each.issue for each in issues}
    assert audit(text, facts=facts) == []
    later = {
        number: structs.replace(each, closed_at=NOON + timedelta(days=50))
        for number, each in facts.items()
    }
    assert [fault.rule for fault in audit(text, facts=later)] == ["date"] * 3


HOSTILE_LABELS = ["XX %", "Open (30%)", "#12", "Pattern 2: Fake", "TODO list", "12 of 30"]


def _hostile() -> str:
    codes = tuple(Code(id=f"c{at}", label=label) for at, label in enumerate(HOSTILE_LABELS))
    book = Codebook(
        name="hostile",
        questions=tuple(
            Question(id=f"RQ{place}", title="What is given?", kind=kind, codes=codes)
            for place, kind in enumerate(Kind, start=1)
        ),
    )
    codings = [
        coded(
            number,
            RQ1=Answer(codes=(f"c{number % 6}",)),
            RQ2=Answer(codes=(f"c{number % 3}", f"c{3 + number % 3}")),
            RQ3=Answer(codes=("c0", "c1"), missing=("c2",)),
        )
        for number in range(1, 11)
    ]
    text = write_markdown(build_report(small_material(codings, codebook=book)))
    return text + embed_codings("ada", book, codings)


def test_labels_that_look_like_something_else_are_known_from_the_codebook_in_the_report() -> None:
    text = _hostile()
    assert audit(text) == []
    assert audit(text.partition("<!-- triage-codings")[0]) != []


def test_a_fault_names_such_a_label_as_it_is_printed() -> None:
    printed = (
        "XX % (30% of samples)**\n\n3 of 10 · 30 %",
        "XX % (40% of samples)**\n\n4 of 10 · 40 %",
    )
    wrong = _hostile().replace(*printed)
    assert any("“XX %”" in fault.claimed for fault in audit(wrong))


PAIRED = """# Lids
The 12 sampled issues.
## RQ1: Which types?
Base: 11 of 12 issues are coded, each with one code.
**Steam (55% of the 11 coded)**
{steam}

**Lid (45% of the 11 coded)**
{lid}

**Not coded (1):**
- #12: a

## RQ2: Which common problems?
Base: 12 of 12 issues are coded.
**Leak (58%)**
{leak}

**None applies (5):**
{none}

## Observations
- **Both**: Issues coded “Steam” are more often coded “Leak”: 5 of 6 · 83 % [44–97], against \
1 of 5 · 20 % [4–62] of the others.
"""


def _paired() -> str:
    lists = {"steam": range(1, 7), "lid": range(7, 12), "leak": (1, 2, 3, 4, 5, 7, 12)}
    lists["none"] = [number for number in range(1, 13) if number not in lists["leak"]]
    return PAIRED.format(
        **{name: "\n".join(f"- #{each}: a" for each in held) for name, held in lists.items()}
    )


def test_codes_that_go_together_are_counted_among_the_issues_coded_for_both() -> None:
    assert audit(_paired()) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [("5 of 6 · 83 %", "4 of 6 · 67 %"), ("1 of 5 · 20 %", "2 of 6 · 33 %")],
)
def test_codes_that_no_longer_go_together_as_an_observation_says_are_told(
    old: str, new: str
) -> None:
    text = re.sub(r" \[\d+–\d+\]", "", _paired()).replace(old, new)
    (fault,) = audit(text)
    assert fault.rule == "repeated"
    assert fault.found.endswith("give 5 of 6, against 1 of 5 of the others")


REPLACED = """# Lids
The sample has 6 issues. {said}
## RQ1: Which types?
**Steam (50% of samples)**
- #1: a
- #2: b
- #3: c

**Lid (3 of 6)**
- #4: d
- #5: e
- #7: f

## Method
- 1 issue was excluded as out of scope.

**Excluded (1):**
- #6: spam
"""


@pytest.mark.parametrize(
    "said",
    [
        "1 issue was taken from the reserve in its place.",
        "One more was drawn from the reserve.",
        "One of them was replaced.",
    ],
)
def test_an_issue_in_the_place_of_an_excluded_one_fills_the_sample_up(said: str) -> None:
    text = REPLACED.format(said=said)
    assert audit(text) == []
    assert audit(text, sample=range(1, 7), reserve=(7, 8)) == []


def test_a_second_coding_is_of_the_issues_that_were_coded_first() -> None:
    codings = [coded(number, RQ1=Answer(codes=("speed",))) for number in range(1, 7)]
    issues = [SampledIssue(issue=issue(number, state="closed")) for number in range(1, 9)]
    source = f"ada{AGAIN}"
    material = small_material(codings, issues=issues, source=source, raters=("ada", source))
    words = Narrative(observations=tuple(suggestions(material)))
    text = write_markdown(build_report(structs.replace(material, narrative=words)))
    assert "8 of 8 · 100 %" in text
    assert audit(text) == []
    assert (
        audit(text, sample=range(1, 11), facts={each.issue.number: each.issue for each in issues})
        == []
    )


def test_a_sample_of_another_size_than_its_questions_say_is_told() -> None:
    codings = [coded(number, RQ1=Answer(codes=("speed",))) for number in range(1, 8)]
    text = write_markdown(build_report(small_material(codings)))
    wrong = text.replace("sample “main” has 10 issues", "sample “main” has 16 issues")
    assert [fault.claimed for fault in audit(wrong)] == ["“sample “main” has 16 issues”"]
