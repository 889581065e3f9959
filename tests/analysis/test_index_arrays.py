"""An index as arrays: nothing is lost, and arrays that do not fit are refused."""

import numpy as np
import pytest
from hypothesis import given, settings

from tests.analysis.reports import REPORTS, populations
from triage.analysis.duplicates import Index
from triage.analysis.index_arrays import TYPES, arrays_of, index_from
from triage.domain.errors import InputError
from triage.domain.issue import Issue


@settings(deadline=None, max_examples=30)
@given(populations)
def test_index_comes_back_from_its_arrays(reports: list[Issue]) -> None:
    index = Index.build(reports)
    again = index_from(arrays_of(index))
    assert again.common == index.common
    assert again.learned_from == index.learned_from
    for number in index.rows.numbers.tolist():
        assert again.suggest(number) == index.suggest(number)


@pytest.mark.parametrize("name", TYPES)
def test_missing_array_is_refused(name: str) -> None:
    arrays = arrays_of(Index.build(REPORTS))
    del arrays[name]
    with pytest.raises(InputError, match=name):
        index_from(arrays)


@pytest.mark.parametrize("name", TYPES)
def test_shortened_array_is_refused(name: str) -> None:
    index = Index.build([*REPORTS, *(_form(number) for number in range(50, 70))])
    arrays = arrays_of(index)
    arrays[name] = arrays[name][:-1]
    with pytest.raises(InputError, match="inconsistent"):
        index_from(arrays)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("terms", 10**6),
        ("terms", -1),
        ("postings", 10**6),
        ("term_ends", 10**6),
        ("title_terms", 10**6),
        ("repeated_terms", -1),
        ("numbers", 2),
        ("days", np.nan),
        ("posting_ends", -5),
    ],
)
def test_impossible_value_is_refused(name: str, value: float) -> None:
    arrays = arrays_of(Index.build(REPORTS))
    arrays[name] = arrays[name].copy()
    arrays[name][0] = value
    with pytest.raises(InputError, match="inconsistent"):
        index_from(arrays)


def _form(number: int) -> Issue:
    from tests.analysis.reports import issue

    return issue(number, f"title {number}", "I use: Linux\n")
