"""The same figures from other people's programs, on tables that nobody has chosen.

These programs take seconds to import, so that each test imports its own.
"""

from typing import Literal

import pytest
from hypothesis import given, settings

from tests.analysis.tables import CODES, set_tables, tables
from triage.analysis.agreement import Ratings
from triage.analysis.distances import (
    Codes,
    Pairs,
    masi,
    overlap,
)
from triage.analysis.distributions import hypergeometric_tails, student_quantile
from triage.analysis.ordered_alphas import interval_alpha, ordinal_alpha, ratio_alpha
from triage.analysis.proportions import clopper_pearson, jeffreys

Metric = Literal["nominal", "ordinal", "interval", "ratio"]
Table = list[list[str | None]]


@settings(max_examples=40, deadline=None)
@given(tables(fewest=2))
def test_alphas_of_four_metrics_are_those_of_krippendorff(table: Table) -> None:
    import krippendorff

    numbers = [[None if code is None else CODES.index(code) + 1 for code in row] for row in table]
    ours: dict[Metric, float | None] = {
        "nominal": Ratings(table).figures()["krippendorff_alpha"].value,
        "ordinal": ordinal_alpha(numbers),
        "interval": interval_alpha(numbers),
        "ratio": ratio_alpha(numbers),
    }
    if ours["nominal"] is None:
        return
    gaps_as_nan = [[float("nan") if code is None else code for code in row] for row in numbers]
    columns = [list(column) for column in zip(*gaps_as_nan, strict=True)]
    for metric, value in ours.items():
        theirs = krippendorff.alpha(reliability_data=columns, level_of_measurement=metric)
        assert value == pytest.approx(float(theirs), abs=1e-9), metric


@settings(max_examples=40, deadline=None)
@given(tables(raters=2, gaps=False, fewest=1))
def test_cohens_kappa_is_that_of_scikit_learn(table: Table) -> None:
    from sklearn.metrics import cohen_kappa_score

    ours = Ratings(table).figures()["cohen_kappa"].value
    if ours is not None:
        first, second = zip(*table, strict=True)
        assert ours == pytest.approx(float(cohen_kappa_score(first, second)), abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(tables(raters=3, gaps=False, fewest=2))
def test_coefficients_of_three_raters_are_those_of_nltk(table: Table) -> None:
    from nltk.metrics.agreement import AnnotationTask

    ratings = Ratings(table)
    figures = ratings.figures()
    if figures["light_kappa"].value is None:
        return
    task = AnnotationTask(
        (rater, unit, code) for unit, row in enumerate(table) for rater, code in enumerate(row)
    )
    theirs = {
        "percent_agreement": task.avg_Ao(),
        "fleiss_kappa": task.pi(),
        "conger_kappa": task.multi_kappa(),
        "light_kappa": task.kappa(),
        "brennan_prediger": task.S(),
        "krippendorff_alpha": task.alpha(),
    }
    for name, value in theirs.items():
        assert figures[name].value == pytest.approx(value, abs=1e-9), name


def nltk_masi(a: Codes, b: Codes) -> float:
    """NLTK's distance, which divides by zero for two empty sets."""
    from nltk.metrics import masi_distance

    return float(masi_distance(a, b)) if a | b else 0.0


@settings(max_examples=30, deadline=None)
@given(set_tables())
def test_alpha_with_masi_is_that_of_nltk(table: list[list[Codes | None]]) -> None:
    from nltk.metrics.agreement import AnnotationTask

    ours = Pairs(table, overlap).alpha(masi)
    if ours is None:
        return
    task = AnnotationTask(
        (
            (rater, unit, chosen)
            for unit, row in enumerate(table)
            for rater, chosen in enumerate(row)
            if chosen is not None
        ),
        distance=nltk_masi,
    )
    assert ours == pytest.approx(task.alpha(), abs=1e-9)


def test_quantiles_and_tails_are_those_of_scipy_where_it_is_installed() -> None:
    stats = pytest.importorskip("scipy.stats")
    for k, n in ((1, 3), (9, 30), (1, 5000), (4500, 5000), (90_000, 200_000)):
        exact, prior = clopper_pearson(k, n), jeffreys(k, n)
        assert exact.low == pytest.approx(stats.beta.ppf(0.025, k, n - k + 1), rel=1e-9)
        assert exact.high == pytest.approx(stats.beta.ppf(0.975, k + 1, n - k), rel=1e-9)
        assert prior.low == pytest.approx(stats.beta.ppf(0.025, k + 0.5, n - k + 0.5), rel=1e-9)
    for degrees in (1, 2, 7, 29, 1000):
        theirs = stats.t.ppf(0.975, degrees)
        assert student_quantile(0.975, degrees) == pytest.approx(theirs, rel=1e-9)
    for k, n, carriers, population in (
        (3, 30, 200, 2500),
        (0, 30, 5, 60),
        (40, 900, 9000, 200_000),
    ):
        at_most, at_least = hypergeometric_tails(k, n, carriers, population)
        theirs = stats.hypergeom(population, carriers, n)
        assert at_most == pytest.approx(theirs.cdf(k), rel=1e-9)
        assert at_least == pytest.approx(theirs.sf(k - 1), rel=1e-9)
