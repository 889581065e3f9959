"""`triage fetch`: the population from GitHub, and the conversations of a sample."""

from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import click

from triage.cli.options import json_option, workspace_option
from triage.cli.output import print_json, say, warn
from triage.domain.errors import InputError
from triage.github.address import PUBLIC_ROOT


@click.command(epilog="Example: triage fetch --sample main")
@workspace_option
@click.option("--since", metavar="DATE", help="Only what was updated then or later (UTC).")
@click.option("--full", is_flag=True, help="Read the whole list again; find what vanished.")
@click.option("--sample", "sample_name", metavar="NAME", help="Also the sample's conversations.")
@click.option("--all-details", is_flag=True, help="Also the conversations of all issues.")
@click.option("--api-url", default=PUBLIC_ROOT, show_default=True, help="GitHub's interface.")
@json_option
def fetch(
    folder: Path,
    since: str | None,
    full: bool,
    sample_name: str | None,
    all_details: bool,
    api_url: str,
    as_json: bool,
) -> None:
    """Fetch the issues of the workspace's repository or label from GitHub.

    The first run reads everything; later ones read what has changed. Every page is saved as it
    arrives: a fetch that was stopped goes on where it was. The token comes from GITHUB_TOKEN,
    GH_TOKEN or `gh auth token`.
    """
    from store.workspace import Workspace
    from triage.cli.fetch_display import FetchDisplay
    from triage.fetch_words import outcome_in_words
    from triage.fetching import FetchRequest, fetch_workspace

    workspace = Workspace.open(folder)
    request = FetchRequest(
        since=read_moment(since) if since else None,
        full=full,
        sample=sample_name,
        all_details=all_details,
        api_url=api_url,
    )
    stop = Event()
    try:
        with FetchDisplay() as display:
            outcome = fetch_workspace(workspace, request, display, stop)
    except KeyboardInterrupt:
        stop.set()
        warn("triage: stopped; what had arrived is saved. `triage fetch` goes on from there.")
        raise SystemExit(130) from None
    if as_json:
        print_json(outcome)
    else:
        say(outcome_in_words(outcome))


def read_moment(text: str) -> datetime:
    """A day or a moment as users write it; without a zone it is UTC.

    Raises:
        InputError: it is neither.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise InputError(
            f"--since {text}: not a day or moment; write it like 2024-01-31 or 2024-01-31T12:00Z"
        ) from error
