"""`triage code`: opens the coding screen of a sample for a rater."""

import sys
from pathlib import Path

import click

from triage.cli.options import rater_option, sample_option, workspace_option
from triage.domain.errors import InputError


@click.command()
@workspace_option
@sample_option
@rater_option
def code(folder: Path = Path(), sample_name: str | None = None, rater: str | None = None) -> None:
    """Code the issues of a sample, with the keyboard."""
    from store.workspace import Workspace

    workspace = Workspace.open(folder)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise InputError("the coding screen needs a terminal; for figures use `triage summary`")
    run_coding(workspace, sample_name, rater)


def run_coding(workspace: "Workspace", sample_name: str | None, rater: str | None) -> None:  # noqa: F821
    """Open the coding screen until the rater leaves."""
