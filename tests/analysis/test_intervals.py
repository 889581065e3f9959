"""Bootstrap over units: exact ends where they can be enumerated, and what always holds."""

import json
from collections import Counter
from collections.abc import Sequence
from math import sqrt
from typing import Any

import pytest
from hypothesis import given, settings

from tests.analysis.tables import set_tables, tables
from tests.shared_data import shared
from triage.analysis import coefficients
from triage.analysis.agreement import NO_VARIATION, TITLES, TWO_RATERS_ONLY, Ratings
from triage.analysis.distances import SET_DISTANCES, Pairs, overlap
from triage.analysis.intervals import (
    TOO_FEW_UNITS,
    Resampled,
    Statistic,
    bootstrap,
    percentile_interval,
    resampled_sums,
)
from triage.analysis.set_agreement import SET_TITLES, SetRatings
from triage.analysis.set_sums import SetLayout
from triage.analysis.unit_sums import Layout, Sums
from triage.domain.errors import InputError

NAMES = {
    "cohen": "cohen_kappa",
    "fleiss": "fleiss_kappa",
    "ac1": "gwet_ac1",
    "alpha": "krippendorff_alpha",
}


def truth() -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The codings by case, and the enumerated or simulated intervals."""
    cases = json.loads(shared("data/agreement/cases.json").read_text())
    rows = json.loads(shared("data/agreement/bootstrap.json").read_text())
    return {case["id"]: case for case in cases}, rows["exact"] + rows["monte_carlo"]


def assert_in_bands(found: Resampled, row: dict[str, Any]) -> None:
    bands = row["bands"][str(found.resamples)]
    for end, (lowest, highest) in ((found.low, bands["q025"]), (found.high, bands["q975"])):
        assert end is not None
        assert lowest - 1e-9 <= end <= highest + 1e-9, row["id"]
    chance = row["probability_undefined"]
    expected = chance * found.resamples
    assert abs(found.undefined - expected) <= 5 * sqrt(expected * (1 - chance)) + 1


def one(layout: Layout, name: str, codes: int) -> Statistic:
    """A statistic of one coefficient."""

    def statistic(flat: Sequence[int]) -> list[float | None]:
        sums: Sums = layout.read(flat)
        counted, observed = sums.codes, coefficients.percent_agreement(sums.codes)
        values = {
            "cohen": lambda: coefficients.cohen_kappa(sums.pairs[0]),
            "fleiss": lambda: coefficients.fleiss_kappa(
                observed, coefficients.mean_shares(counted)
            ),
            "ac1": lambda: coefficients.gwet_ac1(
                observed, coefficients.mean_shares(counted), codes
            ),
            "alpha": lambda: coefficients.krippendorff_alphas(counted)[0],
        }
        return [values[name]()]

    return statistic


@pytest.mark.parametrize("resamples", [1000, 2000])
def test_ends_fall_where_the_enumeration_says(resamples: int) -> None:
    cases, rows = truth()
    found = {}
    for row in rows:
        if "note" in row:
            continue
        if row["id"] not in found:
            case = cases[row["id"]]
            ratings = Ratings(case["units"], case["categories"])
            assert ratings.pairable_units == row["resampled_units"]
            found[row["id"]] = ratings.intervals(20260704, resamples).coefficients
        assert_in_bands(found[row["id"]][NAMES[row["coefficient"]]], row)


def test_ends_of_many_resamples_of_few_units_fall_where_the_enumeration_says() -> None:
    cases, rows = truth()
    for row in rows:
        if row["resampled_units"] > 12:
            continue
        codes = cases[row["id"]]["categories"]
        places = {None: None} | {code: place for place, code in enumerate(codes)}
        table = [tuple(places[code] for code in unit) for unit in cases[row["id"]]["units"]]
        sizes = [len(unit) - unit.count(None) for unit in table]
        layout = Layout(tuple(sorted(set(sizes))), len(table[0]), len(codes))
        fewest = 1 if "note" in row else 2
        units = [
            layout.counts(unit) for unit, size in zip(table, sizes, strict=True) if size >= fewest
        ]
        assert len(units) == row["resampled_units"]
        statistic = one(layout, row["coefficient"], len(codes))
        assert_in_bands(bootstrap(units, statistic, 1, 7, 10_000)[0], row)


TWELVE: list[list[str | None]] = [
    ["a", "a"],
    ["a", "b"],
    ["b", "b"],
    ["c", "c"],
    ["a", "c"],
    ["b", "b"],
] * 2


def test_a_seed_gives_the_same_interval_again_and_another_seed_another() -> None:
    ratings = Ratings(TWELVE)
    assert ratings.intervals(5, 400) == ratings.intervals(5, 400)
    assert ratings.intervals(5, 400) != ratings.intervals(6, 400)


def test_the_draws_of_a_seed_are_the_ones_they_have_always_been() -> None:
    sums = list(resampled_sums([[1, 0, 0], [0, 1, 0], [0, 0, 1]], seed=42, resamples=4))
    assert sums == [(2, 1, 0), (1, 0, 2), (1, 1, 1), (2, 1, 0)]


def test_a_resample_draws_as_many_units_as_there_are() -> None:
    units = [[1, place] for place in range(40)]
    assert {sums[0] for sums in resampled_sums(units, 1, 50)} == {40}


def test_sums_beyond_32_bits_are_exact() -> None:
    big = 1 << 40
    assert set(resampled_sums([[big, 1], [big, 1], [big, 1]], 1, 5)) == {(3 * big, 3)}


def test_units_with_one_coding_are_never_drawn() -> None:
    alone: list[list[str | None]] = [["c", None]] * 30
    assert (
        Ratings(TWELVE + alone).intervals(5, 300).coefficients["krippendorff_alpha"]
        == (Ratings(TWELVE, "abc").intervals(5, 300).coefficients["krippendorff_alpha"])
    )


def test_one_unit_gives_no_interval_and_says_why() -> None:
    found = Ratings([["a", "b"]]).intervals(1, 100).coefficients
    assert found["krippendorff_alpha"] == Resampled(None, None, 0, 0, TOO_FEW_UNITS)


def test_an_interval_of_an_undefined_figure_carries_its_reason() -> None:
    found = Ratings([["a", "a", "a"]] * 5, "ab").intervals(1, 100).coefficients
    assert found["krippendorff_alpha"].reason == NO_VARIATION
    assert found["krippendorff_alpha"].undefined == 100
    assert found["cohen_kappa"].reason == TWO_RATERS_ONLY
    assert found["gwet_ac1"].low == found["gwet_ac1"].high == 1


@pytest.mark.parametrize("name", SET_TITLES)
def test_an_interval_asked_for_alone_is_the_one_among_all(name: str) -> None:
    sets: list[list[frozenset[str] | None]] = [
        [frozenset("ab"), frozenset("a"), None],
        [frozenset("c"), frozenset("c"), frozenset("bc")],
        [frozenset(), frozenset("a"), frozenset("a")],
    ] * 4
    ratings = SetRatings(sets, "abc")
    alone = ratings.intervals(3, 50, only=name).coefficients[name]
    assert alone == ratings.intervals(3, 50).coefficients[name]


def test_no_table_at_all_gives_no_interval() -> None:
    assert Ratings([]).intervals(1, 100).coefficients.keys() == TITLES.keys()
    assert SetRatings([]).intervals(1, 100).coefficients["alpha_masi"].low is None


def test_fewer_than_one_resample_is_refused() -> None:
    with pytest.raises(InputError, match="ask for"):
        Ratings(TWELVE).intervals(1, 0)


def test_a_watch_hears_how_far_the_work_is_and_can_stop_it() -> None:
    heard: list[tuple[int, int]] = []
    Ratings(TWELVE * 500).intervals(1, 200, lambda done, wanted: heard.append((done, wanted)))
    assert heard[0] == (0, 200)
    assert heard[-1] == (200, 200)
    assert len(heard) > 2

    def stop(done: int, wanted: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Ratings(TWELVE).intervals(1, 40, stop)


def test_a_percentile_interval_interpolates_and_counts_what_it_drops() -> None:
    values = [None, *map(float, range(101))]
    found = percentile_interval(values)
    assert [found.low, found.high] == pytest.approx([2.5, 97.5])
    assert (found.resamples, found.undefined) == (102, 1)


@settings(max_examples=40, deadline=None)
@given(set_tables())
def test_set_sums_give_the_same_alphas_as_the_definition(
    table: list[list[frozenset[str] | None]],
) -> None:
    units = [Counter(each for each in row if each is not None) for row in table]
    pairable = [unit for unit in units if unit.total() > 1]
    layout = SetLayout(pairable, "abcd", list(SET_DISTANCES.values()))
    if not pairable:
        return
    sums = layout.read([sum(column) for column in zip(*map(layout.counts, pairable), strict=True)])
    for distance, alpha in zip(SET_DISTANCES.values(), layout.alphas(sums), strict=True):
        assert alpha == pytest.approx(Pairs(table, overlap).alpha(distance), abs=1e-12)
    percent = Ratings(table).figures()["percent_agreement"].value
    assert layout.exact_match(sums) == pytest.approx(percent, abs=1e-12)


@settings(max_examples=25, deadline=None)
@given(tables())
def test_an_interval_lies_within_what_the_coefficient_can_be(table: list[list[str | None]]) -> None:
    for found in Ratings(table).intervals(3, 50).coefficients.values():
        assert (found.low is None) == bool(found.reason)
        if found.low is not None and found.high is not None:
            assert found.low <= found.high <= 1 + 1e-9
            assert 0 <= found.undefined < found.resamples == 50
