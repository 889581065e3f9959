"""`triage load FILE…`: the population from files in the shape of GitHub's REST interface."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
from msgspec import Struct

from store.population import Population, SaveCount
from store.workspace import SETTINGS, Workspace
from triage.cli.moments import read_moment
from triage.cli.options import json_option, workspace_option
from triage.cli.output import print_json, say, warn
from triage.cli.progress import ByteProgress
from triage.domain.errors import InputError
from triage.domain.issue import Issue
from triage.exchange.github_files import BadRow, LoadCount, read_issues
from triage.report.words import issues_in_words
from triage.sampling import population_filter

MOST_TOLD = 20
"""Bad rows that are told one by one."""


class Loaded(Struct, kw_only=True):
    """What `triage load` did."""

    issues: int = 0
    new: int = 0
    changed: int = 0
    repeated: int = 0
    """Rows about an issue that an earlier row was about; the last one counts."""
    pull_requests: int = 0
    other_repositories: int = 0
    bad_rows: list[str] = []
    population: int = 0
    """Issues that a sample can be drawn from now: those with the workspace's label."""


@click.command(epilog="Example: triage load issues.json.gz more.jsonl")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@workspace_option
@click.option("--as-of", metavar="DATE", help="When GitHub gave the files (UTC).")
@json_option
def load(files: tuple[Path, ...], folder: Path, as_of: str | None, as_json: bool) -> None:
    """Load issues from FILEs: JSON arrays or JSON lines, also gzipped.

    Pull requests are left out and counted. A bad row is told with its line; the good ones stay.
    Exits with 1 when there were bad rows. Without --as-of the issues count as loaded today, from
    files of unknown age.
    """
    stated = _stated(as_of) if as_of else None
    workspace = Workspace.open(folder)
    repository = workspace.settings.repository
    loaded, numbers = Loaded(), set[int]()
    with workspace.population(create=True) as population:
        for file in files:
            count = LoadCount()
            try:
                saved = _save(population, file, repository, numbers, loaded, count, stated)
            except KeyboardInterrupt:
                warn(f"{file}: stopped; nothing of this file was loaded")
                raise
            loaded.new += saved.new
            loaded.changed += saved.changed
            loaded.pull_requests += count.pull_requests
        loaded.population = population.count(population_filter(workspace.settings, ""))
    loaded.issues = len(numbers)
    loaded.changed = min(loaded.changed, loaded.issues - loaded.new)
    if as_json:
        print_json(loaded)
    else:
        _tell(loaded, workspace, is_dated=stated is not None)
    raise SystemExit(1 if loaded.bad_rows else 0)


def _save(
    population: Population,
    file: Path,
    repository: str,
    numbers: set[int],
    loaded: Loaded,
    count: LoadCount,
    stated: datetime | None,
) -> SaveCount:
    with ByteProgress(file.name) as progress:
        rows = read_issues(file, repository, count=count, on_progress=progress.update)
        issues = _own_issues(rows, repository, numbers, loaded)
        at = stated or datetime.now(UTC)
        return population.save_issues(issues, at, is_dated=stated is not None)


def _stated(as_of: str) -> datetime:
    """When the files were fetched, as somebody states it.

    Raises:
        InputError: it is no day or moment, or none that has been.
    """
    moment = read_moment(as_of, "--as-of")
    if moment > datetime.now(UTC):
        raise InputError(f"--as-of {as_of}: that lies in the future; say when the files were made")
    return moment


def _own_issues(
    rows: Iterator[Issue | BadRow], repository: str, numbers: set[int], loaded: Loaded
) -> Iterator[Issue]:
    """The issues of the workspace's repository; what else there is, is counted."""
    for row in rows:
        if isinstance(row, BadRow):
            loaded.bad_rows.append(str(row))
        elif row.repository.casefold() != repository.casefold():
            loaded.other_repositories += 1
        else:
            loaded.repeated += row.number in numbers
            numbers.add(row.number)
            yield row


def _tell(loaded: Loaded, workspace: Workspace, *, is_dated: bool) -> None:
    for bad in loaded.bad_rows[:MOST_TOLD]:
        warn(bad)
    if len(loaded.bad_rows) > MOST_TOLD:
        warn(f"… and {len(loaded.bad_rows) - MOST_TOLD:,} more bad rows")
    _tell_counts(loaded)
    if label := workspace.settings.label:
        carry = "carries" if loaded.population == 1 else "carry"
        say(f"Population: {issues_in_words(loaded.population)} {carry} the label “{label}”")
    if not loaded.population:
        warn(_why_nothing(loaded, workspace))
    if loaded.issues and not is_dated:
        say("From when they are is not said; where you know it, load them with --as-of DATE")
    if loaded.population and not workspace.samples.names():
        say("Next: `triage sample main --size 30 --seed 1`; `triage sample --plan` helps to choose")


def _tell_counts(loaded: Loaded) -> None:
    words = [f"{issues_in_words(loaded.issues)} ({loaded.new:,} new, {loaded.changed:,} changed)"]
    if loaded.repeated:
        words.append(f"{_counted(loaded.repeated, 'row')} about one of them again, the last counts")
    if loaded.pull_requests:
        words.append(f"{_counted(loaded.pull_requests, 'pull request')} left out")
    if loaded.other_repositories:
        words.append(f"{issues_in_words(loaded.other_repositories)} of other repositories left out")
    if loaded.bad_rows:
        words.append(f"{_counted(len(loaded.bad_rows), 'bad row')} left out")
    say("Loaded " + ", ".join(words))


def _why_nothing(loaded: Loaded, workspace: Workspace) -> str:
    """What to look at when there is nothing to draw from."""
    settings, file = workspace.settings, workspace.folder / SETTINGS
    if loaded.issues and settings.label:
        return (
            f"Nothing can be drawn yet: no issue carries the label “{settings.label}”. Check "
            f"`label` in {file}, or leave it out for the whole repository"
        )
    if loaded.other_repositories:
        return (
            f"Nothing can be drawn yet: every issue is of another repository than "
            f"{settings.repository}. Check `repository` in {file}, and the file"
        )
    return "Nothing can be drawn yet: there is no issue in what was loaded. Check the file"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
