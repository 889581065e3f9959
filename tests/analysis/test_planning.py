"""Sizes and chances that are asked for before coding begins."""

import json
from collections.abc import Callable
from math import comb
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.shared_data import shared
from triage.analysis.planning import (
    chance_to_meet,
    double_coding_for_alpha,
    double_coding_for_percent,
    exact_sample_size,
    margin_of_error,
    sample_size,
)
from triage.domain.errors import InputError


def truth(part: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(shared("data/agreement/proportions.json").read_text())[
        part
    ]
    return rows


def test_sample_size_for_five_points_of_1092_issues_is_285() -> None:
    assert sample_size(0.05, 1092) == 285


def test_sample_size_is_never_larger_than_the_population() -> None:
    assert sample_size(0.001, 10) == 10


def test_every_tabled_sample_size_is_reproduced() -> None:
    for row in truth("sample_size"):
        arguments = (row["margin"], row["N"], row["level"], row["p"])
        assert sample_size(*arguments) == row["n"]
        assert exact_sample_size(*arguments) == pytest.approx(row["n_exact"], abs=1e-9)


def test_every_tabled_margin_is_reproduced() -> None:
    for row in truth("margin_of_error"):
        found = margin_of_error(row["n"], row["N"], row["level"], row["p"])
        assert found == pytest.approx(row["margin"], abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 5000), st.floats(0.01, 0.4))
def test_the_sample_size_of_a_margin_gives_that_margin(population: int, margin: float) -> None:
    n = sample_size(margin, population)
    assert margin_of_error(n, population) <= margin + 1e-9
    assert n == 1 or margin_of_error(n - 1, population) > margin - 1e-9


def test_chance_to_meet_without_a_limit_is_binomial() -> None:
    assert chance_to_meet(0.05, 30) == pytest.approx(1 - 0.95**30, abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_chance_to_meet_in_a_population_is_hypergeometric(data: st.DataObject) -> None:
    population = data.draw(st.integers(1, 200))
    n = data.draw(st.integers(0, population))
    carriers = data.draw(st.integers(1, max(1, population - 1)))
    rarity = min(carriers / population, 0.999)
    missed = comb(population - carriers, n) / comb(population, n)
    assert chance_to_meet(rarity, n, population) == pytest.approx(1 - missed, abs=1e-9)


def test_a_code_rarer_than_one_issue_counts_as_one() -> None:
    assert chance_to_meet(0.001, 30, 60) == pytest.approx(0.5, abs=1e-12)


def test_nothing_is_met_in_no_draws() -> None:
    assert chance_to_meet(0.5, 0) == chance_to_meet(0.5, 0, 10) == 0


@pytest.mark.parametrize(
    ("population", "sizes"),
    [
        (10_000, [141, 100, 54]),
        (5_000, [139, 99, 54]),
        (1_000, [125, 92, 52]),
        (500, [111, 84, 49]),
        (250, [91, 72, 45]),
        (100, [59, 51, 36]),
    ],
)
def test_double_coding_for_percent_matches_the_table_of_lacy_and_riffe(
    population: int, sizes: list[int]
) -> None:
    reach = 0.03 * 1.6448536269514722  # the table takes a standard error of 0.03
    found = [double_coding_for_percent(p, p - reach, population) for p in (0.85, 0.90, 0.95)]
    assert found == pytest.approx(sizes, abs=1)


def test_double_coding_for_alpha_matches_the_table_of_krippendorff() -> None:
    assert double_coding_for_alpha(0.800, 1 / 4) == 139
    assert double_coding_for_alpha(0.667, 1 / 4) == 81


def test_double_coding_never_asks_for_more_than_there_is() -> None:
    assert double_coding_for_alpha(0.8, 0.01, 40) == 40
    assert double_coding_for_percent(0.9, 0.899, 40) <= 40


@pytest.mark.parametrize(
    "call",
    [
        lambda: sample_size(0),
        lambda: sample_size(5),
        lambda: sample_size(0.05, 0),
        lambda: sample_size(0.05, level=95),
        lambda: margin_of_error(0),
        lambda: margin_of_error(31, 30),
        lambda: chance_to_meet(1.0, 3),
        lambda: chance_to_meet(0.1, 31, 30),
        lambda: double_coding_for_percent(0.8, 0.8),
        lambda: double_coding_for_alpha(0.8, 0.25, raters=1),
    ],
)
def test_what_cannot_be_planned_is_refused_with_words(call: Callable[[], float]) -> None:
    with pytest.raises(InputError):
        call()
