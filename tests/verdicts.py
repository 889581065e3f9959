"""Codings that hold nothing but verdicts on duplicates, for tests."""

from collections.abc import Mapping

from tests.samples import REPOSITORY
from triage.domain.coding import Coding, Likeness, Verdicts

SIZE = 5
KEYS = tuple(f"{REPOSITORY}#{number}" for number in range(1, SIZE + 1))

Given = Mapping[int, Mapping[int, Likeness]]
"""Verdicts by the number of the issue that was read, then of the other one."""


def judged(given: Given, canonical: Mapping[int, int] = {}) -> dict[str, Coding]:
    return {
        f"{REPOSITORY}#{number}": Coding(
            issue=f"{REPOSITORY}#{number}",
            verdicts=Verdicts(pairs=dict(pairs), canonical=canonical.get(number)),
        )
        for number, pairs in given.items()
    }
