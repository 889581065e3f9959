"""What filters mean: facts, free text, and how an issue is coded."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from msgspec import structs

from tests.domain.filter_trees import filters, issues
from triage.domain.codebook import Code, Codebook, Kind, Question
from triage.domain.coding import Answer, Coding, Likeness, Marks, Quote, Verdicts
from triage.domain.filter_match import Candidate, matches
from triage.domain.filter_parser import parse
from triage.domain.filters import Filter, without
from triage.domain.issue import Issue

ISSUE = Issue(
    repository="octo/demo",
    number=7,
    title="[Feature]: Tree speculative decoding",
    body="CUDA error: out of memory\nwith kv_cache, 量化模型",
    created_at=datetime(2024, 2, 29, 23, 59, 59, tzinfo=UTC),
    closed_at=datetime(2025, 1, 1, tzinfo=UTC),
    state="closed",
    state_reason="not_planned",
    labels=("Feature Request", "stale"),
    author="Octocat",
    author_association="MEMBER",
    comment_count=5,
    assignees=("ada",),
)


@pytest.mark.parametrize(
    "text",
    [
        "",
        'label:"feature request"',
        "label:bug,stale",
        "-label:bug",
        "state:closed is:issue is:closed is:unlocked",
        'reason:"not planned"',
        "author:octocat author-association:member assignee:ADA",
        "no:milestone",
        "repo:octo/demo number:7",
        "stale:yes locked:no standing:present",
        "created:2024 created:2024-02 created:2024-02-29",
        "created:2024-02-29T23:59:59Z",
        "created:>2024-02-28 created:<2024-03 created:<=2024-02-29",
        "created:2024-02-29..2024-03",
        "closed:2025-01-01 -closed:2024",
        "comments:5 comments:>4 comments:>=5 comments:<6 comments:*..5 comments:1..9",
        "-updated:>1970",
        "speculative decod",
        '"out of memory"',
        '"OUT of: mem"',
        "kv_cache",
        "量化",
        "in:title tree",
        "in:body cuda",
        "nothing OR memory",
        "-(memory nothing)",
    ],
)
def test_filter_selects(text: str) -> None:
    assert matches(parse(text), Candidate(ISSUE))


@pytest.mark.parametrize(
    "text",
    [
        "label:feature",
        "-label:stale",
        "state:open",
        "no:label",
        "no:assignee",
        "milestone:v1",
        "repo:octo/other",
        "stale:no",
        "locked:yes",
        "standing:deleted",
        "created:>2024-02-29",
        "created:<2024-02-29",
        "created:2024-03..2024-04",
        "closed:2024",
        "updated:>1970",
        "comments:>5",
        '"memory out"',
        "in:title cuda",
        "in:body tree",
        '"decoding cuda"',
    ],
)
def test_filter_leaves_out(text: str) -> None:
    assert not matches(parse(text), Candidate(ISSUE))


CODEBOOK = Codebook(
    name="demo",
    questions=(
        Question(id="RQ1", title="Type", kind=Kind.SINGLE, codes=(Code(id="perf", label="P"),)),
        Question(id="RQ4", title="Info", kind=Kind.CHECKLIST, codes=(Code(id="log", label="L"),)),
    ),
)
QUOTE = Quote(source="body", start=0, end=4, text="CUDA", digest="0", code="perf")
EMPTY = Coding(issue=ISSUE.key)
STARTED = structs.replace(EMPTY, answers={"RQ1": Answer(codes=("perf",))})
DONE = structs.replace(
    EMPTY,
    answers={
        "RQ1": Answer(codes=("perf",), memo="slow", quotes=(QUOTE,)),
        "RQ4": Answer(missing=("log",)),
    },
    marks=Marks(flagged=True, confidence=2),
    verdicts=Verdicts(pairs={9: Likeness.SAME}),
    body_digest="another",
)
OUT = structs.replace(EMPTY, marks=Marks(excluded="not an issue", skipped=True))


@pytest.mark.parametrize(
    ("text", "selected"),
    [
        ("coded:no", [EMPTY, OUT]),
        ("coded:partly", [STARTED]),
        ("coded:yes", [DONE]),
        ("-coded:no", [STARTED, DONE]),
        ("code:perf", [STARTED, DONE]),
        ("code:rq1.PERF", [STARTED, DONE]),
        ("code:RQ4.log", []),
        ("missing:log", [DONE]),
        ("missing:RQ4.log", [DONE]),
        ("missing:RQ1.log", []),
        ("flag:yes", [DONE]),
        ("flag:no", [EMPTY, STARTED, OUT]),
        ("skipped:yes", [OUT]),
        ("excluded:no", [EMPTY, STARTED, DONE]),
        ("confidence:<3", [DONE]),
        ("confidence:3", []),
        ("no:confidence", [EMPTY, STARTED, OUT]),
        ("memo:yes", [DONE]),
        ("quote:no", [EMPTY, STARTED, OUT]),
        ("changed:yes", [DONE]),
        ("duplicate:yes", [DONE]),
        ("coded:yes flag:yes label:stale", [DONE]),
    ],
)
def test_words_about_codings_look_at_the_coding(text: str, selected: list[Coding]) -> None:
    where = parse(text)
    codings = (EMPTY, STARTED, DONE, OUT)
    assert [
        coding for coding in codings if matches(where, Candidate(ISSUE, [coding], CODEBOOK))
    ] == selected


def test_unread_issue_counts_as_not_coded_and_not_changed() -> None:
    assert matches(parse("coded:no changed:no flag:no"), Candidate(ISSUE))


def test_read_body_that_is_the_same_has_not_changed() -> None:
    read = structs.replace(DONE, body_digest=ISSUE.body_digest)
    assert matches(parse("changed:no"), Candidate(ISSUE, [read], CODEBOOK))


def test_verdict_on_the_group_makes_a_duplicate() -> None:
    other = structs.replace(EMPTY, verdicts=Verdicts(canonical=3))
    related = structs.replace(EMPTY, verdicts=Verdicts(pairs={3: Likeness.RELATED}))
    assert matches(parse("duplicate:yes"), Candidate(ISSUE, [other]))
    assert matches(parse("duplicate:no"), Candidate(ISSUE, [related]))


def test_word_holds_when_it_holds_for_any_of_the_raters() -> None:
    both = Candidate(ISSUE, [EMPTY, DONE], CODEBOOK)
    assert matches(parse("rater:* code:perf"), both)
    assert matches(parse("rater:* coded:no"), both)
    assert not matches(parse("rater:* -code:perf"), both)


@settings(max_examples=100, deadline=None)
@given(filters(with_codings=True), issues)
def test_filter_and_its_negation_divide_all_issues(where: Filter, issue: Issue) -> None:
    opposite = structs.replace(where, expression=without(where.expression))
    candidate = Candidate(issue)
    assert matches(where, candidate) != matches(opposite, candidate)
