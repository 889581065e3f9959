import pytest

from triage.analysis.proportions import interval
from triage.report.model import Finding
from triage.report.ranking import leaders


def findings(n: int, *counts: int) -> list[Finding]:
    return [
        Finding(code=str(k), label=f"Code {k}", k=k, n=n, interval=interval(k, n), issues=())
        for k in counts
    ]


@pytest.mark.parametrize(
    ("n", "counts", "leading"),
    [
        (30, (9, 7, 6, 5, 3), 0),
        (30, (20, 5, 5), 1),
        (100, (45, 44, 6, 5), 2),
        (30, (15, 15), 0),
        (30, (30,), 0),
        (30, (1, 0, 0), 0),
        (1000, (600, 300, 100), 1),
    ],
)
def test_a_lead_is_claimed_only_where_intervals_lie_apart(
    n: int, counts: tuple[int, ...], leading: int
) -> None:
    assert len(leaders(findings(n, *counts))) == leading


def test_without_a_base_nobody_leads() -> None:
    nothing = [
        Finding(code=code, label=code, k=0, n=0, interval=None, issues=()) for code in ("a", "b")
    ]
    assert leaders(nothing) == []
