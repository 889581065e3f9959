"""`triage audit report.md`: what is wrong in a report, one line for each fault."""

from collections.abc import Sequence
from pathlib import Path

import click
from msgspec import Struct

from triage.cli.options import json_option
from triage.cli.output import print_json, say, warn
from triage.cli.sample_file import SampleNumbers, read_sample_file
from triage.domain.errors import InputError
from triage.domain.issue import Conversation, Issue

MOST_TOLD = 20
"""Bad rows that are told one by one."""


class Evidence(Struct, kw_only=True):
    """What a report is held against, beside itself."""

    facts: dict[int, Issue] = {}
    conversations: dict[int, Conversation] = {}
    sample: SampleNumbers | None = None


@click.command(epilog="Example: triage audit report.md --workspace .")
@click.argument("report", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--workspace",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Hold it against the sample and the issues of this workspace.",
)
@click.option(
    "--sample",
    "sample_name",
    metavar="FILE|NAME",
    help="A file with the sample's numbers; with --workspace, a sample's name.",
)
@click.option(
    "--facts",
    "fact_files",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Issues in GitHub's JSON shape, or issues.jsonl of a package; may be given several times.",
)
@json_option
def audit(
    report: Path,
    folder: Path | None,
    sample_name: str | None,
    fact_files: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Find what is wrong in a REPORT in Markdown, yours or anyone's.

    The report is held against itself, and against a sample and the issues' facts where they are
    given. Exits with 1 when there are errors or rows of facts that cannot be read, with 0 when
    there are warnings or nothing, and with 2 when a file holds no report, or no issue.
    """
    from triage.report.audit import Case, Severity, extent_of, faults_in, with_plain_labels
    from triage.report.read import read_report

    text = _text(report)
    evidence = _evidence(folder, sample_name, text)
    bad_rows = _add_facts(evidence, fact_files)
    sample = evidence.sample
    plain = with_plain_labels(text)
    case = Case(
        read_report(plain.text),
        facts=evidence.facts or None,
        conversations=evidence.conversations or None,
        sample=sample.numbers if sample else None,
        reserve=sample.reserve if sample else (),
        population=sample.population if sample else None,
    )
    extent = extent_of(case)
    if not extent.is_report:
        raise InputError(f"{report}: {_NO_REPORT}")
    faults = plain.restored(faults_in(case))
    errors = sum(fault.severity is Severity.ERROR for fault in faults)
    if as_json:
        counts = {"errors": errors, "warnings": len(faults) - errors}
        print_json(
            {
                "report": str(report),
                **counts,
                "bad_rows": bad_rows,
                "read": extent,
                "faults": faults,
            }
        )
    else:
        for fault in faults:
            say(fault.in_words(str(report)))
        warn(f"{_in_words(errors, len(faults) - errors)} in what was read: {extent.in_words()}")
        if bad_rows:
            warn(f"{_counted(bad_rows, 'bad row')} of facts left out.")
        if not extent.lists:
            warn(f"No finding with issues was read; {_LOOKED_FOR}.")
    raise SystemExit(1 if errors or bad_rows else 0)


_LOOKED_FOR = "docs/report-format.md says what is looked for"
_NO_REPORT = (
    f"there is no report in it: no finding, no share of issues and no issue was read; {_LOOKED_FOR}"
)


def _text(report: Path) -> str:
    try:
        return report.read_text("utf-8")
    except OSError as error:
        raise InputError(f"{report}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{report}: not UTF-8 text ({error.reason})") from error


def _evidence(folder: Path | None, sample_name: str | None, report: str) -> Evidence:
    """The sample named, and what a workspace knows of its issues, as the report names them."""
    if folder is None:
        return Evidence(sample=read_sample_file(Path(sample_name)) if sample_name else None)
    from store.workspace import Workspace

    workspace = Workspace.open(folder)
    names = workspace.samples.names()
    if sample_name and sample_name not in names and Path(sample_name).is_file():
        evidence = Evidence(sample=read_sample_file(Path(sample_name)))
        manifests = [workspace.manifest(name) for name in names]
    else:
        manifest = workspace.manifest(sample_name)
        manifests = [manifest]
        evidence = Evidence(
            sample=SampleNumbers(
                numbers=manifest.numbers,
                reserve=manifest.reserve,
                population=manifest.population_size,
            )
        )
    for manifest in manifests:
        held = workspace.sampled_issues(manifest)
        for sampled in held.walk(held.snapshot_in(report)):
            evidence.facts[sampled.issue.number] = sampled.issue
            if sampled.conversation is not None:
                evidence.conversations[sampled.issue.number] = sampled.conversation
    return evidence


def _add_facts(evidence: Evidence, files: Sequence[Path]) -> int:
    """Add the issues of files, and tell the rows that are none; they are counted.

    Raises:
        InputError: a file has no issue at all, so it was not meant for this.
    """
    from triage.exchange.fact_files import read_facts
    from triage.exchange.github_files import BadRow

    all_bad = 0
    for file in files:
        bad: list[BadRow] = []
        issues = 0
        for row in read_facts(file):
            if isinstance(row, BadRow):
                bad.append(row)
                continue
            issues += 1
            evidence.facts[row.issue.number] = row.issue
            if row.conversation is not None:
                evidence.conversations[row.issue.number] = row.conversation
        for each in bad[:MOST_TOLD]:
            warn(str(each))
        if len(bad) > MOST_TOLD:
            warn(f"… and {len(bad) - MOST_TOLD:,} more bad rows")
        if not issues:
            raise InputError(f"{file}: there is no issue in it to hold the report against")
        all_bad += len(bad)
    return all_bad


def _in_words(errors: int, warnings: int) -> str:
    if not errors and not warnings:
        return "Nothing is wrong"
    return f"{_counted(errors, 'error')}, {_counted(warnings, 'warning')}"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
