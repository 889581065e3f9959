"""Small populations to draw from."""

from datetime import UTC, datetime, timedelta

from triage.domain.drawing import Request, draw
from triage.domain.issue import Issue
from triage.domain.sample import Manifest

NOW = datetime(2025, 7, 1, tzinfo=UTC)
REPOSITORY = "octo/demo"


def population(size: int = 100, first: int = 1) -> list[Issue]:
    """Issues whose facts differ in every way that strata look at."""
    return [
        Issue(
            repository=REPOSITORY,
            number=number,
            title=f"Issue {number}",
            created_at=NOW - timedelta(days=9 * number),
            state="open" if number % 3 else "closed",
            labels=("feature",) if number % 4 else ("feature", "stale"),
            author_association="NONE" if number % 5 else "MEMBER",
        )
        for number in range(first, first + size)
    ]


def drawn(size: int = 20, **wanted: object) -> Manifest:
    """A sample of the first hundred issues."""
    request = {"name": "main", "repository": REPOSITORY, "size": size, "seed": "42", "reserve": 5}
    return draw(Request(**{**request, **wanted}), population(), NOW, NOW)  # type: ignore[arg-type] # a request by its parts
