"""The seed report, if it lies beside the checkout: what a careful reader finds in it."""

import json
from functools import cache

import pytest

from tests.shared_data import shared
from triage.domain.github_json import decode_issue
from triage.domain.issue import Issue
from triage.report.audit import Fault, audit


@cache
def seed() -> str:
    return shared("seed/feature-request.md").read_text("utf-8")


@cache
def facts() -> dict[int, Issue]:
    rows = shared("data/vllm/issues.jsonl").read_bytes().splitlines()
    issues = [issue for row in rows if (issue := decode_issue(row))]
    return {issue.number: issue for issue in issues}


@cache
def numbers() -> tuple[int, ...]:
    about = json.loads(shared("data/vllm/seed30.json").read_text("utf-8"))
    return tuple(about["numbers_in_sample_order"])


def found(faults: list[Fault]) -> set[tuple[str, int]]:
    return {(fault.rule, fault.line) for fault in faults}


ALONE = {
    ("short-list", 57),
    ("short-list", 64),
    ("short-list", 71),
    ("short-list", 96),
    ("partition", 77),
    ("parts", 80),
    ("summary", 80),
    ("state-conflict", 114),
    ("threshold", 124),
    ("threshold", 129),
    ("threshold", 134),
    ("threshold", 140),
    ("threshold", 145),
    ("threshold", 150),
    ("population", 157),
    ("population", 159),
    ("support", 173),
    ("support", 174),
}


def test_the_report_alone_shows_its_six_kinds_of_contradiction() -> None:
    assert found(audit(seed())) == ALONE


def test_the_sample_alone_changes_nothing() -> None:
    assert found(audit(seed(), sample=numbers())) == ALONE


def test_the_facts_show_the_wrong_state_and_the_quotation() -> None:
    faults = audit(seed(), facts=facts(), sample=numbers(), population=1092)
    assert found(faults) - ALONE == {("state", 93), ("label", 96), ("quotation", 125)}
    assert found(faults) >= ALONE


def test_nothing_is_wrong_in_the_first_question() -> None:
    assert all(fault.line >= 50 for fault in audit(seed(), facts=facts()))


@pytest.mark.parametrize("end", ["\r\n", "\n\n"])
def test_line_ends_do_not_change_what_is_found(end: str) -> None:
    factor = end.count("\n")
    faults = audit(seed().replace("\n", end))
    assert {(rule, (line - 1) // factor + 1) for rule, line in found(faults)} == ALONE


def test_markdown_links_do_not_change_what_is_found() -> None:
    import re

    linked = re.sub(r"Issue (#\d+)\((\S+?)\)", r"[\1](\2)", seed())
    assert found(audit(linked)) == ALONE


def test_the_issues_left_without_an_outcome_are_named() -> None:
    (fault,) = [each for each in audit(seed()) if each.rule == "partition"]
    assert "23 different issues are listed, 7 are in none" in fault.found
    for number in (2426, 8497, 9904, 12297, 13409, 14381, 15141):
        assert f"#{number}" in fault.found
