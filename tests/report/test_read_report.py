"""Reports of several makes, read into their parts."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.report.written_reports import (
    ITEMS,
    OUTCOMES,
    PROBLEMS,
    REPOSITORY,
    TYPES,
    Study,
    Style,
    Writer,
    memo_of,
    studies,
    styles,
    thirty,
)
from tests.shared_data import shared
from triage.report.read import FindingText, Role, Standing, read_report


def listed(findings: tuple[FindingText, ...]) -> dict[str, list[int]]:
    return {each.label: [citation.number for citation in each.citations] for each in findings}


@given(study=studies(), style=styles())
@settings(deadline=None, max_examples=20)
def test_a_report_reads_the_same_in_any_style(study: Study, style: Style) -> None:
    report = read_report(Writer(study, style).write())
    types, problems, outcomes, checklist = report.questions
    assert listed(types.findings) == {
        name: [number for number, held in study.types.items() if held == name] for name in TYPES
    }
    assert listed(problems.findings) == {
        name: numbers
        for name in PROBLEMS
        if (numbers := [number for number, held in study.problems.items() if name in held])
    }
    assert list(listed(outcomes.findings)) == list(OUTCOMES)
    provided, missing = checklist.findings
    assert provided.standing is Standing.PROVIDED
    assert missing.standing is Standing.MISSING
    assert listed(provided.children) == {
        ITEMS[0]: [number for number, held in study.provided.items() if held]
    }
    assert listed(missing.children) == {
        ITEMS[2]: [number for number, held in study.missing.items() if held]
    }
    assert len(report.observations) == len(report.recommendations) == 2
    assert {number for _, each in report.walk() for number in each.numbers} == set(study.numbers)


@given(style=styles())
@settings(deadline=None, max_examples=12)
def test_memos_lines_and_addresses_survive_any_style(style: Style) -> None:
    writer = Writer(thirty(), style)
    report = read_report(writer.write())
    finding = report.questions[1].findings[1]
    for citation in finding.citations:
        assert citation.memo == memo_of(citation.number, PROBLEMS[1])
        assert citation.line == writer.line_of("citation", "2", PROBLEMS[1], str(citation.number))
        assert citation.linked_repository in (REPOSITORY, None)
    assert finding.line == writer.line_of("header", "2", PROBLEMS[1])
    assert report.questions[1].line == writer.line_of("question", "2")


def test_a_figure_beneath_a_heading_belongs_to_the_finding() -> None:
    style = replace(Style(), figure="{k} of {n} · {percent} % [{low}–{high}]")
    finding = read_report(Writer(thirty(), style).write()).questions[0].findings[0]
    assert [(share.count, share.base) for share in finding.shares] == [(None, None), (8, 30)]


def test_lists_beside_the_findings_are_told_apart() -> None:
    report = read_report(
        """# Kettles
## RQ1: What do they do?
**Pattern 1: Sing (50% of samples)**
- #1: la

**None applies (1):**
- #2: silent

**Not coded (2):**
- #3: later
- #4: later

### Outliers and Special Cases
- #5: dances

