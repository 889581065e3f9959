import re

import pytest
from markdown_it import MarkdownIt
from msgspec import structs

from tests.report.material import HOSTILE, coded, demo_material, hostile_material, small_material
from tests.samples import issue, manifest
from triage.domain.coding import Answer, Marks, Quote, Verdicts
from triage.domain.issue import SampledIssue, text_digest
from triage.report.audit import audit
from triage.report.build import build_report
from triage.report.charts import Charts
from triage.report.markdown import write_markdown
from triage.report.model import Agreement
from triage.report.template import Template

SPEED = [coded(number, RQ1=Answer(codes=("speed",), memo=f"memo {number}")) for number in (2, 1)]


def test_a_finding_has_its_share_then_its_figure_then_its_issues() -> None:
    text = write_markdown(build_report(small_material(SPEED, count=2)))
    assert (
        "**Pattern 1: Speed (100% of samples)**\n\n2 of 2 · 100 % [34–100]\n\n"
        "- Issue #1(https://github.com/octo/cats/issues/1): memo 1\n"
        "- Issue #2(https://github.com/octo/cats/issues/2): memo 2\n"
    ) in text


def test_what_is_not_coded_is_counted_apart() -> None:
    text = write_markdown(build_report(small_material(SPEED)))
    assert "(100% of the 2 coded)**" in text
    assert "**Not coded (8):**" in text


def test_every_checklist_item_stands_with_what_was_said_of_it_either_way() -> None:
    codings = [
        coded(1, RQ3=Answer(codes=("use-case",), missing=("cost",))),
        coded(2, RQ3=Answer(codes=("use-case",))),
        coded(3, RQ3=Answer(codes=("use-case", "cost"))),
    ]
    text = write_markdown(build_report(small_material(codings, count=3)))
    headings = ["Well-Provided", "Frequently Missing", "Other Provided", "Other Missing"]
    parts = re.split("|".join(rf"\*\*{heading} Information" for heading in headings), text)[1:]
    items = [
        re.findall(r"^\d\. \*\*(.+)\*\* \((.+)\): (\d of \d)", part, re.MULTILINE) for part in parts
    ]
    assert items == [
        [("Use case", "provided in 100%", "3 of 3")],
        [],
        [("Cost", "provided in 33%", "1 of 3")],
        [("Cost", "missing in 33%", "1 of 3")],
    ]


def test_marks_are_told_in_the_method_and_are_in_no_percentage() -> None:
    marked = [*SPEED, coded(3), coded(4)]
    marked[2:] = [
        structs.replace(coding, marks=Marks(skipped=True, flagged=coding.issue.endswith("4")))
        for coding in marked[2:]
    ]
    text = write_markdown(build_report(small_material(marked, count=4)))
    assert "2 issues are skipped and 1 issue is flagged;" in text
    assert "2 of 2 · 100 %" in text


def test_the_order_is_claimed_only_where_the_intervals_support_it() -> None:
    codings = [
        coded(number, RQ1=Answer(codes=("speed" if number < 7 else "api",)))
        for number in range(1, 11)
    ]
    text = write_markdown(build_report(small_material(codings)))
    assert "the intervals overlap: the order is not supported." in text
    clear = [coded(number, RQ1=Answer(codes=("speed",))) for number in range(1, 11)]
    text = write_markdown(build_report(small_material(clear)))
    assert "Most often “Speed” was chosen: 10 of 10 · 100 % [74–100]." in text


def test_quotes_are_evidence_and_outdated_ones_say_so() -> None:
    quote = Quote(
        source="body",
        start=0,
        end=8,
        text="too slow",
        digest=text_digest("too slow today"),
        code="speed",
    )
    answer = Answer(codes=("speed",), quotes=(quote,))
    bodies = ("too slow today", "edited since")
    material = small_material(
        [coded(number, RQ1=answer) for number in (1, 2)],
        issues=[
            SampledIssue(issue=issue(number, body=body)) for number, body in enumerate(bodies, 1)
        ],
    )
    text = write_markdown(build_report(material))
    assert text.count("  - “too slow” (body)\n") == 1
    assert text.count("  - “too slow” (body; outdated: the text was changed since)\n") == 1


def test_agreement_is_printed_with_its_interval_or_the_reason_why_not() -> None:
    figures = (
        Agreement(question="RQ1", coefficient="alpha", value=0.714, low=0.5, high=0.9, n=30),
        Agreement(question="RQ2", coefficient="alpha", value=None, reason="one code", n=30),
        Agreement(question="RQ3", coefficient="alpha", value=0.002, low=-0.2, high=-0.001, n=3),
    )
    text = write_markdown(build_report(small_material([], agreement=figures)))
    assert "| RQ1 | alpha | 0.71 [0.50, 0.90] | 30 |" in text
    assert "| RQ2 | alpha | not defined: one code | 30 |" in text
    assert "| RQ3 | alpha | 0.00 [-0.20, 0.00] | 3 |" in text


