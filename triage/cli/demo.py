"""`triage demo`: a workspace from the shipped sample, opened, or summed up without a terminal."""

import sys
from pathlib import Path

import click

from store.disk import filling
from store.settings import Settings
from store.workspace import SETTINGS, Workspace
from triage.analysis.consensus import settling_change
from triage.cli.code import run_coding
from triage.cli.export import write_report_file
from triage.cli.output import say
from triage.cli.summary import print_summary
from triage.demo import (
    PRESET,
    RATERS,
    SETTLED_BY,
    demo_codebook_text,
    demo_codings,
    demo_consensus,
    demo_issues,
    demo_manifest,
)
from triage.domain.codebook import Codebook
from triage.domain.codebook_toml import read_codebook
from triage.domain.decision import Cause, Decision
from triage.domain.errors import InputError
from triage.domain.history import changes_to
from triage.domain.issue import issue_key
from triage.domain.sample import Manifest
from triage.material import gather
from triage.report.build import build_report, summarize_material
from triage.report.markdown import write_markdown
from triage.report.narrative import narrative_template
from triage.sample_raters import SampleRaters


@click.command(epilog="Example: triage demo study")
@click.argument(
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="[DIR]",
    default=Path("triage-demo"),
)
def demo(folder: Path) -> None:
    """Make a workspace in DIR from facts about 30 real issues, and open it.

    Without a terminal it prints the summary and writes DIR/report.md, unless another report is
    there. A demo that was made before is opened as it is; a folder with another study is refused.
    """
    if (folder / SETTINGS).exists():
        workspace = _demo_in(folder)
    else:
        with filling(folder):
            workspace = make_demo(folder)
    if sys.stdin.isatty() and sys.stdout.isatty():
        run_coding(workspace, None, None)
        return
    material = gather(workspace, None, None)
    print_summary(summarize_material(material))
    _write_report(folder / "report.md", write_markdown(build_report(material)), folder)
    say(f"`triage code --workspace {folder}` opens the sample in a terminal.")


def _demo_in(folder: Path) -> Workspace:
    """The demo that was made in a folder before.

    Raises:
        InputError: the study in the folder is another one.
        TriageError: it cannot be read.
    """
    workspace, shipped = Workspace.open(folder), demo_manifest()
    is_demo = shipped.name in workspace.samples.names()
    if not is_demo or workspace.samples.manifest(shipped.name) != shipped:
        raise InputError(
            f"{folder} holds a study of its own; name another folder for the demo, or open the "
            f"study with `triage code --workspace {folder}`"
        )
    return workspace


def _write_report(report: Path, text: str, folder: Path) -> None:
    """Write the demo's report; one that says something else may be somebody's and stays."""
    if not report.exists():
        write_report_file(report, text.encode(), force=False)
        say(f"Wrote {report}.")
    elif report.read_bytes() == text.encode():
        say(f"{report} is written already.")
    else:
        say(
            f"{report} says something else and was kept; `triage export {report} --workspace "
            f"{folder} --force` writes it anew."
        )


def make_demo(folder: Path) -> Workspace:
    """A workspace with the shipped sample and the codings of its raters.

    Raises:
        WorkspaceError: the folder holds something already, or cannot be written.
    """
    manifest, text = demo_manifest(), demo_codebook_text()
    codebook = read_codebook(text, PRESET)
    settings = Settings(repository=manifest.repository, label=manifest.label, rater=RATERS[0])
    workspace = Workspace.create(folder, settings, text, narrative_template(codebook))
    workspace.keep_edition(codebook)
    workspace.keep_sample(manifest, demo_issues())
    for rater in RATERS:
        with workspace.codings(rater, write=True) as store:
            codings = demo_codings(rater).values()
            store.commit(
                changes_to(codings, {}, step=1, at=manifest.drawn_at, reason="shipped sample")
            )
    _compare_and_settle(workspace, codebook, manifest)
    return workspace


def _compare_and_settle(workspace: Workspace, codebook: Codebook, manifest: Manifest) -> None:
    """Seal both readings, and write what was settled when both were sealed."""
    sample, at = SampleRaters(workspace, manifest, codebook), manifest.drawn_at
    for rater in RATERS:
        sample.seal(rater, at)
    with workspace.consensus(manifest.name, write=True) as store:
        codings = sample.codings(RATERS, RATERS[0])
        store.commit(sample.filling(codings, {}, (), step=1, at=at))
        for step, settlement in enumerate(demo_consensus(), 2):
            now = store.coding(issue_key(manifest.repository, settlement.issue))
            decision = Decision(
                by=SETTLED_BY,
                cause=Cause(settlement.why),
                taken=settlement.taken,
                remark=settlement.remark,
                gap=settlement.gap,
            )
            store.commit(
                [
                    settling_change(
                        codebook,
                        now,
                        settlement.question,
                        settlement.answer,
                        decision,
                        step=step,
                        at=at,
                    )
                ]
            )
