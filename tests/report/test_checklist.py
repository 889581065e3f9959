import pytest

from tests.report.material import coded, demo_material, small_material
from tests.samples import CODEBOOK, NOON, manifest
from triage.domain.coding import Answer, Marks
from triage.report.build import Material, build_report
from triage.report.checklist import Point, Standard, State, reporting_checklist
from triage.report.model import Agreement, Round


def points(material: Material) -> dict[tuple[Standard, str], Point]:
    made = reporting_checklist(build_report(material))
    named = {(each.standard, each.asks): each for each in made}
    assert len(named) == len(made)
    return named


BARE = points(small_material([]))
FULL = points(
    small_material(
        [coded(1).with_part("@marks", Marks(excluded="dogs"))]
        + [coded(n, **{q.id: Answer(none_apply=True) for q in CODEBOOK}) for n in range(2, 11)],
        manifest=manifest(
            10,
            seed="s",
            population_size=100,
            population_digest="abc",
            population_fetched_at=NOON,
            where="label:cats",
        ),
        source="consensus",
        raters=("ada", "bob"),
        rounds=(Round(name="first", raters=("ada", "bob"), is_blind=True),),
        agreement=tuple(
            Agreement(question=each.id, coefficient="alpha", value=0.8, n=9) for each in CODEBOOK
        ),
    )
)


def test_every_point_says_something_and_is_of_a_standard() -> None:
    for made in (BARE, FULL, points(demo_material())):
        assert {standard for standard, _ in made} == set(Standard)
        assert all(each.sentence.endswith(".") for each in made.values())


@pytest.mark.parametrize(
    ("standard", "asks", "words"),
    [
        (Standard.SAMPLING, "a replicable account of the draw", "SHA-256"),
        (Standard.SAMPLING, "an argument for representativeness", "±31.3 points"),
        (Standard.RELIABILITY, "how raters rated independently", "Blind rounds: first."),
        (Standard.RELIABILITY, "how disagreements were resolved", "consensus"),
        (Standard.RELIABILITY, "a statistic of agreement for each question", "RQ1: alpha 0.80"),
        (Standard.MINING, "how and when the data were acquired", "Fetched on 2026-01-02."),
        (Standard.MINING, "several annotators", "2 raters: ada and bob."),
        (Standard.MINING, "what the annotators were asked", "every issue in scope is coded"),
        (Standard.MINING, "how criteria of inclusion were validated", "with reasons: 1."),
    ],
)
def test_a_point_is_done_only_when_the_data_answer_it(
    standard: Standard, asks: str, words: str
) -> None:
    done = FULL[standard, asks]
    assert done.state is State.DONE
    assert words in done.sentence
    before = BARE.get((standard, asks))
    assert before is None or before.state is State.OPEN


def test_a_single_rater_has_to_be_justified() -> None:
    assert (Standard.RELIABILITY, "why a single rater is enough") in BARE
    assert (Standard.RELIABILITY, "why a single rater is enough") not in FULL


def test_codes_without_a_definition_are_named() -> None:
    assert FULL[Standard.RELIABILITY, "what was rated"].sentence == (
        "Define these codes: RQ2 Scale, RQ2 Gap, RQ3 Use case and RQ3 Cost."
    )


def test_what_only_an_author_knows_stays_open() -> None:
    for asks in ("the goal of sampling", "how the sample could be biased"):
        assert FULL[Standard.SAMPLING, asks].state is State.OPEN
