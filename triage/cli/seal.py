"""`triage seal`: a rater declares the coding of a sample done."""

from datetime import UTC, datetime
from pathlib import Path

import click

from triage.cli.options import rater_option, sample_option, workspace_option
from triage.cli.output import say
from triage.sample_raters import SampleRaters, viewer


@click.command(epilog="Example: triage seal --rater ada")
@workspace_option
@sample_option
@rater_option
def seal(folder: Path, sample_name: str | None, rater: str | None) -> None:
    """Seal what a rater says about a sample: its digest is recorded.

    When all raters of a sample have sealed, their codings can be compared. What is compared is
    what was sealed, whatever is changed later.
    """
    from store.workspace import Workspace

    workspace = Workspace.open(folder)
    sample = SampleRaters(workspace, workspace.manifest(sample_name), workspace.codebook())
    name = workspace.rater(rater) if rater else viewer(workspace)
    entry = sample.seal(name, datetime.now(UTC))
    say(
        f"Sealed: {name} on the sample {entry.sample}, {entry.issues} of "
        f"{sample.manifest.size} issues, SHA-256 {entry.digest}"
    )
    if waiting := sample.state().unsealed:
        say(f"Not sealed yet: {', '.join(waiting)}")
    elif len(sample.names()) > 1:
        say("All raters have sealed; see `triage compare`")
