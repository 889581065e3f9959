"""`triage verify`: recomputes what a workspace claims from its files, and says what differs."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import structs

from store.coding_documents import CONSENSUS
from store.workspace import Workspace
from triage.cli.options import json_option, rater_option, sample_option, workspace_option
from triage.cli.output import print_json, say
from triage.domain.errors import (
    CodebookError,
    InputError,
    SampleError,
    StoreError,
    WorkspaceError,
)
from triage.verification import (
    SEALS,
    Remark,
    consensus_of,
    unreadable,
    verify_codings,
    verify_consensus,
    verify_sample,
    verify_seals,
)

if TYPE_CHECKING:
    from triage.report.build import Material
    from triage.report.template import Template


@click.command(epilog="Example: triage verify --report report.md")
@workspace_option
@sample_option
@rater_option
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write this report anew and compare.",
)
@click.option(
    "--template",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The template with which the report was written.",
)
@json_option
def verify(
    folder: Path,
    sample_name: str | None,
    rater: str | None,
    report: Path | None,
    template: Path | None,
    as_json: bool,
) -> None:
    """Draw samples again, replay histories, look up cited codebooks, prove seals, write reports.

    Without --sample and --rater all of them are verified, and what was settled. Exits with 1 when
    something is wrong; a population that has changed since the draw is told, and is not wrong.
    """
    workspace = Workspace.open(folder)
    samples = [sample_name] if sample_name else workspace.samples.names()
    single = rater if rater != CONSENSUS else None
    raters = [single] if single else workspace.raters()
    settled = [] if single else [name for name in samples if workspace.has_consensus(name)]
    _check_names(workspace, samples, raters)
    remarks = [remark for name in samples for remark in verify_sample(workspace, name)]
    remarks += [remark for name in raters for remark in verify_codings(workspace, name)]
    remarks += [remark for name in settled for remark in verify_consensus(workspace, name)]
    remarks += verify_seals(workspace, sample_name, single)
    if report is not None:
        remarks += _verify_report(workspace, sample_name, rater, report, template)
    subjects = [f"sample {name}" for name in samples] + [f"codings of {name}" for name in raters]
    subjects += map(consensus_of, settled)
    subjects += [] if workspace.rounds.is_empty else [SEALS]
    subjects += [str(report)] if report is not None else []
    is_right = not any(remark.is_error for remark in remarks)
    if as_json:
        print_json({"is_right": is_right, "verified": subjects, "remarks": remarks})
    else:
        _tell(subjects, remarks)
    raise SystemExit(0 if is_right else 1)


def _check_names(workspace: Workspace, samples: list[str], raters: list[str]) -> None:
    """What was asked for by name must be there; a file that cannot be read is for later."""
    if unknown := sorted(set(samples).difference(workspace.samples.names())):
        raise InputError(f"{workspace.folder}: no sample is called {unknown[0]!r}")
    if unknown := sorted(set(raters).difference(workspace.raters())):
        raise InputError(f"{workspace.folder}: {unknown[0]!r} has no codings here")


def _verify_report(
    workspace: Workspace,
    sample_name: str | None,
    rater: str | None,
    report: Path,
    template: Path | None,
) -> Iterator[Remark]:
    from triage.cli.export import own_template
    from triage.material import gather

    try:
        found = report.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{report}: cannot be read ({error})") from error
    try:
        snapshot = workspace.sampled_issues(workspace.manifest(sample_name)).snapshot_in(found)
        material = gather(workspace, sample_name, rater, snapshot)
    except (StoreError, WorkspaceError, CodebookError, SampleError) as error:
        # Not the end of it: what the report is made from may be just what is to be found out.
        remark = unreadable(str(report), error)
        yield structs.replace(remark, text=f"it cannot be written anew: {error}")
        return
    lines = found.split("\n")
    # What the report would be in each way of writing it; the nearest one is what it was meant as.
    written = [
        text.split("\n") for text in _ways_to_write(report, material, own_template(template))
    ]
    expected = max(written, key=lambda text: (_alike(lines, text), text == lines))
    if lines != expected:
        number = _alike(lines, expected)
        line, wanted = _cited(lines, number), _cited(expected, number)
        text = f"line {number + 1} is {line}, and written anew it is {wanted}"
        text += _other_source(found, material.source, [*workspace.raters(), CONSENSUS])
        yield Remark(subject=str(report), finding="report", text=text)


def _other_source(report: str, source: str, names: list[str]) -> str:
    """What to try when a report says that its figures come from somebody else."""
    from triage.report.words import source_in_words

    for name in names:
        stated = f"The figures come from {source_in_words(name)}"
        if name != source and (f"{stated}, as of" in report or f"{stated}." in report):
            return f"; it was made from {source_in_words(name)}: verify it with --rater {name}"
    return ""


def _ways_to_write(
    report: Path, material: "Material", template: "Template | None"
) -> Iterator[str]:
    from triage.cli.export import carried_codings
    from triage.report.build import build_report
    from triage.report.charts import Charts
    from triage.report.write import Options, write_report

    built, suffix = build_report(material), report.suffix
    if suffix.lower() == ".md":
        carried = f"\n{carried_codings(material)}"
        for charts in Charts:
            options = Options(template=template, charts=charts, stem=report.stem)
            text = write_report(built, suffix, options)
            yield from (text, text + carried)
        return
    yield write_report(built, suffix, Options(template=template))
    if suffix.lower() == ".csv":
        yield write_report(built, suffix, Options(for_spreadsheet=True))


def _alike(lines: list[str], others: list[str]) -> int:
    """How many of the first lines are the same."""
    pairs = zip(lines, others, strict=False)
    differing = (number for number, (line, other) in enumerate(pairs) if line != other)
    return next(differing, min(len(lines), len(others)))


def _cited(lines: list[str], number: int) -> str:
    return f"“{lines[number]}”" if number < len(lines) else "missing"


def _tell(subjects: list[str], remarks: list[Remark]) -> None:
    for subject in subjects:
        said = [remark for remark in remarks if remark.subject == subject]
        is_wrong = any(remark.is_error for remark in said)
        say(f"{'✗' if is_wrong else '✓'} {subject}{' is not what it was' if is_wrong else ''}")
        for remark in said:
            say(f"    {'error' if remark.is_error else 'note'}: {remark.text}")
    if not subjects:
        say("There is no sample and there are no codings here yet")
