"""`triage repair`: makes damaged stores whole again, and says what is lost."""

from datetime import UTC, datetime
from pathlib import Path

import click

from store.coding_repair import repair_workspace
from store.repair import Repair
from triage.cli.options import json_option, workspace_option
from triage.cli.output import print_json, say


@click.command(epilog="Example: triage repair --rater ada")
@click.option("--rater", help="Only this rater's store; by default all, and every consensus.")
@workspace_option
@json_option
def repair(rater: str | None, folder: Path, as_json: bool) -> None:
    """Save what is good of damaged stores; one that opens is left alone.

    The damaged files are copied aside first. Exits with 1 when something could not be saved.
    """
    from store.workspace import Workspace

    repairs = repair_workspace(Workspace.open(folder), rater=rater, at=datetime.now(UTC))
    if as_json:
        print_json({name: _as_fields(each) for name, each in repairs.items()})
    else:
        for name, each in repairs.items():
            _tell(name, each)
    raise SystemExit(1 if any(each.lost for each in repairs.values()) else 0)


def _as_fields(repaired: Repair) -> dict[str, object]:
    return {**repaired._asdict(), "kept": [str(path) for path in repaired.kept]}


def _tell(rater: str, repaired: Repair) -> None:
    counts = ", ".join(f"{count:,} {table}" for table, count in repaired.documents.items())
    if not repaired.damage:
        say(f"{rater}: whole, nothing was done ({counts or 'empty'})")
        return
    say(f"{rater}: repaired, {counts or 'nothing'} saved\n    was: {repaired.damage}")
    for text in repaired.mended:
        say(f"    {text}")
    for text in repaired.lost:
        say(f"    lost: {text}")
    for path in repaired.kept:
        say(f"    the damaged file is kept as {path}")
