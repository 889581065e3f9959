"""How headings are taken apart and what they announce."""

import pytest

from triage.report.read.document import Role, Standing
from triage.report.read.finding_heading import split_heading
from triage.report.read.headings import Part, part_of, role_of, split_question, standing_of


@pytest.mark.parametrize(
    "heading",
    [
        "**Pattern 1: Loud kettles (30% of samples)**",
        "**Finding 2 – Loud kettles** (9/30, 30 %)",
        "Category A: Loud kettles — 30 %",
        "**Loud kettles** – 9 of 30 issues (30%)",
        "3. Loud kettles (30.0%)",
        "Loud kettles · 9 of 30 · 30 % [17–48]",
        "**Pattern 1: Loud kettles [30%]**",
        "Loud kettles, 30% of issues",
        "Loud kettles (9 issues, 30%)",
        "Theme 3. Loud kettles (≥ 30%; mostly old ones)",
        "**Loud kettles** 30%",
        "**30% of samples – Loud kettles**",
        "📌 Pattern 1: Loud kettles (30%)[^1]",
    ],
)
def test_label_and_figure_are_told_apart(heading: str) -> None:
    found = split_heading(heading, 4)
    assert found.label == "Loud kettles"
    assert found.shares[0].percent == 30
    assert found.shares[0].line == 4


@pytest.mark.parametrize(
    ("heading", "label"),
    [
        ("Pattern 1: Wishes for 99% uptime (10% of samples)", "Wishes for 99% uptime"),
        ("GPU (CUDA) support", "GPU (CUDA) support"),
        ("Pattern 2: Kettles (electric) – 9/30 (30%)", "Kettles (electric)"),
        ("3.12 support (10%)", "3.12 support"),
        ("**CUDA 12 issues (20%)**", "CUDA 12 issues"),
    ],
)
def test_numbers_and_brackets_of_a_label_stay_in_it(heading: str, label: str) -> None:
    assert split_heading(heading, 1).label == label


def test_an_item_has_a_description_behind_its_label() -> None:
    found = split_heading("**Use case**: why it is wanted", 1)
    assert (found.label, found.description, found.shares) == ("Use case", "why it is wanted", ())


def test_the_figure_of_an_item_may_stand_behind_its_label() -> None:
    found = split_heading("**Use case** (provided in 73%): 22 of 30 · 73 % [56–86]", 1)
    assert found.label == "Use case"
    assert [share.percent for share in found.shares] == [73, 73]
    assert found.shares[1].count == 22


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("RQ1: What arrives?", Part.QUESTION),
        ("How does it end?", Part.QUESTION),
        ("Research Question 2 – Endings", Part.QUESTION),
        ("Detailed Findings", Part.CONTAINER),
        ("In short", Part.SUMMARY),
        ("Cross-Cutting Observations", Part.OBSERVATIONS),
        ("5. Recommendations", Part.RECOMMENDATIONS),
        ("Threats to validity", Part.METHOD),
        ("Data and method", Part.METHOD),
        ("Executive Summary", Part.OVERVIEW),
        ("Boiling over", Part.OTHER),
    ],
)
def test_a_heading_announces_its_part(heading: str, part: Part) -> None:
    assert part_of(heading) is part


def test_a_question_may_begin_with_its_id() -> None:
    assert split_question("outcome: How did it end?") == ("outcome", "How did it end?")
    assert split_question("RQ 3. How did it end?") == ("RQ 3", "How did it end?")
    assert split_question("How did it end?") == ("", "How did it end?")


def test_lists_of_issues_without_a_code_are_told_from_findings() -> None:
    assert role_of("Not coded") is Role.UNCODED
    assert role_of("None applies") is Role.NONE_APPLIES
    assert role_of("Outliers and Special Cases") is Role.ASIDE
    assert role_of("Open issues") is Role.FINDING


def test_provided_and_missing_are_told_apart() -> None:
    assert standing_of("Well-Provided Information") is Standing.PROVIDED
    assert standing_of("Frequently Missing Information") is Standing.MISSING
    assert standing_of("information that is not provided") is Standing.MISSING
    assert standing_of("Steam") is Standing.UNSAID
