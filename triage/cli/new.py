"""`triage new DIR`: a workspace with a codebook preset."""

from pathlib import Path

import click

from triage.cli.output import say


@click.command(
    epilog="Example: triage new study --repo octo-org/octo-repo --label bug --preset bug"
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option("--repo", "repository", required=True, metavar="OWNER/NAME", help="The repository.")
@click.option("--label", default="", help="The label that defines the population.")
@click.option("--preset", default="feature-request", show_default=True, help="The codebook.")
@click.option("--rater", default="", help="Who codes when nobody is named.")
def new(folder: Path, repository: str, label: str, preset: str, rater: str) -> None:
    """Make a workspace in DIR."""
    make_workspace(folder, repository, label, preset, rater)
    say(
        f"Made {folder} for {repository} with the codebook {preset}.\n"
        f"Next, in {folder}: `triage fetch` brings the issues from GitHub, or `triage load FILE…` "
        "those that you have"
    )


def make_workspace(folder: Path, repository: str, label: str, preset: str, rater: str) -> None:
    """Make a workspace.

    Raises:
        InputError: the repository, preset or rater cannot be one.
        WorkspaceError: the folder cannot become a workspace.
    """
    from store.settings import Settings
    from store.workspace import Workspace
    from triage.domain.codebook_toml import read_codebook
    from triage.domain.names import checked_name, checked_repository
    from triage.presets import preset_text
    from triage.report.narrative import narrative_template

    checked_repository(repository)
    if rater:
        checked_name(rater, "rater")
    codebook = preset_text(preset)
    settings = Settings(repository=repository, label=label, rater=rater)
    narrative = narrative_template(read_codebook(codebook, preset))
    Workspace.create(folder, settings, codebook, narrative)
