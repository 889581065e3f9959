"""`triage compare`: what raters' codings have in common, and `triage seal`, which opens it."""

from datetime import UTC, datetime
from pathlib import Path

import click
from msgspec import Struct

from triage.analysis.comparison import Comparison
from triage.cli.options import json_option, sample_option, workspace_option
from triage.cli.output import print_json, say
from triage.cli.progress import CountProgress
from triage.sample_raters import RESAMPLES, SEED, SampleRaters


class ComparedSample(Struct, frozen=True, kw_only=True):
    """What `--json` prints."""

    sample: str
    is_sealed: bool
    """Whether all raters of the sample have sealed."""
    was_blind: bool
    """Whether nobody had opened the sample before."""
    changed_since_seal: dict[str, tuple[str, ...]]
    """By rater, issues on which they say something else now; sealed codings are compared."""
    comparison: Comparison


@click.command(epilog="Example: triage compare ada grace")
@click.argument("raters", nargs=-1, metavar="[RATER RATER…]")
@workspace_option
@sample_option
@json_option
@click.option(
    "--csv",
    "csv_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the codings as issue, question, rater, code for R and Python.",
)
@click.option("--seed", type=int, default=SEED, show_default=True, help="Of the resamples.")
@click.option(
    "--resamples",
    type=click.IntRange(0, 1_000_000),
    default=RESAMPLES,
    show_default=True,
    help="How often issues are drawn anew for the intervals; 0 leaves them out.",
)
@click.option("--force", is_flag=True, help="Overwrite the CSV file.")
@click.option("--unblind", metavar="REASON", help="Open a blind round early; this is recorded.")
def compare(
    raters: tuple[str, ...],
    folder: Path,
    sample_name: str | None,
    as_json: bool,
    csv_file: Path | None,
    seed: int,
    resamples: int,
    force: bool,
    unblind: str | None,
) -> None:
    """Compare the codings of two or more raters of a sample; of all when none is named.

    Shows agreement per question and per code, who chose what, and the disagreements, those most
    in dispute first. While a round is blind there is nothing to see: see `triage seal`.
    """
    from store.workspace import Workspace

    workspace = Workspace.open(folder)
    sample = SampleRaters(workspace, workspace.manifest(sample_name), workspace.codebook())
    seen_by = workspace.rater()
    chosen = sample.chosen(raters)
    if unblind is not None:
        sample.unblind(seen_by, unblind, datetime.now(UTC))
    with CountProgress("Drawing issues anew") as progress:
        comparison = sample.compare(
            chosen, seen_by, seed=seed, resamples=resamples, watch=progress.update
        )
    if csv_file is not None:
        _write_csv(csv_file, sample, comparison, seen_by, force=force)
    state = sample.state()
    compared = ComparedSample(
        sample=sample.manifest.name,
        is_sealed=state.is_sealed,
        was_blind=state.was_blind,
        changed_since_seal=sample.changed_since_seal(),
        comparison=comparison,
    )
    if as_json:
        print_json(compared)
        return
    from triage.cli.compare_tables import print_comparison

    print_comparison(comparison, sample.codebook, sample.manifest.name)
    say(_round_in_words(compared))
    if csv_file is not None:
        say(f"Wrote {csv_file}")


def _write_csv(
    file: Path, sample: SampleRaters, comparison: Comparison, seen_by: str, *, force: bool
) -> None:
    from triage.analysis.long_form import long_form
    from triage.cli.export import write_report_file
    from triage.exchange.long_csv import long_csv

    codings = sample.codings(comparison.raters, seen_by)
    rows = long_form(sample.codebook, codings, comparison.issues)
    write_report_file(file, long_csv(rows).encode(), force=force)


def _round_in_words(compared: ComparedSample) -> str:
    if not compared.is_sealed:
        return "Not all raters have sealed: compared is what they say now."
    words = ["All raters have sealed: compared is what they said then."]
    if not compared.was_blind:
        words.append("The sample was opened before, so they were not blind to each other.")
    for rater, issues in compared.changed_since_seal.items():
        words.append(f"{rater} has changed {len(issues)} issues since.")
    return " ".join(words)
