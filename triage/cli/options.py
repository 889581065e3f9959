"""Options that several commands share, and the workspace they name."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., object])


def workspace_option(command: Command) -> Command:
    """`--workspace DIR`: the study to work in."""
    return click.option(
        "--workspace",
        "folder",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path(),
        help="The workspace's folder; the current one by default.",
    )(command)


def json_option(command: Command) -> Command:
    """`--json`: figures for programs."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")(command)


def sample_option(command: Command) -> Command:
    """`--sample NAME`: which sample, when there are several."""
    return click.option("--sample", "sample_name", help="The sample; the only one by default.")(
        command
    )


def rater_option(command: Command) -> Command:
    """`--rater NAME`: whose codings."""
    return click.option(
        "--rater", help="The rater; else who coded here last, the workspace's, your login name."
    )(command)
