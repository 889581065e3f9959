"""`triage import FILE`: somebody else's codings, all of them or none.

A colleague, a spreadsheet or a program can be a rater this way. The suffix says how to read the
file; one of `.jsonl` that begins as a store does is another workspace's rater.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import click

from store.workspace import Workspace
from triage.cli.options import sample_option, workspace_option
from triage.cli.output import say, warn
from triage.domain.codebook import Codebook
from triage.domain.errors import InputError
from triage.domain.history import Timeline, changes_to
from triage.exchange.coding_collector import Collected, check_codings
from triage.sample_raters import SampleRaters

MOST_TOLD = 50
"""Problems that are told one by one."""


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--rater", required=True, help="Whose codings they become.")
@workspace_option
@sample_option
def import_(file: Path, rater: str, folder: Path, sample_name: str | None) -> None:
    """Take the codings of a sample from FILE: .csv, .json, .jsonl or a report in .md.

    A table has a row per issue with a column per question, or a row per issue, question and code.
    With a mistake in it nothing is imported, and every mistake is told with its line.
    """
    workspace = Workspace.open(folder)
    name = workspace.rater(rater)
    sample = SampleRaters(workspace, workspace.manifest(sample_name), workspace.codebook())
    collected = _read(file, sample, name)
    if collected.problems:
        raise InputError(_told(file, collected))
    if not collected.codings:
        raise InputError(f"{file}: there is no coding in it")
    with workspace.codings(name, write=True) as store:
        step = Timeline(store.history()).last_step + 1
        changes = changes_to(
            collected.codings.values(),
            store.codings(),
            step=step,
            at=datetime.now(UTC),
            reason=f"import of {file.name}",
        )
        workspace.keep_edition(sample.codebook)
        store.commit(changes)
    for notice in store.take_notices():
        warn(notice)
    if collected.ignored:
        warn(f"Left aside: {', '.join(collected.ignored)}")
    issues = len({change.issue for change in changes})
    say(
        f"Imported {len(collected.codings)} issues as {name}: {len(changes)} answers and marks of "
        f"{issues} issues are new. When they are complete: triage seal --rater {name}"
    )


def _read(file: Path, sample: SampleRaters, rater: str) -> Collected:
    codebook, repository = sample.codebook, sample.manifest.repository
    readers: dict[str, Callable[[], Collected]] = {
        ".csv": lambda: _read_csv(file, sample, rater),
        ".tsv": lambda: _read_csv(file, sample, rater),
        ".json": lambda: _read_json(file, sample, rater),
        ".jsonl": lambda: _read_json(file, sample, rater),
        ".md": lambda: _read_report(file, sample),
    }
    if file.suffix not in readers:
        raise InputError(f"{file}: codings are read from {', '.join(readers)}")
    if file.suffix == ".jsonl" and _is_store(file):
        return _read_store(file, codebook, repository, sample.keys)
    return readers[file.suffix]()


def _read_csv(file: Path, sample: SampleRaters, rater: str) -> Collected:
    from triage.exchange.codings_csv import read_codings_csv

    repository = sample.manifest.repository
    return read_codings_csv(file, sample.codebook, repository, sample.keys, rater)


def _read_json(file: Path, sample: SampleRaters, rater: str) -> Collected:
    from triage.exchange.codings_json import read_codings_json

    repository = sample.manifest.repository
    return read_codings_json(file, sample.codebook, repository, sample.keys, rater)


def _read_report(file: Path, sample: SampleRaters) -> Collected:
    """The codings that a report states; what it leaves open is told, and no mistake."""
    from triage.report.import_report import import_report

    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: {error}") from error
    repository = sample.manifest.repository
    found = import_report(text, source=str(file), repository=repository, codebook=sample.codebook)
    for each in found.unplaced[:MOST_TOLD]:
        warn(f"{file}:{each.line}: left open: {each.text}: {each.reason}")
    if len(found.unplaced) > MOST_TOLD:
        warn(f"… and {len(found.unplaced) - MOST_TOLD} more are left open")
    return check_codings(sample.codebook, repository, sample.keys, found.codings.values())


def _read_store(
    file: Path, codebook: Codebook, repository: str, keys: tuple[str, ...]
) -> Collected:
    from store.codings import CodingStore

    with CodingStore.open(file.parent, file.stem, write=False) as store:
        own = set(keys)
        codings = [coding for issue, coding in store.codings().items() if issue in own]
        others = [issue for issue in store.codings() if issue not in own]
        if others:
            more = f" and {len(others) - MOST_TOLD} more" if len(others) > MOST_TOLD else ""
            warn(f"Not in the sample, and left aside: {', '.join(others[:MOST_TOLD])}{more}")
        return check_codings(codebook, repository, keys, codings)


def _is_store(file: Path) -> bool:
    with file.open("rb") as stream:
        head = stream.read(200)
    return b'"file":"snapshot"' in head.partition(b"\n")[0]


def _told(file: Path, collected: Collected) -> str:
    told = [str(problem) for problem in collected.problems[:MOST_TOLD]]
    if len(collected.problems) > MOST_TOLD:
        told.append(f"… and {len(collected.problems) - MOST_TOLD} more")
    return "\n  ".join([f"{file}: nothing was imported:", *told])
