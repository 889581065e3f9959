"""Coefficients: published tables, what is not defined, and what holds for any codings."""

from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.published import (
    COHEN_1960,
    FEINSTEIN_CICCHETTI_1990,
    FLEISS_1971,
    KRIPPENDORFF_4X12,
    from_confusion,
    from_counts,
)
from tests.analysis.tables import CODES, tables
from triage.analysis import agreement
from triage.analysis.agreement import Figure, Ratings
from triage.analysis.coefficients import cohen_kappa_max, krippendorff_alphas
from triage.analysis.ordered_alphas import interval_alpha, ordinal_alpha, ratio_alpha
from triage.analysis.prevalence import paradox
from triage.analysis.set_agreement import SetRatings
from triage.analysis.standard_errors import cohen_estimate

Table = list[list[str | None]]


def values(ratings: Ratings) -> dict[str, float | None]:
    return {name: figure.value for name, figure in ratings.figures().items()}


def test_cohens_table_has_his_kappa_its_maximum_and_its_error() -> None:
    ratings = Ratings(from_confusion(COHEN_1960))
    assert values(ratings)["cohen_kappa"] == pytest.approx(29 / 59, abs=1e-12)
    assert cohen_kappa_max(ratings.sums.pairs[0]) == pytest.approx(49 / 59, abs=1e-12)
    assert ratings.confusion() == COHEN_1960
    estimate = cohen_estimate(COHEN_1960)
    assert estimate is not None
    assert estimate.error == pytest.approx(0.051001815576, abs=1e-12)


def test_fleiss_thirty_patients_have_his_kappa() -> None:
    ratings = Ratings(from_counts(FLEISS_1971))
    assert values(ratings)["percent_agreement"] == pytest.approx(5 / 9, abs=1e-12)
    assert values(ratings)["fleiss_kappa"] == pytest.approx(0.43024452006, abs=1e-11)


def test_krippendorffs_four_observers_have_his_four_alphas() -> None:
    nominal = values(Ratings(KRIPPENDORFF_4X12))["krippendorff_alpha"]
    assert nominal == pytest.approx(113 / 152, abs=1e-12)
    ordinal = ordinal_alpha(KRIPPENDORFF_4X12)
    assert ordinal == pytest.approx(108577 / 133160, abs=1e-12)
    assert interval_alpha(KRIPPENDORFF_4X12) == pytest.approx(951 / 1120, abs=1e-12)
    assert ratio_alpha(KRIPPENDORFF_4X12) == pytest.approx(18222619 / 22852465, abs=1e-12)


def test_low_kappa_at_high_agreement_is_explained_in_a_sentence() -> None:
    figures = Ratings(from_confusion(FEINSTEIN_CICCHETTI_1990["skewed"])).figures()
    sentence = paradox(
        figures["percent_agreement"],
        figures["cohen_kappa"],
        "Cohen's kappa",
        {"yes": 0.875, "no": 0.125},
        figures["gwet_ac1"],
    )
    assert sentence == (
        "The raters agree on 85 %, yet Cohen's kappa is 0.32: 88 % of the codings are “yes”, so "
        "chance alone would give nearly as much agreement. Read AC1 (0.81) and the agreement "
        "per code beside it."
    )


def test_agreement_that_kappa_confirms_needs_no_explanation() -> None:
    figures = Ratings(from_confusion(FEINSTEIN_CICCHETTI_1990["balanced"])).figures()
    shares = {"yes": 0.48, "no": 0.52}
    kappa, percent = figures["cohen_kappa"], figures["percent_agreement"]
    assert paradox(percent, kappa, "Cohen's kappa", shares, figures["gwet_ac1"]) == ""


def test_full_agreement_without_variation_is_explained_too() -> None:
    figures = Ratings([["a", "a"]] * 9, "ab").figures()
    sentence = paradox(
        figures["percent_agreement"],
        figures["krippendorff_alpha"],
        "alpha",
        {"a": 1.0},
        figures["gwet_ac1"],
    )
    assert sentence.startswith("The raters agree on 100 %, yet alpha is not defined: every coding")


@pytest.mark.parametrize(
    ("table", "codes", "reason"),
    [
        ([], "ab", agreement.NOTHING_CODED),
        ([[None, None]], "ab", agreement.NOTHING_CODED),
        ([["a"], ["b"]], "ab", agreement.ONE_RATER),
        ([["a", None], ["b", None]], "ab", agreement.ONE_RATER),
        ([["a", None], [None, "b"]], "ab", agreement.NO_OVERLAP),
        ([["a", "a"], ["a", "a"]], "ab", agreement.NO_VARIATION),
        ([["a", "a"], ["a", "a"]], "a", agreement.ONE_CODE),
    ],
)
def test_what_is_not_defined_says_why(table: Table, codes: str, reason: str) -> None:
    figures = Ratings(table, codes).figures()
    assert figures["krippendorff_alpha"] == Figure(None, reason)
    assert figures["cohen_kappa"].value is None


def test_two_rater_coefficients_of_three_raters_point_to_the_pairs() -> None:
    figures = Ratings([["a", "b", "a"], ["b", "b", "b"]]).figures()
    assert figures["cohen_kappa"] == Figure(None, agreement.TWO_RATERS_ONLY)
    assert figures["scott_pi"] == Figure(None, agreement.TWO_RATERS_ONLY)


