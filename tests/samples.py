"""Made-up issues and a small codebook, for tests."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from triage.domain.codebook import Code, Codebook, Kind, Question
from triage.domain.issue import Issue, SampledIssue
from triage.domain.sample import Manifest

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
REPOSITORY = "octo/cats"

CODEBOOK = Codebook(
    name="cats",
    questions=(
        Question(
            id="RQ1",
            title="What is asked for?",
            short="Type",
            kind=Kind.SINGLE,
            codes=(
                Code(id="speed", label="Speed", key="1", definition="It should be faster."),
                Code(id="device", label="Device", key="2", definition="Another device."),
                Code(id="api", label="API", key="3", definition="Another interface."),
            ),
        ),
        Question(
            id="RQ2",
            title="Which problems are named?",
            kind=Kind.MULTI,
            codes=(
                Code(id="scale", label="Scale", key="1"),
                Code(id="gap", label="Gap", key="2"),
            ),
        ),
        Question(
            id="RQ3",
            title="Which information is given?",
            kind=Kind.CHECKLIST,
            codes=(
                Code(id="use-case", label="Use case", key="1"),
                Code(id="cost", label="Cost", key="2"),
            ),
        ),
    ),
)


def issue(number: int, **facts: object) -> Issue:
    """An issue with a number, and the facts that matter to a test."""
    made = {
        "repository": REPOSITORY,
        "number": number,
        "title": f"Cat {number}",
        "created_at": NOON - timedelta(days=number),
        **facts,
    }
    return Issue(**made)  # type: ignore[arg-type]  # facts are checked by the test's own asserts


def sampled(count: int, **facts: object) -> list[SampledIssue]:
    """Issues 1 to `count`."""
    return [SampledIssue(issue=issue(number, **facts)) for number in range(1, count + 1)]


def by_key(issues: Iterable[SampledIssue]) -> dict[str, SampledIssue]:
    """Issues by their key."""
    return {each.issue.key: each for each in issues}


def manifest(count: int, **facts: object) -> Manifest:
    """The manifest of `sampled(count)`."""
    made = {
        "name": "main",
        "repository": REPOSITORY,
        "numbers": tuple(range(1, count + 1)),
        "drawn_at": NOON,
        **facts,
    }
    return Manifest(**made)  # type: ignore[arg-type]  # facts are checked by the test's own asserts


class Clock:
    """A clock that goes a second further each time it is read."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now
