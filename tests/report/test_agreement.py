from tests.report.material import coded, small_material
from tests.samples import CODEBOOK
from triage.analysis.comparison import compare
from triage.domain.coding import Answer, Coding
from triage.report.agreement import agreement_of_raters, resamples_for
from triage.report.build import build_report
from triage.report.method import sentences

KEYS = [f"octo/cats#{number}" for number in range(1, 13)]


def rater(*codes: str) -> dict[str, Coding]:
    answers = (
        coded(n, RQ1=Answer(codes=(code,)), RQ2=Answer(codes=("scale",) if n % 2 else ("gap",)))
        for n, code in enumerate(codes, 1)
        if code
    )
    return {coding.issue: coding for coding in answers}


ADA = rater(*["speed", "api", "device"] * 4)
BOB = rater(*["speed", "api", "api"] * 3, "speed", "", "")


def test_the_figures_are_those_of_the_comparison() -> None:
    raters = {"ada": ADA, "bob": BOB}
    found = agreement_of_raters(CODEBOOK, raters, KEYS, primary="cohen_kappa", seed=7)
    compared = compare(CODEBOOK, raters, KEYS, "cohen_kappa", 7, resamples_for(10))
    for each, question in zip(found, compared.questions, strict=True):
        expected = question.coefficient(question.primary)
        assert (each.question, each.coefficient) == (question.question, expected.title)
        assert (each.value, each.reason) == (expected.figure.value, expected.figure.reason)
        interval = expected.interval
        assert interval is not None
        assert (each.low, each.high) == (interval.low, interval.high)
    assert [each.n for each in found] == [10, 10, 0]
    assert found[0].interval == "2,000 resamples, seed 7"
    assert found[2].value is None
    assert found[2].reason


def test_a_single_rater_agrees_with_nobody() -> None:
    assert agreement_of_raters(CODEBOOK, {"ada": ADA}, KEYS, primary="cohen_kappa", seed=7) == ()


def test_a_bootstrap_over_many_issues_takes_fewer_resamples() -> None:
    assert [resamples_for(n) for n in (0, 30, 500, 1000, 5000, 10**6)] == [
        2000, 2000, 1000, 500, 100, 100,
    ]  # fmt: skip


def test_the_method_tells_how_the_intervals_were_made() -> None:
    raters = {"ada": ADA, "bob": BOB}
    found = agreement_of_raters(CODEBOOK, raters, KEYS, primary="cohen_kappa", seed=7)
    method = sentences(build_report(small_material([], agreement=found)))
    assert method[-1].endswith("from a bootstrap over issues (2,000 resamples, seed 7).")
