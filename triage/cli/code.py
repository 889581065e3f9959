"""`triage code`: opens the coding screen of a sample for a rater."""

import sys
from pathlib import Path

import click

from store.local import Places
from store.workspace import SETTINGS, Workspace
from triage.cli.options import rater_option, sample_option, workspace_option
from triage.cli.output import warn
from triage.cli.user import read_user_keys, user_themes
from triage.cli.who_codes import about_the_rater
from triage.domain.errors import InputError
from triage.domain.rounds import AGAIN


@click.command(epilog="Example: triage code --sample main --rater ada")
@workspace_option
@sample_option
@rater_option
def code(folder: Path, sample_name: str | None, rater: str | None) -> None:
    """Code the issues of a sample, with the keyboard.

    Where there is no workspace yet, or no sample in it, the first screen leads to one. Of several
    samples the one that you coded last on this machine is opened.
    """
    if _lacks_a_sample(folder) and sample_name is None and is_at_terminal():
        from triage.cli.start import run_start

        if begun := run_start(folder):
            run_coding(*begun, rater)
        return
    run_coding(Workspace.open(folder), sample_name, rater)


def is_at_terminal() -> bool:
    """Whether somebody sits there who sees a screen."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _lacks_a_sample(folder: Path) -> bool:
    if not (folder / SETTINGS).exists():
        return folder.is_dir()
    return not Workspace.open(folder).samples.names()


def run_coding(workspace: Workspace, sample_name: str | None, rater: str | None) -> None:
    """Open the coding screen until the rater leaves.

    Raises:
        TriageError: there is no terminal, no such sample, or the rater's store cannot be opened.
    """
    if not is_at_terminal():
        raise InputError("the coding screen needs a terminal; for figures use `triage summary`")
    from store.documents import paused_collector

    with paused_collector():  # a tenth of the start is the collector looking at new code
        from screens.commands.keymap import codes_without_key
        from screens.session import Session
        from themes.loader import load_themes
        from triage.app import TriageApp, utc_now
        from triage.study import WorkspaceStudy

        name, places = workspace.rater(rater), Places(workspace.folder)
        chosen = sample_name or places.last_sample(name, workspace.samples.names())
        manifest, codebook = workspace.manifest(chosen), workspace.codebook()
        keymap, themes = read_user_keys(), load_themes(user_themes())
        study = WorkspaceStudy(workspace, manifest, name, utc_now)
        issues, presented = study.issues(), study.presented
    with workspace.codings(name, write=True) as codings:
        notices = about_the_rater(workspace, manifest, name, is_named=rater is not None)
        places.sit_down(name.removesuffix(AGAIN))
        workspace.keep_edition(codebook)
        session = Session(codings, codebook, issues, presented, utc_now)
        lost_keys = codes_without_key(keymap, codebook) if keymap else ()
        app = TriageApp(session, study, themes, keymap, [*notices, *lost_keys])
        app.run()
    for notice in codings.take_notices():
        warn(notice)
    if app.failure is not None:
        raise app.failure
