"""Intervals for k of n: known values, and what holds for every k and n."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.shared_data import shared
from triage.analysis.proportions import (
    Interval,
    clopper_pearson,
    goodman,
    hypergeometric_count,
    interval,
    jeffreys,
    wilson,
)
from triage.domain.errors import InputError


def truth() -> dict[str, list[dict[str, Any]]]:
    loaded: dict[str, list[dict[str, Any]]] = json.loads(
        shared("data/agreement/proportions.json").read_text()
    )
    return loaded


def ends(found: Interval) -> list[float]:
    return [found.low, found.high]


@st.composite
def shares(draw: st.DrawFn) -> tuple[int, int, int]:
    """k of n out of N."""
    population = draw(st.integers(1, 3000))
    n = draw(st.integers(1, min(population, 400)))
    return draw(st.integers(0, n)), n, population


def test_interval_is_wilson_at_95_percent() -> None:
    assert ends(interval(9, 30)) == pytest.approx([0.16664748268, 0.47875787459], abs=1e-10)


def test_interval_narrows_when_the_population_is_known() -> None:
    assert ends(interval(9, 30, 60)) == pytest.approx([0.198266934973, 0.426184813238], abs=1e-10)


def test_interval_of_a_whole_population_is_its_share() -> None:
    assert interval(9, 30, 30) == Interval(0.3, 0.3)


def test_interval_of_nothing_coded_says_nothing() -> None:
    assert interval(0, 0) == interval(0, 0, 0) == Interval(0.0, 1.0)


@pytest.mark.parametrize(("k", "n", "population"), [(4, 3, None), (-1, 3, None), (1, 3, 2)])
def test_interval_refuses_what_is_no_share(k: int, n: int, population: int | None) -> None:
    with pytest.raises(InputError):
        interval(k, n, population)


@pytest.mark.parametrize("level", [0.0, 1.0, 95.0, float("nan")])
def test_a_level_outside_0_and_1_is_refused(level: float) -> None:
    with pytest.raises(InputError, match=r"0\.95 is usual"):
        wilson(1, 3, level=level)


def test_every_tabled_interval_is_reproduced() -> None:
    table = truth()
    for row in table["n30"] + table["other"]:
        k, n, level = row["k"], row["n"], row["level"]
        assert ends(wilson(k, n, level=level)) == pytest.approx(row["wilson"], abs=1e-9)
        assert ends(jeffreys(k, n, level)) == pytest.approx(row["jeffreys"], abs=1e-9)
        exact = ends(clopper_pearson(k, n, level))
        assert exact == pytest.approx(row["clopper_pearson"], abs=1e-9)


def test_every_tabled_finite_population_is_reproduced() -> None:
    for row in truth()["finite_population"]:
        k, n, population, level = row["k"], row["n"], row["N"], row["level"]
        found = ends(wilson(k, n, population, level))
        assert found == pytest.approx(row["wilson_fpc"], abs=1e-9)
        counts = hypergeometric_count(k, n, population, level)
        assert list(counts) == row["hypergeometric_count"]
        assert [count / population for count in counts] == row["hypergeometric"]


def test_every_tabled_simultaneous_interval_is_reproduced() -> None:
    for row in truth()["multinomial_goodman"]:
        found = [end for each in goodman(row["counts"], row["level"]) for end in ends(each)]
        assert found == pytest.approx([end for each in row["intervals"] for end in each], abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(shares())
def test_every_interval_holds_the_share_and_mirrors(share: tuple[int, int, int]) -> None:
    k, n, population = share
    for found, mirrored in (
        (wilson(k, n), wilson(n - k, n)),
        (wilson(k, n, population), wilson(n - k, n, population)),
        (clopper_pearson(k, n), clopper_pearson(n - k, n)),
        (jeffreys(k, n), jeffreys(n - k, n)),
    ):
        assert 0 <= found.low <= k / n <= found.high <= 1
        assert [1 - mirrored.high, 1 - mirrored.low] == pytest.approx(ends(found), abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(shares())
def test_counts_in_the_population_hold_what_was_seen_and_mirror(
    share: tuple[int, int, int],
) -> None:
    k, n, population = share
    fewest, most = hypergeometric_count(k, n, population)
    assert k <= fewest <= most <= population - (n - k)
    assert hypergeometric_count(n - k, n, population) == (population - most, population - fewest)


def test_a_count_whose_tail_is_exactly_the_limit_is_left_out() -> None:
    assert hypergeometric_count(1, 1, 40) == (2, 40)
    assert hypergeometric_count(0, 1, 40) == (0, 38)