## Method
**Excluded (1):**
- #6: is a teapot
"""
    )
    (question,) = report.questions
    assert [each.role for each in question.lists] == [
        Role.FINDING,
        Role.NONE_APPLIES,
        Role.UNCODED,
        Role.ASIDE,
    ]
    assert listed(report.excluded) == {"Excluded": [6]}


def test_quotes_beneath_a_citation_are_its_evidence() -> None:
    report = read_report(
        "## What?\n**A (1 issue)**\n- Issue #1(https://x.org/a/b/issues/1): memo\n"
        "  - “it sings” (body)\n- #2: other\n"
    )
    first, second = report.questions[0].findings[0].citations
    assert (first.memo, first.quotes, second.quotes) == ("memo", ("it sings",), ())


def test_findings_in_a_table_are_findings() -> None:
    report = read_report(
        "## What arrives?\n| Type | Share | Issues |\n|---|---|---|\n"
        "| Loud | 50% | #1, #2 |\n| Slow | 50% | #3, #4 |\n"
    )
    assert listed(report.questions[0].findings) == {"Loud": [1, 2], "Slow": [3, 4]}


def test_words_before_or_beneath_an_issue_are_its_memo() -> None:
    report = read_report(
        "## What?\n**A (2 issues)**\n- it sings (#1)\n- it hums ([#2](https://x))\n"
    )
    assert [each.memo for each in report.questions[0].findings[0].citations] == [
        "it sings",
        "it hums",
    ]
    report = read_report("## What?\n**A (1 issue)**\n- #1\n  - it sings\n  - and more\n")
    assert [each.memo for each in report.questions[0].findings[0].citations] == ["it sings"]


def test_issues_that_sentences_name_are_examples() -> None:
    report = read_report("## What?\n**A (30%)**\n\nMost of them, such as #1, sing.\n")
    (finding,) = report.questions[0].findings
    assert (finding.numbers, finding.lists_examples) == (frozenset([1]), True)


@pytest.mark.parametrize(
    ("figures", "bases", "counts"),
    [
        (("50%, n=4", "50%, n=4"), {4}, {None}),
        (("50%, n=2", "50%, n=2"), {None}, {2}),
        (("67%, n=2", "33%, n=1"), {None}, {1, 2}),
    ],
)
def test_n_behind_a_percentage_is_a_base_or_a_count(
    figures: tuple[str, str], bases: set[int | None], counts: set[int | None]
) -> None:
    lists = ("- #1\n- #2\n", "- #3\n- #4\n" if figures[1][:2] == "50" else "- #3\n")
    text = "".join(f"**F{at} ({figures[at]})**\n{lists[at]}\n" for at in (0, 1))
    shares = [each.share for each in read_report(f"## What?\n{text}").questions[0].findings]
    assert {share.base for share in shares if share} == bases
    assert {share.count for share in shares if share} == counts


def test_a_finding_may_be_called_like_a_part_of_the_report() -> None:
    report = read_report(
        "## RQ1: What is missing?\n### Missing Information (in >60%)\n#### Current Limitations\n"
        "- #1: x\n#### Data\n- #2: x\n### Recommendations\n- Ask (#1)\n"
    )
    (group,) = report.questions[0].findings
    assert listed(group.children) == {"Current Limitations": [1], "Data": [2]}
    assert len(report.recommendations) == 1


MAKES = [
    "## RQ1: What?\n- **Loud** (30%)\n  - Issues: #1, #2\n- **Slow** (20%)\n  - see #3\n",
    "## 1. Types\n### 1. Loud (9 issues)\nIssues: #1, #2\n### 2. Slow\n**Evidence:** #3\n",
    "## What?\n### Findings\n1. Loud (30%): #1, #2\n2. Slow (20%): #3\n",
    "**RQ1: What?**\n\nLoud (30%):\n- #1\n- #2\n\nSlow (20%):\n* #3\n",
    "R\n=\nRQ1: What?\n---\nFinding 1: Loud (50%)\n- #1: x\n- #2\nFinding 2: Slow\n- #3: y\n",
    "## RQ1 What?\n#### Theme A: Loud\nShare: 9/30\n> - #1\n> - #2\n#### Theme B: Slow\n- #3\n",
    "## RQ1: What?\n* Loud - 30%\n    * #1 - x\n    * #2 - y\n* Slow - 20%\n    * #3 - z\n",
    "## RQ1: What?\n1. **Loud**\n- x (#1)\n- y (#2)\n2. **Slow**\n- z ([#3](https://x.org))\n",
    "## RQ1: What?\n**Loud (30%).** Issues #1 and #2 sing.\n\n**Slow** – n = 1\n- #3: z\n",
    "## RQ1: What?\n**Loud (30%)**\n\nIssues #1 and #2 sing.\n\n**Slow (9%)**\n\nSo does #3.\n",
    "## RQ1: What?\n1. **Loud**\n\n| # | what |\n|---|---|\n| #1 | x |\n| #2 | y |\n\n"
    "2. **Slow**\n\n| #3 | z |\n|---|---|\n",
    "## RQ1: What?\n**Finding 1:** Loud (30%)\n- #1: x\n- #2: x\n\n**Finding 2:** Slow\n- #3\n",
]


@pytest.mark.parametrize("text", MAKES)
def test_findings_of_many_makes_are_read(text: str) -> None:
    (question,) = read_report(text).questions
    assert listed(question.findings) == {"Loud": [1, 2], "Slow": [3]}


def test_issues_named_in_a_sentence_are_the_list_when_there_is_no_other() -> None:
    report = read_report("## What?\n### Findings\n**Loud (50%)**\nSeen in #1, #2 and PR #9.\n")
    assert listed(report.questions[0].findings) == {"Loud": [1, 2]}


def test_a_list_may_say_how_many_it_leaves_out() -> None:
    report = read_report("## What?\n**Loud (5 issues)**\n- #1: a\n- #2: b\n- … and 3 more\n")
    assert report.questions[0].findings[0].further == 3


def test_a_list_may_say_that_it_is_a_selection() -> None:
    report = read_report("## What?\n**Loud (50%)**\nFor example:\n- #1: a\n")
    assert report.questions[0].findings[0].lists_examples


def test_the_support_of_a_recommendation_is_taken_apart() -> None:
    report = read_report(
        "## What?\n- #3: x\n## Recommendations\nBased on all this:\n"
        "1. **Mufflers**: Build them (supported by Issues #3, #4)\n   - see also #5\n"
        "2. **Roadmap**: Publish it (supported by 40% stale rate)\n"
    )
    mufflers, roadmap = report.recommendations
    assert (mufflers.title, mufflers.line) == ("Mufflers", 5)
    assert [citation.number for citation in mufflers.citations] == [3, 4, 5]
    assert roadmap.support == "40% stale rate"


@given(st.text(max_size=400))
@settings(deadline=None, max_examples=100)
def test_any_text_can_be_read_as_a_report(text: str) -> None:
    read_report(text)


@given(
    st.lists(
        st.sampled_from(
            [
                "# A",
                "## RQ1: B?",
                "### Summary",
                "**C (30%)**",
                "1. **D**: e",
                "- Issue #1(https://a.b/c/d/issues/1): f",
                "   - #2: g",
                "- “h”",
                "9 of 30 · 30 % [17–48]",
                "| #3 | i |",
                "",
                "Finding 2: J",
                "## Recommendations",
                "1. **K**: l (supported by #1)",
                "```",
                "<!--",
                "-->",
                "---",
                "text 30%",
            ]
        ),
        max_size=25,
    )
)
@settings(deadline=None, max_examples=100)
def test_any_order_of_lines_can_be_read(lines: list[str]) -> None:
    report = read_report("\n".join(lines))
    for _, finding in report.walk():
        assert 1 <= finding.line <= len(lines)


def test_the_seed_report_is_read_whole() -> None:
    report = read_report(shared("seed/feature-request.md").read_text("utf-8"))
    assert [len(question.findings) for question in report.questions] == [5, 3, 4, 2]
    assert [len(each.children) for each in report.questions[3].findings] == [3, 3]
    assert sum(len(each.citations) for _, each in report.walk()) == 86
    assert len(report.observations) == 5
    assert len(report.recommendations) == 6
