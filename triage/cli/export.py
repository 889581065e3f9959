"""`triage export FILE`: the report, in the format that the file's suffix names."""

from pathlib import Path

import click

from triage.cli.options import rater_option, sample_option, workspace_option
from triage.cli.output import say
from triage.domain.errors import InputError


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@workspace_option
@sample_option
@rater_option
@click.option(
    "--template",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A jinja2 template of your own.",
)
@click.option("--force", is_flag=True, help="Overwrite the file.")
def export(
    file: Path,
    folder: Path,
    sample_name: str | None,
    rater: str | None,
    template: Path | None,
    force: bool,
) -> None:
    """Write the report; figures are computed from the codings."""
    from store.workspace import Workspace
    from triage.cli.material import gather
    from triage.report.build import build_report
    from triage.report.markdown import write_markdown
    from triage.report.template import Template

    if file.suffix != ".md":
        raise InputError(f"{file}: a report is written to a file that ends in .md")
    material = gather(Workspace.open(folder), sample_name, rater)
    own = None
    if template is not None:
        own = Template(text=template.read_text("utf-8"), name=str(template))
    write_report_file(file, write_markdown(build_report(material), own), force=force)
    say(f"Wrote {file}")


def write_report_file(file: Path, text: str, *, force: bool) -> None:
    """Write a report without overwriting anything unasked.

    Raises:
        InputError: the file is there already.
        StoreError: it cannot be written.
    """
    from store.disk import replace_file

    if file.exists() and not force:
        raise InputError(f"{file} is there already; name another file, or add --force")
    replace_file(file, text.encode())
