from hypothesis import given

from tests.analysis.test_summary import codings
from tests.samples import CODEBOOK, manifest, sampled
from triage.domain.coding import Answer, Coding, Marks
from triage.report.build import Material, build_report, summarize_material


def material(coded: dict[str, Coding], count: int = 5) -> Material:
    return Material(
        manifest=manifest(count, population_size=100),
        issues=sampled(count),
        codebook=CODEBOOK,
        codings=coded,
        source="ada",
        raters=["ada"],
    )


@given(codings())
def test_every_figure_has_its_issues_and_equals_the_summary(coded: dict[str, Coding]) -> None:
    made = material(coded)
    report, summary = build_report(made), summarize_material(made)
    for section, question in zip(report.sections, summary.questions, strict=True):
        figures = {figure.code: figure for figure in question.codes}
        for finding in section.findings:
            assert len(finding.issues) == finding.k == figures[finding.code].k
            assert finding.share == figures[finding.code].share
            assert finding.interval == figures[finding.code].interval
        assert len(section.uncoded) == question.uncoded
        assert section.n == question.n


def test_findings_come_in_descending_order() -> None:
    coded = {
        f"octo/cats#{number}": Coding(
            issue=f"octo/cats#{number}", answers={"RQ1": Answer(codes=(code,))}
        )
        for number, code in enumerate(["api", "speed", "api"], start=1)
    }
    findings = build_report(material(coded)).sections[0].findings
    assert [(finding.label, finding.k) for finding in findings] == [
        ("API", 2),
        ("Speed", 1),
        ("Device", 0),
    ]


def test_excluded_issues_are_listed_in_the_method_alone() -> None:
    coded = {"octo/cats#1": Coding(issue="octo/cats#1", marks=Marks(excluded="about dogs"))}
    report = build_report(material(coded))
    assert [(each.number, each.memo) for each in report.method.excluded] == [(1, "about dogs")]
    assert all(len(section.uncoded) == 4 for section in report.sections)
