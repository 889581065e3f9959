"""Which issues a line cites, and the memo beside them."""

import pytest

from triage.report.read.citations import leading_citations, mentioned_issues

URL = "https://github.com/acme/kettle/issues/12"


@pytest.mark.parametrize(
    "line",
    [
        f"Issue #12({URL}): It sings",
        f"Issue #12 ({URL}) – It sings",
        f"[#12]({URL}): It sings",
        f"[Issue #12]({URL}) - It sings",
        f"Issue [#12]({URL}): It sings",
        f"**Issue #12**({URL}): It sings",
        "**#12:** It sings",
        "`#12` — It sings",
        "#12: It sings",
        "#12 It sings",
        "Issue 12: It sings",
        "GH-12: It sings",
        "acme/kettle#12: It sings",
        f"<{URL}>: It sings",
        f"{URL}: It sings",
        f"[It sings]({URL})",
        f"[It sings (#12)]({URL})",
        f"[acme/kettle#12]({URL}): It sings",
        "#12\tIt sings",
    ],
)
def test_a_citation_is_read_in_any_form(line: str) -> None:
    (citation,) = leading_citations(line, 3)
    assert (citation.number, citation.memo, citation.line) == (12, "It sings", 3)


def test_a_citation_that_is_no_markdown_link_keeps_its_address() -> None:
    (citation,) = leading_citations(f"Issue #13({URL}): It sings", 1)
    assert (citation.number, citation.linked_number) == (13, 12)
    assert citation.linked_repository == "acme/kettle"


def test_several_issues_share_a_memo() -> None:
    citations = leading_citations("Issues #1, #2 and #3: They sing", 1)
    assert [(each.number, each.memo) for each in citations] == [
        (1, "They sing"),
        (2, "They sing"),
        (3, "They sing"),
    ]


def test_a_memo_may_mention_other_issues() -> None:
    (citation,) = leading_citations("Issue #12: references issue #34", 1)
    assert citation.memo == "references issue #34"


@pytest.mark.parametrize(
    "line", ["Many issues (#12, #13) sing", "PR #12: sings", "C#7 sings", "# 12", "Use 12 cups"]
)
def test_prose_does_not_begin_with_a_citation(line: str) -> None:
    assert leading_citations(line, 1) == []


def test_mentions_are_found_anywhere_but_not_pull_requests() -> None:
    text = "supported by Issues #3, #4\nand [#5](https://x.org/a/b/issues/5), not PR #6 or a&#7;"
    assert [(each.number, each.line) for each in mentioned_issues(text, 9)] == [
        (3, 9),
        (4, 9),
        (5, 10),
    ]


def test_mentions_are_found_in_every_form() -> None:
    text = "issues 12, 13 and 14, acme/kettle#15, <https://github.com/a/b/issues/16>, 3 issues"
    mentions = mentioned_issues(text, 1)
    assert [each.number for each in mentions] == [12, 13, 14, 15, 16]
    assert [each.repository for each in mentions[3:]] == ["acme/kettle", "a/b"]


@pytest.mark.parametrize("text", ["issues 3 of 30", "issue 12%", "PR acme/kettle#12", "issues 2.5"])
def test_other_numbers_are_no_mentions(text: str) -> None:
    assert mentioned_issues(text, 1) == []


def test_several_issues_that_begin_a_sentence_are_no_list() -> None:
    assert leading_citations("Issues #1 and #2 sing loudly", 1) == []


def test_marks_of_emphasis_are_not_part_of_a_memo() -> None:
    (citation,) = leading_citations("#12: **loud** `sing()` \\*hum\\* &lt;b&gt;", 1)
    assert citation.memo == "loud sing() *hum* <b>"
