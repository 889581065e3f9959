"""From codings to the comparison: gaps, marks, sets, checklists, disputes, JSON."""

import json

import msgspec
import pytest

from tests.analysis.test_intervals import TWELVE
from triage.analysis.agreement import NO_OVERLAP, NO_VARIATION, ONE_RATER, Figure, Ratings
from triage.analysis.answers import CodingsByRater, answer_table
from triage.analysis.comparison import Comparison, compare
from triage.analysis.disagreements import plurality
from triage.analysis.distances import masi, overlap
from triage.analysis.primary import primary_for
from triage.analysis.question_agreement import QuestionAgreement
from triage.domain.codebook import Code, Codebook, Kind, Question
from triage.domain.coding import Answer, Coding, Marks
from triage.domain.errors import InputError


def codes(*ids: str) -> tuple[Code, ...]:
    return tuple(Code(id=each, label=each.title()) for each in ids)


TYPE = Question(id="type", title="Type", kind=Kind.SINGLE, codes=codes("speed", "api", "docs"))
TAGS = Question(id="tags", title="Problems", kind=Kind.MULTI, codes=codes("x", "y", "z"))
FACTS = Question(id="facts", title="Facts", kind=Kind.CHECKLIST, codes=codes("cost", "case"))
BOOK = Codebook(name="study", questions=(TYPE, TAGS, FACTS))
ISSUES = [f"o/n#{number}" for number in range(1, 7)]


def coding(issue: str, marks: Marks | None = None, **answers: Answer) -> Coding:
    return Coding(issue=issue, answers=answers, marks=marks or Marks())


def one(code: str) -> Answer:
    return Answer(codes=(code,))


def some(*chosen: str, missing: tuple[str, ...] = ()) -> Answer:
    return Answer(codes=chosen, missing=missing, none_apply=not chosen and not missing)


def by_rater(**codings: list[Coding]) -> CodingsByRater:
    return {rater: {each.issue: each for each in own} for rater, own in codings.items()}


def compared(codings: CodingsByRater, resamples: int = 0) -> Comparison:
    return compare(BOOK, codings, ISSUES, "krippendorff_alpha", 1, resamples)


def figure(question: QuestionAgreement, name: str) -> Figure:
    return question.coefficient(name).figure


ADA = [
    coding(ISSUES[0], type=one("speed"), tags=some("x", "y"), facts=some("cost")),
    coding(ISSUES[1], type=one("api"), tags=some(), facts=some("cost", missing=("case",))),
    coding(ISSUES[2], type=one("speed"), tags=some("z")),
    coding(ISSUES[3], type=one("docs"), marks=Marks(flagged=True)),
    coding(ISSUES[4], type=one("api"), marks=Marks(excluded="a question")),
]
BOB = [
    coding(ISSUES[0], type=one("speed"), tags=some("y"), facts=some("cost")),
    coding(ISSUES[1], type=one("docs"), tags=some(), facts=some(missing=("cost", "case"))),
    coding(ISSUES[2], type=one("speed"), tags=some("x")),
    coding(ISSUES[3], marks=Marks(skipped=True)),
    coding(ISSUES[4], type=one("api")),
]
BOTH = by_rater(ada=ADA, bob=BOB)


def test_single_choices_are_compared_where_both_answered_and_nobody_excluded() -> None:
    question = compared(BOTH).question("type")
    expected = Ratings(
        [("speed", "speed"), ("api", "docs"), ("speed", "speed"), ("docs", None), (None, "api")],
        ("speed", "api", "docs"),
    ).figures()
    assert {each.name: each.figure for each in question.coefficients} == expected
    assert question.leading.name == "krippendorff_alpha"


def test_coverage_lists_the_issues_by_number_of_raters() -> None:
    comparison = compared(BOTH)
    numbers = {each.raters: each.issues for each in comparison.question("type").coverage}
    assert numbers == {0: (ISSUES[5],), 1: (ISSUES[3], ISSUES[4]), 2: tuple(ISSUES[:3])}
    overall = {each.raters: each.issues for each in comparison.coverage}
    assert overall == numbers


def test_marks_are_counted_apart() -> None:
    ada, bob = compared(BOTH).standings
    assert ada.complete == (ISSUES[0], ISSUES[1])
    assert ada.partial == (ISSUES[2], ISSUES[3])
    assert (ada.flagged, ada.excluded) == ((ISSUES[3],), {ISSUES[4]: "a question"})
    assert ada.uncoded == (ISSUES[5],)
    assert (bob.skipped, bob.uncoded) == ((ISSUES[3],), (ISSUES[3], ISSUES[5]))


