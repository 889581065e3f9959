"""Made-up studies of any size, for measurements."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from msgspec import structs

from store.settings import Settings
from store.workspace import Workspace
from triage.domain.drawing import listed
from triage.domain.issue import Issue, SampledIssue
from triage.exchange.github_files import BadRow, read_issues
from triage.presets import preset_text

REPOSITORY = "octo/cats"
BEGIN = datetime(2020, 1, 1, tzinfo=UTC)
TEXT = """
the cache grows until memory is full when a request with long context arrives and model server
returns error on device kernel tensor batch token stream quantization support please add option
config version docker python install crash slow throughput latency adapter
"""
WORDS = TEXT.split()


def made_up_issues(count: int, words: int = 350) -> Iterator[Issue]:
    """Issues with bodies of so many words, the same in every run."""
    random = Random(42)
    for number in range(1, count + 1):
        body = " ".join(random.choices(WORDS, k=words))
        yield Issue(
            repository=REPOSITORY,
            number=number,
            title=" ".join(random.choices(WORDS, k=7)),
            created_at=BEGIN + timedelta(hours=number),
            body=f"### What happens\n\n{body}\n\n### Alternatives\n\n_No response_\n",
            labels=("feature request",),
            comment_count=number % 7,
        )


def issues_of(file: Path) -> list[Issue]:
    """The issues of a file in GitHub's shape."""
    return [row for row in read_issues(file, REPOSITORY) if not isinstance(row, BadRow)]


def make_study(folder: Path, issues: list[Issue], reserve: int = 0) -> Workspace:
    """A workspace whose sample is all of some issues, the last of them in reserve."""
    settings = Settings(repository=issues[0].repository, rater="ada")
    workspace = Workspace.create(folder, settings, preset_text("feature-request"), "")
    numbers = [issue.number for issue in issues]
    drawn = len(numbers) - reserve
    manifest = listed(
        "main", issues[0].repository, numbers[:drawn], "all", BEGIN, population_size=len(issues)
    )
    manifest = structs.replace(manifest, reserve=tuple(numbers[drawn:]))
    workspace.keep_sample(manifest, [SampledIssue(issue=issue) for issue in issues])
    return workspace