def test_light_says_when_a_pair_is_the_reason() -> None:
    figures = Ratings([["a", "a", "b"], ["a", "a", "a"]]).figures()
    assert figures["light_kappa"] == Figure(None, agreement.UNDEFINED_PAIR)


def test_rows_of_unequal_length_are_filled_with_gaps() -> None:
    short: Table = [["a", "a"], ["b", "b", "a"], []]
    full: Table = [["a", "a", None], ["b", "b", "a"], [None, None, None]]
    assert values(Ratings(short)) == values(Ratings(full))


def test_a_code_outside_the_codebook_counts_as_one_more_to_choose_from() -> None:
    assert Ratings([["a", "z"]], "ab").codes == ("a", "b", "z")


@settings(max_examples=60, deadline=None)
@given(tables(), st.randoms(use_true_random=False), st.permutations(CODES))
def test_names_and_orders_change_nothing(table: Table, random: Random, names: list[str]) -> None:
    renamed = dict(zip(CODES, names, strict=True))
    other = [[None if code is None else renamed[code] for code in row] for row in table]
    random.shuffle(other)
    order = list(range(max(map(len, table), default=0)))
    random.shuffle(order)
    other = [[row[place] for place in order] for row in other]
    found = values(Ratings(other, CODES))
    assert found == pytest.approx(values(Ratings(table, CODES)), abs=1e-12, nan_ok=False)


@settings(max_examples=60, deadline=None)
@given(tables(raters=3), st.sampled_from(CODES))
def test_a_unit_with_one_coding_changes_neither_percent_nor_alpha(table: Table, code: str) -> None:
    before = values(Ratings(table, CODES))
    after = values(Ratings([*table, [None, code, None]], CODES))
    for name in ("percent_agreement", "percent_all_agree", "krippendorff_alpha"):
        assert after[name] == pytest.approx(before[name], abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(tables(raters=2, gaps=False, fewest=1))
def test_two_raters_without_gaps_tie_the_coefficients_together(table: Table) -> None:
    found = values(Ratings(table, CODES))
    n, pi, alpha = len(table), found["scott_pi"], found["krippendorff_alpha"]
    assert found["fleiss_kappa"] == pytest.approx(pi, abs=1e-12)
    assert found["conger_kappa"] == pytest.approx(found["cohen_kappa"], abs=1e-12)
    assert found["light_kappa"] == pytest.approx(found["cohen_kappa"], abs=1e-12)
    if pi is None:
        assert alpha is None
    else:
        assert alpha == pytest.approx(1 - (1 - pi) * (2 * n - 1) / (2 * n), abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(tables(codes="ab"))
def test_with_two_codes_each_codes_alpha_is_alpha(table: Table) -> None:
    ratings = Ratings(table, "ab")
    alpha = values(ratings)["krippendorff_alpha"]
    for code in "ab":
        assert values(ratings.yes_no(code))["krippendorff_alpha"] == pytest.approx(alpha)


@settings(max_examples=60, deadline=None)
@given(tables())
def test_alpha_of_a_code_from_the_shared_sums_is_that_of_yes_and_no(table: Table) -> None:
    ratings = Ratings(table, CODES)
    for code, alpha in zip(CODES, krippendorff_alphas(ratings.sums.codes)[1:], strict=True):
        assert alpha == pytest.approx(values(ratings.yes_no(code))["krippendorff_alpha"])


@settings(max_examples=60, deadline=None)
@given(tables())
def test_one_element_sets_agree_like_single_codes(table: Table) -> None:
    sets = [[None if code is None else frozenset({code}) for code in row] for row in table]
    alpha = values(Ratings(table))["krippendorff_alpha"]
    figures = SetRatings(sets).figures()
    for name in ("set_equality", "jaccard", "masi", "dice"):
        assert figures[f"alpha_{name}"].value == pytest.approx(alpha, abs=1e-12)


@settings(max_examples=100, deadline=None)
@given(tables())
def test_one_means_unanimous_with_two_codes_and_nothing_is_above_it(table: Table) -> None:
    found = values(Ratings(table, CODES))
    pairable = [
        [code for code in row if code is not None]
        for row in table
        if len(row) - row.count(None) > 1
    ]
    unanimous = all(len(set(codes)) == 1 for codes in pairable)
    varied = len({code for codes in pairable for code in codes}) > 1
    alpha = found["krippendorff_alpha"]
    assert (alpha is not None and alpha > 1 - 1e-12) == (unanimous and varied)
    assert (alpha is None) == (not varied)
    assert all(value is None or value <= 1 + 1e-12 for value in found.values())


def test_the_order_of_three_raters_does_not_matter_to_sets() -> None:
    row = [frozenset("ab"), frozenset("b"), frozenset[str]()]
    other = [frozenset("c"), None, frozenset("bc")]
    found = {
        tuple(
            figure.value
            for figure in SetRatings([[row[i] for i in order], [other[i] for i in order]])
            .figures()
            .values()
        )
        for order in permutations(range(3))
    }
    assert len(found) == 1
