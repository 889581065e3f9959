"""`triage demo`: a workspace from the shipped sample, opened, or summed up without a terminal."""

import sys
from pathlib import Path

import click

from triage.cli.output import say


@click.command()
@click.argument(
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="[DIR]",
    default=Path("triage-demo"),
)
def demo(folder: Path) -> None:
    """Make a workspace in DIR from facts about 30 real issues, and open it.

    Without a terminal it prints the summary and writes DIR/report.md. A folder that holds the
    demo already is opened as it is.
    """
    from store.workspace import SETTINGS, Workspace
    from triage.cli.code import run_coding
    from triage.cli.export import write_report
    from triage.cli.material import gather
    from triage.cli.summary import print_summary
    from triage.demo.workspace import make_demo
    from triage.report.build import build_report, summarize_material
    from triage.report.markdown import write_markdown

    if (folder / SETTINGS).exists():
        workspace = Workspace.open(folder)
    else:
        workspace = make_demo(folder)
    if sys.stdin.isatty() and sys.stdout.isatty():
        run_coding(workspace, None, None)
        return
    material = gather(workspace, None, None)
    print_summary(summarize_material(material))
    report = folder / "report.md"
    write_report(report, write_markdown(build_report(material)), force=True)
    say(f"Wrote {report}")
