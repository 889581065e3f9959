"""`triage import FILE`: somebody else's codings, all of them or none.

A colleague, a spreadsheet or a program can be a rater this way. The suffix says how to read the
file; one of `.jsonl` that begins as a store does is another workspace's rater.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import structs

from store.workspace import Workspace
from triage.cli.options import sample_option, workspace_option
from triage.cli.output import say, warn
from triage.domain.codebook import Codebook
from triage.domain.errors import InputError
from triage.domain.history import Timeline, changes_to
from triage.exchange.coding_collector import OUTSIDE, Collected, Target, check_codings
from triage.report.words import issues_in_words
from triage.sample_raters import SampleRaters

if TYPE_CHECKING:
    from triage.report.import_report import ImportedReport

MOST_TOLD = 50
"""Problems that are told one by one."""

SUFFIXES = (".csv", ".tsv", ".json", ".jsonl", ".md")
"""What codings are read from."""


@click.command("import", epilog="Example: triage import old-report.md --rater original")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--rater", required=True, help="Whose codings they become.")
@workspace_option
@sample_option
@click.option(
    "--skip-others", is_flag=True, help="Leave issues outside the sample aside, and name them."
)
def import_(
    file: Path, rater: str, folder: Path, sample_name: str | None, skip_others: bool
) -> None:
    """Take the codings of a sample from FILE: .csv, .json, .jsonl or a report in .md.

    A table has a row per issue with a column per question, or a row per issue, question and code.
    With a mistake in it nothing is imported, and every mistake is told with its line.

    Of a report, what cannot be placed is told and left open. While nobody has coded and the
    codebook is still a preset, a report that does not fit it brings its own.
    """
    workspace = Workspace.open(folder)
    name = workspace.rater(rater)
    codebook = workspace.codebook()
    sample = SampleRaters(workspace, workspace.manifest(sample_name), codebook)
    target = Target(
        codebook=codebook,
        repository=sample.manifest.repository,
        keys=sample.keys,
        skips_others=skip_others,
    )
    if file.suffix.lower() == ".md":
        found = _read_report(file, target, workspace)
        target = structs.replace(target, codebook=found.codebook)
        collected = check_codings(target, found.codings.values(), {})
    else:
        collected = _read(file, target, name)
    if collected.problems:
        raise InputError(_told(file, collected))
    if collected.others:
        warn(f"Not in the sample, and left aside: {_some(collected.others)}")
    if not collected.codings:
        raise InputError(f"{file}: there is no coding in it")
    if target.codebook.edition != codebook.edition:
        from triage.report_codebook import adopt_codebook

        adopt_codebook(workspace, target.codebook)
    with workspace.codings(name, write=True) as store:
        step = Timeline(store.history()).last_step + 1
        changes = changes_to(
            collected.codings.values(),
            store.codings(),
            step=step,
            at=datetime.now(UTC),
            reason=f"import of {file.name}",
        )
        workspace.keep_edition(target.codebook)
        store.commit(changes)
    for notice in store.take_notices():
        warn(notice)
    if collected.ignored:
        warn(f"Left aside: {', '.join(collected.ignored)}")
    if target.codebook.edition != codebook.edition:
        say(f"The codebook is now the report's: {_size(target.codebook)}")
    issues = len({change.issue for change in changes})
    replaced = sum(change.before != type(change.before)() for change in changes)
    over = f", {replaced} of them in place of what {name} said before" if replaced else ""
    say(
        f"Imported {issues_in_words(len(collected.codings))} as {name}: {_new(len(changes))} of "
        f"{issues_in_words(issues)} {'is' if len(changes) == 1 else 'are'} new{over}. When they "
        f"are complete: triage seal --rater {name}"
    )


def _read(file: Path, target: Target, rater: str) -> Collected:
    match file.suffix.lower():
        case ".csv" | ".tsv":
            from triage.exchange.codings_csv import read_codings_csv

            return read_codings_csv(file, target, rater)
        case ".json" | ".jsonl":
            from triage.exchange.codings_json import read_codings_json
            from triage.rater_file import is_rater_file, read_rater_file

            if is_rater_file(file):
                return read_rater_file(file, target)
            return read_codings_json(file, target, rater)
    raise InputError(f"{file}: codings are read from {', '.join(SUFFIXES)}")


def _read_report(file: Path, target: Target, workspace: Workspace) -> "ImportedReport":
    """What a report states; what it leaves open is told, and no mistake."""
    from triage.report_codebook import read_codings

    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: {error}") from error
    found = read_codings(text, source=str(file), repository=target.repository, workspace=workspace)
    for each in found.unplaced[:MOST_TOLD]:
        warn(f"{file}:{each.line}: left open: {each.text}: {each.reason}")
    if len(found.unplaced) > MOST_TOLD:
        warn(f"… and {len(found.unplaced) - MOST_TOLD} more are left open")
    return found


def _new(changes: int) -> str:
    return "1 answer or mark" if changes == 1 else f"{changes:,} answers and marks"


def _size(codebook: Codebook) -> str:
    questions = len(codebook.questions)
    codes = sum(len(question.codes) for question in codebook)
    return (
        f"{questions} question{'' if questions == 1 else 's'}, "
        f"{codes} code{'' if codes == 1 else 's'}"
    )


def _told(file: Path, collected: Collected) -> str:
    told = [str(problem) for problem in collected.problems[:MOST_TOLD]]
    if len(collected.problems) > MOST_TOLD:
        told.append(f"… and {len(collected.problems) - MOST_TOLD} more")
    if any(problem.reason.endswith(OUTSIDE) for problem in collected.problems):
        told.append("With --skip-others, issues outside the sample are left aside")
    return "\n  ".join([f"{file}: nothing was imported:", *told])


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_TOLD} more" if len(names) > MOST_TOLD else ""
    return f"{', '.join(names[:MOST_TOLD])}{more}"
