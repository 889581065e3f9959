"""`triage seal`: a rater declares the coding of a sample done."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from triage.cli.options import rater_option, sample_option, workspace_option
from triage.cli.output import say
from triage.domain.assignment import numbers_to_read, open_numbers
from triage.domain.coding import Coding
from triage.domain.differences import SHOWN
from triage.domain.issue import issue_key
from triage.sample_raters import SampleRaters


@click.command(epilog="Example: triage seal --rater ada")
@workspace_option
@sample_option
@rater_option
def seal(folder: Path, sample_name: str | None, rater: str | None) -> None:
    """Seal what a rater says about a sample: its digest is recorded.

    When all raters of a sample have sealed, their codings can be compared. What is compared is
    what was sealed, whatever is changed later; what is still open then stays a gap.
    """
    from store.workspace import Workspace

    workspace = Workspace.open(folder)
    sample = SampleRaters(workspace, workspace.manifest(sample_name), workspace.codebook())
    name = workspace.rater(rater)
    entry = sample.seal(name, datetime.now(UTC))
    codings, state = sample.past(name).now, sample.state()
    lacking = open_numbers(sample.manifest, name, codings, sample.codebook)
    say(
        f"Sealed: {name} on the sample {entry.sample}, "
        f"{_coverage(sample, name, codings, lacking)}, SHA-256 {entry.digest}"
    )
    if lacking:
        say(f"Sealed as not coded, or not to the end: {_listed(sample, codings, lacking)}")
    if waiting := state.unsealed:
        again = f"; until then {name} may code on, and seal again" if lacking else ""
        say(f"Not sealed yet: {', '.join(waiting)}{again}")
    elif len(state.raters) > 1:
        say("All raters have sealed; see `triage compare`")


def _coverage(
    sample: SampleRaters, rater: str, codings: Mapping[str, Coding], lacking: Sequence[int]
) -> str:
    """How far the coding is, as the coding screen counts it."""
    listed = numbers_to_read(sample.manifest, rater, codings)
    excluded = sum(_coding(sample, codings, each).marks.excluded != "" for each in listed)
    in_scope = len(listed) - excluded
    coverage = f"{in_scope - len(lacking)} of {in_scope} coded"
    return f"{coverage}, {excluded} excluded" if excluded else coverage


def _listed(sample: SampleRaters, codings: Mapping[str, Coding], lacking: Sequence[int]) -> str:
    """The first of some issues, those that were skipped marked as such, and how many more."""
    words = [
        f"#{each}{' (skipped)' if _coding(sample, codings, each).marks.skipped else ''}"
        for each in lacking[:SHOWN]
    ]
    rest = len(lacking) - SHOWN
    return ", ".join(words) + (f" and {rest:,} more" if rest > 0 else "")


def _coding(sample: SampleRaters, codings: Mapping[str, Coding], number: int) -> Coding:
    key = issue_key(sample.manifest.repository, number)
    return codings.get(key) or Coding(issue=key)
