"""SQL and Python give the same answer to the same filter."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from store.population import Population
from tests.domain.filter_trees import filters, issues
from tests.memory_population import in_memory
from triage.domain.filter_match import Candidate, matches
from triage.domain.filters import Filter
from triage.domain.issue import Issue

NOW = datetime(2025, 1, 1, tzinfo=UTC)


@settings(max_examples=70, deadline=None)
@given(
    st.lists(issues, max_size=8, unique_by=lambda issue: issue.key),
    st.lists(filters(), min_size=1, max_size=8),
)
def test_sql_selects_what_python_selects(some: list[Issue], wheres: list[Filter]) -> None:
    with in_memory(Population) as population:
        population.save_issues(some, NOW)
        for where in wheres:
            expected = {issue.key for issue in some if matches(where, Candidate(issue))}
            assert set(population.keys(where)) == expected, str(where)
            assert population.count(where) == len(expected)
