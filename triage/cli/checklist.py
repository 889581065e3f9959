"""`triage checklist`: what reviewers look for, answered from the data, and what is left to say."""

from pathlib import Path

import click

from triage.cli.options import json_option, rater_option, sample_option, workspace_option
from triage.cli.output import print_json, say


@click.command(epilog="Example: triage checklist --open")
@workspace_option
@sample_option
@rater_option
@click.option("--open", "only_open", is_flag=True, help="Only what is left for you to say.")
@json_option
def checklist(
    folder: Path, sample_name: str | None, rater: str | None, only_open: bool, as_json: bool
) -> None:
    """Go through the ACM SIGSOFT Empirical Standards for this study."""
    from store.workspace import Workspace
    from triage.material import gather
    from triage.report.build import build_report
    from triage.report.checklist import State, reporting_checklist

    report = build_report(gather(Workspace.open(folder), sample_name, rater))
    points = reporting_checklist(report)
    shown = [each for each in points if each.state is State.OPEN or not only_open]
    if as_json:
        print_json(shown)
        return
    standard = None
    for each in shown:
        if each.standard is not standard:
            standard = each.standard
            say(f"\n{standard}")
        mark = "✓" if each.state is State.DONE else "○"
        weight = "" if each.is_essential else " (desirable)"
        say(f"  {mark} {each.asks}{weight}\n      {each.sentence}")
    done = sum(each.state is State.DONE for each in points)
    say(f"\n{done} of {len(points)} points are answered by the data; the others (○) are yours.")
