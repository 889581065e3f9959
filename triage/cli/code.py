"""`triage code`: opens the coding screen of a sample for a rater."""

import sys
from pathlib import Path

import click

from store.workspace import Workspace
from triage.cli.options import rater_option, sample_option, workspace_option
from triage.cli.user import read_user_keys, user_folder
from triage.domain.errors import InputError


@click.command()
@workspace_option
@sample_option
@rater_option
def code(folder: Path, sample_name: str | None, rater: str | None) -> None:
    """Code the issues of a sample, with the keyboard."""
    run_coding(Workspace.open(folder), sample_name, rater)


def run_coding(workspace: Workspace, sample_name: str | None, rater: str | None) -> None:
    """Open the coding screen until the rater leaves.

    Raises:
        TriageError: there is no terminal, no such sample, or the rater's store cannot be opened.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise InputError("the coding screen needs a terminal; for figures use `triage summary`")
    manifest = workspace.manifest(sample_name)
    keymap, theme_folder = read_user_keys(), user_folder() / "themes"
    with workspace.codings(workspace.rater(rater), write=True) as codings:
        from themes.loader import load_themes
        from triage.app import TriageApp

        TriageApp(workspace, manifest, codings, load_themes(theme_folder), keymap).run()