def test_an_issue_that_only_some_excluded_is_listed() -> None:
    (split,) = compared(BOTH).split_exclusions
    assert (split.issue, split.excluded_by, split.coded_by) == (ISSUES[4], ("ada",), ("bob",))


def test_multiple_choices_are_compared_as_sets_and_an_empty_set_is_an_answer() -> None:
    question = compared(BOTH).question("tags")
    assert question.leading.name == "alpha_masi"
    assert figure(question, "percent_exact_match").value == pytest.approx(1 / 3)
    (pair,) = question.pairs
    assert pair.common == 3


def test_each_code_has_its_prevalence_and_positive_agreement() -> None:
    x, y, z = compared(BOTH).question("tags").codes
    assert (x.code, x.label, x.issues, x.codings, x.chosen) == ("x", "X", 3, 6, 2)
    assert x.prevalence.value == pytest.approx(2 / 6)
    assert (x.positive_agreement.value, y.positive_agreement.value) == (0, 1)
    assert z.chosen == 1


def test_a_code_that_nobody_chose_has_no_agreement_and_says_so() -> None:
    codings = by_rater(
        ada=[coding(ISSUES[0], type=one("api"))], bob=[coding(ISSUES[0], type=one("docs"))]
    )
    speed = compared(codings).question("type").codes[0]
    assert speed.positive_agreement == Figure(None, "no rater chose the code")
    assert speed.alpha == Figure(None, NO_VARIATION)
    assert speed.prevalence == Figure(0.0)


def test_a_checklist_is_compared_item_by_item_and_as_a_set() -> None:
    question = compared(BOTH).question("facts")
    assert [code.code for code in question.codes] == [
        "cost:provided",
        "cost:missing",
        "case:provided",
        "case:missing",
    ]
    assert question.codes[0].label == "Cost: provided"
    assert question.codes[0].signed_label == "✓ Cost"
    cost, case = question.items
    expected = Ratings([("provided", "provided"), ("provided", "missing")])
    assert cost.coefficients[0].figure == expected.figures()["percent_agreement"]
    assert case.coefficients[0].figure.value == 1
    matrix = question.pairs[0].confusions[0]
    assert (matrix.subject, matrix.codes) == ("cost", ("provided", "missing", "neither"))
    assert matrix.issues("provided", "missing") == (ISSUES[1],)


def test_a_confusion_cell_holds_its_issues() -> None:
    (matrix,) = compared(BOTH).question("type").pairs[0].confusions
    assert matrix.counts() == [[2, 0, 0], [0, 0, 1], [0, 0, 0]]
    assert matrix.issues("speed", "speed") == (ISSUES[0], ISSUES[2])
    assert matrix.issues("docs", "api") == ()


def test_confusion_of_a_multiple_choice_is_yes_or_no_per_code() -> None:
    x, *_ = compared(BOTH).question("tags").pairs[0].confusions
    assert (x.subject, x.codes, x.counts()) == ("x", ("yes", "no"), [[0, 1], [1, 1]])


def test_issues_most_in_dispute_come_first() -> None:
    comparison = compared(BOTH)
    assert [each.issue for each in comparison.disputes] == [ISSUES[1], ISSUES[2], ISSUES[0]]
    first, second, third = comparison.disputes
    facts = masi(overlap(frozenset({"a", "b"}), frozenset({"b", "c"})))
    assert first.dispute == pytest.approx(1 + float(facts))
    assert second.dispute == 1
    assert third.dispute == pytest.approx(2 / 3)
    assert third.questions[0].answers == {"ada": ("x", "y"), "bob": ("y",)}
    assert third.questions[0].plurality is None


def test_two_of_three_raters_make_a_plurality_and_a_smaller_dispute() -> None:
    codings = {**BOTH, **by_rater(eve=[coding(ISSUES[1], type=one("api"))])}
    found = compared(codings).question("type").disagreements[0]
    assert found.plurality == ("api",)
    assert found.dispute == pytest.approx(2 / 3)


def test_plurality_is_none_on_a_tie_and_without_entries() -> None:
    assert plurality(["a", "b", "a", None]) == "a"
    assert plurality(["a", "b"]) is None
    assert plurality([None]) is None


def test_a_single_choice_with_two_codes_is_left_out_and_shown() -> None:
    codings = by_rater(
        ada=[coding(ISSUES[0], type=Answer(codes=("api", "docs")))],
        bob=[coding(ISSUES[0], type=Answer(none_apply=True))],
    )
    question = compared(codings).question("type")
    assert [(each.rater, each.codes) for each in question.unfit] == [
        ("ada", ("api", "docs")),
        ("bob", ()),
    ]
    assert question.coverage[0].issues == tuple(ISSUES)


