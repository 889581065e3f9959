"""`triage export FILE`: the report, in the format that the file's suffix names."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from triage.cli.options import rater_option, sample_option, workspace_option
from triage.cli.output import say, warn
from triage.domain.errors import InputError

if TYPE_CHECKING:
    from triage.report.build import Material
    from triage.report.template import Template
    from triage.report.write import Options


@click.command(epilog="Example: triage export report.md --charts bars")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@workspace_option
@sample_option
@rater_option
@click.option(
    "--template",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A jinja2 template of your own, for .md, .html or .tex.",
)
@click.option(
    "--charts",
    type=click.Choice(["none", "bars", "svg"]),
    default="none",
    show_default=True,
    help="Of .md: bars made of characters, or a picture per question beside the file.",
)
@click.option("--plain", is_flag=True, help="Of .md: leave out the hidden copy of the codings.")
@click.option("--for-spreadsheet", is_flag=True, help="Of .csv: guard cells against formulas.")
@click.option(
    "--snapshot",
    metavar="NAME",
    help="Write it from the issues as an earlier report names them.",
)
@click.option("--force", is_flag=True, help="Overwrite files.")
def export(
    file: Path,
    folder: Path,
    sample_name: str | None,
    rater: str | None,
    template: Path | None,
    charts: str,
    plain: bool,
    for_spreadsheet: bool,
    snapshot: str | None,
    force: bool,
) -> None:
    """Write the report to FILE, which ends in .md, .html, .tex, .csv or .json.

    Figures are computed from the codings; your own words are in narrative.md. A report in
    Markdown carries the codings in a comment, so that `triage import` gives them back exactly.
    """
    from store.workspace import Workspace
    from triage.material import check_coded, gather
    from triage.report.charts import Charts
    from triage.report.write import Options

    suffix = file.suffix.lower()
    for option, is_given, only in (
        ("--charts", charts != "none", ".md"),
        ("--plain", plain, ".md"),
        ("--for-spreadsheet", for_spreadsheet, ".csv"),
    ):
        if is_given and suffix != only:
            raise InputError(f"{option} is for a report in {only}; leave it out for {file.name}")
    options = Options(
        template=own_template(template),
        charts=Charts(charts),
        stem=file.stem,
        for_spreadsheet=for_spreadsheet,
    )
    with _without_collector():
        material = gather(Workspace.open(folder), sample_name, rater, snapshot)
        check_coded(material)
        files = _files(file, material, options, plain=plain)
    for path in files:
        refuse_existing(path, force=force)
    for path, data in files.items():
        write_report_file(path, data, force=force)
        say(f"Wrote {path}")


@contextmanager
def _without_collector() -> Iterator[None]:
    """Everything that is made here is needed to the end; collecting would only walk it anew."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def write_report_file(file: Path, data: bytes, *, force: bool) -> None:
    """Write a report without overwriting anything unasked.

    Raises:
        InputError: the file is there already.
        StoreError: it cannot be written.
    """
    from store.disk import replace_file

    refuse_existing(file, force=force)
    replace_file(file, data)


def refuse_existing(file: Path, *, force: bool) -> None:
    """Refuse to overwrite a file unasked.

    Raises:
        InputError: the file is there already.
    """
    if file.exists() and not force:
        raise InputError(f"{file} is there already; name another file, or add --force")


def _files(
    file: Path, material: "Material", options: "Options", *, plain: bool
) -> dict[Path, bytes]:
    """What to write, by path; the author is told of support that does not hold."""
    from triage.report.build import build_report
    from triage.report.doubts import author_doubts
    from triage.report.write import extra_files, write_report

    report = build_report(material)
    # A long text with a single “ in it takes twice the memory of its bytes.
    data = write_report(report, file.suffix, options).encode()
    if file.suffix.lower() == ".md" and not plain:
        data += f"\n{carried_codings(material)}".encode()
    for doubt in author_doubts(report, material.narrative):
        warn(doubt)
    extra = extra_files(report, file.suffix, options)
    return {file: data, **{file.with_name(name): each.encode() for name, each in extra.items()}}


def carried_codings(material: "Material") -> str:
    """The codings of a report as the comment that a report in Markdown ends with."""
    from triage.report.embedded import embed_codings

    keys = {each.issue.key for each in material.issues}
    codings = (coding for key, coding in material.codings.items() if key in keys)
    return embed_codings(material.source, material.codebook, codings)


def own_template(path: Path | None) -> "Template | None":
    """A template of the user's own; None when there is none.

    Raises:
        InputError: it cannot be read.
    """
    from triage.report.template import Template

    if path is None:
        return None
    try:
        return Template(text=path.read_text("utf-8"), name=str(path))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 text ({error.reason})") from error