def test_percentages_are_printed_with_and_without_duplicates() -> None:
    same = SPEED[0].with_part("@duplicates", Verdicts(canonical=1))
    text = write_markdown(build_report(small_material([same, SPEED[1]], count=3)))
    assert "| RQ1 | Speed | 2 of 2 · 100 % [34–100] | 1 of 1 · 100 % [21–100] |" in text
    assert "## Duplicates" not in write_markdown(build_report(small_material(SPEED, count=3)))


def test_the_method_can_be_repeated_and_the_codebook_is_printed() -> None:
    text = write_markdown(build_report(demo_material()))
    for words in (
        "the 1,092 issues of vllm-project/vllm with the label “feature request”",
        'The filter that selects it is: label:"feature request"',
        "The sample “main” has 30 issues",
        "1 issue was excluded as out of scope.",
        "In the round “pilot” original and second coded blind to each other.",
        "- **Hardware and platform** (`RQ1.hardware`)",
        "**Excluded (1):**",
    ):
        assert words in text


def test_hostile_texts_add_no_structure() -> None:
    calm = write_markdown(build_report(demo_material()))
    text = write_markdown(build_report(hostile_material()))
    kinds = {
        kind: {
            leaf.type
            for block in MarkdownIt("commonmark").enable("table").parse(each)
            for leaf in (block, *(block.children or ()))
        }
        for kind, each in (("calm", calm), ("hostile", text))
    }
    # The human's own summary may hold an image and raw HTML in Markdown; it is theirs.
    assert kinds["hostile"] - kinds["calm"] == {"image", "html_inline"}
    assert text.count("<script>") == 1
    assert len(re.findall(r"^## ", text, re.MULTILINE)) == 8
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", text)
    for words in ("漢字 и кириллица", "a" * 300):
        assert words in text


def test_a_users_template_escapes_by_itself() -> None:
    own = Template(
        text="{% for s in report.observations %}\n- {{ s.text }}\n{% endfor %}", name="o"
    )
    text = write_markdown(build_report(hostile_material()), own)
    items = [token for token in MarkdownIt().parse(text) if token.type == "list_item_open"]
    assert len(items) >= len(HOSTILE)
    assert "<script>" not in text


def test_charts_are_drawn_when_asked_for() -> None:
    report = build_report(small_material(SPEED, count=2))
    plain, bars, svg = (write_markdown(report, charts=each) for each in Charts)
    assert "█" not in plain
    assert "Speed   ████████████████████  2 of 2 · 100 % [34–100]\n" in bars
    assert "![RQ1: chart of the figures below](report-RQ1.svg)" in svg


def test_the_same_material_gives_the_same_bytes() -> None:
    texts = {write_markdown(build_report(demo_material())) for _ in range(2)}
    assert len(texts) == 1


def test_the_method_tells_who_read_what_and_what_stepped_in() -> None:
    excluded = coded(1).with_part("@marks", Marks(excluded="dogs"))
    text = write_markdown(
        build_report(small_material([excluded, *SPEED[:1]], count=4, manifest=manifest(3)))
    )
    assert "has 3 issues" in text
    assert "1 issue was excluded as out of scope." in text
    assert "1 issue was taken from the reserve in its place." in text
    text = write_markdown(build_report(small_material(SPEED, count=2, manifest=manifest(3))))
    assert "The issues were divided among raters; 2 of them fell to ada." in text


@pytest.mark.parametrize("rater", ["original", "second"])
@pytest.mark.parametrize("charts", Charts)
def test_the_audit_finds_nothing_in_a_report_of_our_own(rater: str, charts: Charts) -> None:
    material = demo_material(rater)
    codings = {key: coding.with_part("@marks", Marks()) for key, coding in material.codings.items()}
    whole = structs.replace(material, codings=codings)
    text = write_markdown(build_report(whole), charts=charts)
    sample = [each.issue.number for each in whole.issues]
    assert audit(text, sample=sample, population=1092) == []


def test_the_method_says_when_the_figures_are_the_consensus() -> None:
    text = write_markdown(build_report(small_material(SPEED, source="consensus")))
    assert "The figures come from the consensus." in text


def test_codes_that_are_equally_frequent_share_the_first_place() -> None:
    codings = [
        coded(1, RQ1=Answer(codes=("speed",))),
        coded(2, RQ1=Answer(codes=("api",))),
        coded(3, RQ1=Answer(codes=("speed",))),
        coded(4, RQ1=Answer(codes=("api",))),
        coded(5, RQ1=Answer(codes=("device",))),
    ]
    text = write_markdown(build_report(small_material(codings)))
    assert "First in the list are “Speed” and “API”, 2 of 5 · 40 % [12–76] each." in text
    assert audit(text) == []


def test_the_base_of_a_question_that_nobody_coded_says_no_more() -> None:
    text = write_markdown(build_report(small_material([coded(1, RQ1=Answer(codes=("speed",)))])))
    assert "Base: 1 of 10 issues is coded for this question, each with one code." in text
    assert "Base: 0 of 10 issues are coded for this question.\n" in text


def test_an_issue_without_a_safe_address_has_no_empty_brackets() -> None:
    issues = [SampledIssue(issue=issue(1, web_url="javascript:alert(1)"))]
    text = write_markdown(build_report(small_material([], 1, issues=issues)))
    assert "- Issue #1: Cat 1" in text
