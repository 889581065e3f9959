"""`triage restore FILE DIR`: a workspace from an archive, every file checked by its digest."""

from pathlib import Path

import click

from triage.cli.options import json_option
from triage.cli.output import print_json, say


@click.command(epilog="Example: triage restore study.zip restored-study")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@json_option
def restore(file: Path, folder: Path, as_json: bool) -> None:
    """Bring the workspace in the archive FILE back into DIR, which must be new or empty."""
    from store.restore import restore as restore_archive

    contents = restore_archive(file, folder)
    if as_json:
        print_json(contents)
    else:
        say(f"Restored {len(contents.files)} files of {contents.at:%Y-%m-%d %H:%M} UTC to {folder}")
