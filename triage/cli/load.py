"""`triage load FILE…`: the population from files in the shape of GitHub's REST interface."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
from msgspec import Struct

from store.workspace import Workspace
from triage.cli.options import json_option, workspace_option
from triage.cli.output import print_json, say, warn
from triage.cli.progress import ByteProgress
from triage.domain.issue import Issue
from triage.exchange.github_files import BadRow, LoadCount, read_issues

MOST_TOLD = 20
"""Bad rows that are told one by one."""


class Loaded(Struct, kw_only=True):
    """What `triage load` did."""

    issues: int = 0
    new: int = 0
    changed: int = 0
    pull_requests: int = 0
    other_repositories: int = 0
    bad_rows: list[str] = []


@click.command(epilog="Example: triage load issues.json.gz more.jsonl")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@workspace_option
@json_option
def load(files: tuple[Path, ...], folder: Path, as_json: bool) -> None:
    """Load issues from FILEs: JSON arrays or JSON lines, also gzipped.

    Pull requests are left out and counted. A bad row is told with its line; the good ones stay.
    Exits with 1 when there were bad rows.
    """
    workspace = Workspace.open(folder)
    loaded = Loaded()
    with workspace.population(create=True) as population:
        for file in files:
            count = LoadCount()
            with ByteProgress(file.name) as progress:
                issues = _issues(file, workspace.settings.repository, count, loaded, progress)
                saved = population.save_issues(issues, datetime.now(UTC))
            loaded.issues += saved.new + saved.changed + saved.unchanged
            loaded.new += saved.new
            loaded.changed += saved.changed
            loaded.pull_requests += count.pull_requests
    _tell(loaded, as_json)
    raise SystemExit(1 if loaded.bad_rows else 0)


def _issues(
    file: Path, repository: str, count: LoadCount, loaded: Loaded, progress: ByteProgress
) -> Iterator[Issue]:
    rows = read_issues(file, repository, count=count, on_progress=progress.update)
    for row in rows:
        if isinstance(row, BadRow):
            loaded.bad_rows.append(str(row))
        elif row.repository.casefold() != repository.casefold():
            loaded.other_repositories += 1
        else:
            yield row


def _tell(loaded: Loaded, as_json: bool) -> None:
    if as_json:
        print_json(loaded)
        return
    for bad in loaded.bad_rows[:MOST_TOLD]:
        warn(bad)
    if len(loaded.bad_rows) > MOST_TOLD:
        warn(f"… and {len(loaded.bad_rows) - MOST_TOLD} more bad rows")
    words = [f"{loaded.issues} issues ({loaded.new} new, {loaded.changed} changed)"]
    words += [f"{loaded.pull_requests} pull requests left out"] if loaded.pull_requests else []
    if loaded.other_repositories:
        words.append(f"{loaded.other_repositories} issues of other repositories left out")
    words += [f"{len(loaded.bad_rows)} bad rows left out"] if loaded.bad_rows else []
    say("Loaded " + ", ".join(words))