def test_a_code_that_the_codebook_lost_is_compared_all_the_same() -> None:
    codings = by_rater(
        ada=[coding(ISSUES[0], type=one("gone"), facts=some("old"))],
        bob=[coding(ISSUES[0], type=one("gone"), facts=some("old"))],
    )
    comparison = compared(codings)
    gone = comparison.question("type").codes[-1]
    assert (gone.code, gone.label, gone.chosen) == ("gone", "gone", 2)
    assert comparison.question("facts").items[-1].item == "old"
    assert comparison.question("facts").codes[-1].label == "old: provided"


def test_codings_outside_the_sample_take_no_part() -> None:
    outside = by_rater(ada=[*ADA, coding("o/n#99", type=one("api"))], bob=BOB)
    assert compared(outside) == compared(BOTH)


@pytest.mark.parametrize(
    ("codings", "reason"),
    [
        (by_rater(ada=ADA), ONE_RATER),
        (by_rater(ada=ADA, bob=[]), ONE_RATER),
        (by_rater(ada=ADA[:1], bob=BOB[1:2]), NO_OVERLAP),
        (by_rater(), "nothing is coded"),
    ],
)
def test_what_cannot_be_compared_says_why(codings: CodingsByRater, reason: str) -> None:
    comparison = compared(codings, resamples=50)
    for question in comparison.questions:
        assert question.leading.figure == Figure(None, reason)
        assert question.leading.interval is not None
        assert question.leading.interval.low is None


def test_intervals_come_with_seed_and_number_of_resamples() -> None:
    codings = {
        rater: {
            f"o/n#{number}": coding(f"o/n#{number}", type=one(str(row[place])))
            for number, row in enumerate(TWELVE)
        }
        for place, rater in enumerate(("ada", "bob"))
    }
    book = Codebook(name="study", questions=(TYPE,))
    issues = [f"o/n#{number}" for number in range(len(TWELVE))]
    comparison = compare(book, codings, issues, "gwet_ac1", 7, 300)
    (question,) = comparison.questions
    direct = Ratings(TWELVE, ("speed", "api", "docs")).intervals(7, 300)
    assert question.leading.name == "gwet_ac1"
    assert question.leading.interval == direct.coefficients["gwet_ac1"]
    assert question.codes[-1].interval == direct.codes[question.codes[-1].code]
    assert (comparison.seed, comparison.resamples) == (7, 300)


def test_a_watch_hears_of_all_questions_as_one_work() -> None:
    heard: list[tuple[int, int]] = []
    compare(BOOK, BOTH, ISSUES, "alpha_jaccard", 1, 20, lambda *state: heard.append(state))
    assert heard[0] == (0, 60)
    assert heard[-1] == (60, 60)
    assert heard == sorted(heard)


def test_an_unknown_coefficient_is_refused_with_the_known_ones() -> None:
    with pytest.raises(InputError, match="gwet_ac1"):
        compare(BOOK, BOTH, ISSUES, "kappa", 1, 0)


def test_a_declared_coefficient_leads_where_it_applies() -> None:
    assert primary_for(Kind.SINGLE, "cohen_kappa") == "cohen_kappa"
    assert primary_for(Kind.MULTI, "cohen_kappa") == "alpha_masi"
    assert primary_for(Kind.CHECKLIST, "alpha_dice") == "alpha_dice"
    assert primary_for(Kind.SINGLE, "alpha_dice") == "krippendorff_alpha"


def test_unlike_use_of_a_code_is_noted() -> None:
    issues = [f"o/n#{number}" for number in range(20)]
    codings: CodingsByRater = {
        "ada": {issue: coding(issue, type=one("api")) for issue in issues},
        "bob": {
            issue: coding(issue, type=one("api" if place < 10 else "docs"))
            for place, issue in enumerate(issues)
        },
    }
    comparison = compare(BOOK, codings, issues, "cohen_kappa", 1, 0)
    assert comparison.question("type").notes[0] == (
        "ada chose “Api” for 20 of 20 issues, bob for 10: they draw the line at different "
        "places, which is for the codebook to settle."
    )


def test_a_comparison_goes_through_json_and_back() -> None:
    comparison = compared(BOTH, resamples=30)
    encoded = msgspec.json.encode(comparison)
    assert json.loads(encoded)["raters"] == ["ada", "bob"]
    assert msgspec.json.decode(encoded, type=Comparison) == comparison


def test_the_answers_of_a_checklist_are_words_in_the_codebooks_order() -> None:
    codings = by_rater(ada=[coding(ISSUES[0], facts=some("case", missing=("cost",)))])
    table = answer_table(FACTS, codings, ISSUES[:1])
    assert table.rows == [[("case:provided", "cost:missing")]]
