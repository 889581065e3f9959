"""`triage backup FILE`: the whole workspace in one archive, read back before it counts."""

from datetime import UTC, datetime
from pathlib import Path

import click

from triage.cli.options import json_option, workspace_option
from triage.cli.output import print_json, say


@click.command(epilog="Example: triage backup study.zip")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@workspace_option
@click.option(
    "--without-population", is_flag=True, help="Leave out what can be fetched or loaded again."
)
@json_option
def backup(file: Path, folder: Path, without_population: bool, as_json: bool) -> None:
    """Write the workspace into the new archive FILE."""
    from store.backup import back_up
    from store.workspace import Workspace

    workspace = Workspace.open(folder)
    contents = back_up(
        workspace.folder, file, at=datetime.now(UTC), with_population=not without_population
    )
    if as_json:
        print_json(contents)
    else:
        size = sum(member.size for member in contents.files.values())
        say(f"Wrote {file}: {len(contents.files)} files, {size:,} bytes, read back and compared")
