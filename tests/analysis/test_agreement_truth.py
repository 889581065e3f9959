"""Every published or independently confirmed value of the data beside the checkout."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.shared_data import shared
from triage.analysis import prevalence
from triage.analysis.agreement import YES, Ratings
from triage.analysis.coefficients import cohen_kappa_max, specific_agreement
from triage.analysis.distances import SET_DISTANCES, overlap
from triage.analysis.ordered_alphas import interval_alpha, ordinal_alpha, ratio_alpha
from triage.analysis.set_agreement import SetRatings
from triage.analysis.standard_errors import (
    Estimate,
    ac1_estimate,
    alpha_estimate,
    cohen_estimate,
    fleiss_estimate,
)

Case = dict[str, Any]
Value = float | None

NAMES = {"krippendorff_alpha_nominal": "krippendorff_alpha"}
ESTIMATES: Mapping[str, Callable[[Ratings], Estimate | None]] = {
    "cohen_kappa": lambda ratings: cohen_estimate(ratings.confusion()),
    "fleiss_kappa": lambda ratings: fleiss_estimate(ratings.unit_counts()),
    "gwet_ac1": lambda ratings: ac1_estimate(ratings.unit_counts(), len(ratings.codes)),
    "krippendorff_alpha": lambda ratings: alpha_estimate(ratings.unit_counts()),
}
ENDS = {"_se": "error", "_ci_low": "low", "_ci_high": "high"}
TWO_CODES = {
    "prevalence_index": prevalence.prevalence_index,
    "bias_index": prevalence.bias_index,
    "pabak": prevalence.pabak,
    "positive_agreement": prevalence.positive_agreement,
    "negative_agreement": prevalence.negative_agreement,
    "cohen_kappa_max": cohen_kappa_max,
}
METRICS: Mapping[str, Callable[[Case], Value]] = {
    "krippendorff_alpha_ordinal": lambda case: ordinal_alpha(case["units"]),
    "krippendorff_alpha_interval": lambda case: interval_alpha(case["units"]),
    "krippendorff_alpha_ratio": lambda case: ratio_alpha(case["units"]),
}
PER_CODE = {
    "category_kappa": "fleiss_kappa",
    "category_alpha": "krippendorff_alpha",
    "category_cohen": "cohen_kappa",
}
PER_TAG = {
    "tag_alpha": "krippendorff_alpha",
    "tag_ac1": "gwet_ac1",
    "tag_percent": "percent_agreement",
    "tag_fleiss": "fleiss_kappa",
    "tag_cohen": "cohen_kappa",
}


def load(name: str) -> list[Case]:
    cases: list[Case] = json.loads(shared(f"data/agreement/{name}").read_text())
    return cases


def found(case: Case, ratings: Ratings, row: Case) -> Value:
    """The value that the project gives for one expected row."""
    name: str = row["coefficient"]
    code = next((each for each in ratings.codes if str(each) == row.get("code")), None)
    if name in METRICS:
        return METRICS[name](case)
    if name in TWO_CODES:
        return TWO_CODES[name](ratings.sums.pairs[0])
    if name == "specific_agreement":
        return specific_agreement(ratings.sums.codes, ratings.codes.index(code))
    if name in PER_CODE:
        return ratings.yes_no(code).figures()[PER_CODE[name]].value
    for suffix, end in ENDS.items():
        if name.endswith(suffix):
            estimate = ESTIMATES[name.removesuffix(suffix)](ratings)
            return None if estimate is None else getattr(estimate, end)
    if "pair" in row:
        ratings = ratings.pair(*(place - 1 for place in row["pair"]))
    return ratings.figures()[NAMES.get(name, name)].value


def test_every_case_with_single_codes_is_reproduced() -> None:
    checked = 0
    for case in load("cases.json"):
        ratings = Ratings(case["units"], case["categories"])
        assert len(ratings.codes) == case["q"]
        for row in case["expected"]:
            where = (case["id"], row)
            assert found(case, ratings, row) == pytest.approx(row["value"], abs=1e-9), where
            checked += 1
    assert checked > 700


def test_every_published_figure_is_matched_at_its_printed_digits() -> None:
    for case in load("cases.json"):
        ratings = Ratings(case["units"], case["categories"])
        for row in case["expected"]:
            if row.get("published") and row["value"] is not None:
                digits = len(row["published"].partition(".")[2])
                value = found(case, ratings, row)
                assert value == pytest.approx(float(row["published"]), abs=0.6 * 10**-digits)


def test_every_confusion_matrix_is_reproduced() -> None:
    for case in load("cases.json"):
        if "confusion" in case:
            ratings = Ratings(case["units"], case["categories"])
            assert ratings.confusion() == case["confusion"]


def test_every_case_with_sets_is_reproduced() -> None:
    checked = 0
    for case in load("sets.json"):
        table = [
            [None if each is None else frozenset(each) for each in row] for row in case["units"]
        ]
        ratings = SetRatings(table, case["tags"])
        figures = ratings.figures()
        for row in case["expected"]:
            name, tag = row["coefficient"], row.get("tag", "")
            if name in PER_TAG:
                value = ratings.yes_no(tag).figures()[PER_TAG[name]].value
            elif name == "tag_positive_agreement":
                yes_no = ratings.yes_no(tag)
                value = specific_agreement(yes_no.sums.codes, yes_no.codes.index(YES))
            else:
                value = figures[name].value
            assert value == pytest.approx(row["value"], abs=1e-9), (case["id"], row)
            checked += 1
    assert checked > 250


def test_every_distance_is_reproduced_exactly() -> None:
    for pair in load("distances.json"):
        a, b = frozenset(pair["a"]), frozenset(pair["b"])
        for name in ("jaccard", "masi", "dice"):
            assert str(SET_DISTANCES[name](overlap(a, b))) == pair[name]["exact"]
            assert overlap(a, b) == overlap(b, a)


def test_every_degenerate_case_is_reproduced_with_a_reason_where_not_defined() -> None:
    for case in load("degenerate.json"):
        figures = Ratings(case["units"], case["categories"]).figures()
        for name, value in case["expected"].items():
            figure = figures[NAMES.get(name, name)]
            assert figure.value == pytest.approx(value, abs=1e-9), (case["id"], name)
            assert bool(figure.reason) == (value is None)
