from collections.abc import Collection

import pytest

from tests.report.material import coded, small_material
from triage.domain.coding import Answer, Marks
from triage.report.build import build_report
from triage.report.model import Report, Statement
from triage.report.narrative import Narrative
from triage.report.support import Support, look_up, support_warnings


def report(*recommendations: Statement) -> Report:
    codings = [
        coded(1, RQ1=Answer(codes=("speed",)), RQ3=Answer(codes=("use-case",), missing=("cost",))),
        coded(2, RQ1=Answer(codes=("speed",)), RQ3=Answer(missing=("cost",))),
        coded(3, RQ1=Answer(codes=("api",)), RQ3=Answer(codes=("cost",))),
        coded(4, RQ1=Answer(codes=("speed",))),
        coded(5).with_part("@marks", Marks(excluded="dogs")),
    ]
    return build_report(
        small_material(codings, narrative=Narrative(recommendations=recommendations))
    )


def looked_up(words: str, excluded: Collection[int] = (5,)) -> Support:
    return look_up(words, report().sections, range(1, 11), excluded)


@pytest.mark.parametrize(
    "words", ["RQ1.speed", "rq1.SPEED", "Speed", "“speed”", 'the code "Speed"', "RQ1.speed, Speed"]
)
def test_a_finding_is_named_by_code_or_label(words: str) -> None:
    assert looked_up(words) == Support(figures=("“Speed” in RQ1: 3 of 4 · 75 % [31–95]",))


@pytest.mark.parametrize(
    "words", ["RQ1.speed 75 %", "RQ1.speed (75%)", "Speed in 3 of 4", "Speed 3/4", "Speed 75.0 %"]
)
def test_a_figure_that_agrees_is_not_mentioned(words: str) -> None:
    assert looked_up(words).warnings == ()


@pytest.mark.parametrize(
    ("words", "warning"),
    [
        ("RQ1.dogs", "RQ1.dogs: RQ1 has no code dogs; it has speed, api, device"),
        ("RQ9.speed", "RQ9.speed: there is no question RQ9, only RQ1, RQ2, RQ3"),
        ("“Dogs”", "no finding is called “Dogs”"),
        ("RQ1.device", "“Device” in RQ1 holds for no issue"),
        ("RQ1.speed 74 %", "74 % is cited, but the report has “Speed” in RQ1: 3 of 4"),
        ("RQ1.speed 3 of 5", "3 of 5 is cited, but the report has “Speed” in RQ1: 3 of 4"),
        ("#99", "#99 is not in the sample"),
        ("#5", "#5 is excluded as out of scope"),
        ("RQ1.speed, #3", "#3 is not coded with “Speed” in RQ1"),
        ("common sense", "“common sense” names no code, finding or issue of this report"),
        ("e.g. experience", "“e.g. experience” names no code, finding or issue of this report"),
    ],
)
def test_the_author_is_warned_when_support_does_not_hold(words: str, warning: str) -> None:
    (found,) = looked_up(words).warnings
    assert found.startswith(warning)


def test_of_a_checklist_item_the_standing_that_is_spoken_of_is_printed() -> None:
    assert looked_up("RQ3.cost").figures == ("“Cost” in RQ3, missing: 2 of 3 · 67 % [21–94]",)
    assert looked_up("RQ3.cost provided").figures == (
        "“Cost” in RQ3, provided: 1 of 3 · 33 % [6–79]",
    )
    assert looked_up("RQ3.cost missing in 2 of 3, #1").warnings == ()


def test_no_support_asks_for_nothing() -> None:
    assert looked_up("") == Support()


def test_warnings_name_the_statement() -> None:
    made = report(
        Statement(title="Feed them", text="twice", support="RQ1.speed 3 of 4, #1"),
        Statement(title="", text="thrice", support="#77"),
    )
    assert made.recommendations[0].figures == ("“Speed” in RQ1: 3 of 4 · 75 % [31–95]",)
    assert support_warnings(made) == ["Recommendation 2: #77 is not in the sample."]


def test_a_recommendation_that_rests_on_nothing_is_told() -> None:
    (warning,) = support_warnings(report(Statement(title="Feed them", text="twice")))
    assert warning.startswith("Recommendation 1 “Feed them”: it names nothing that it rests on")
