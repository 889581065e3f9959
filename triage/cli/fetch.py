"""`triage fetch`: the population from GitHub, and the conversations of a sample."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import click

from triage.cli.moments import read_moment
from triage.cli.options import json_option, workspace_option
from triage.cli.output import print_json, say, warn
from triage.domain.errors import TriageError

if TYPE_CHECKING:
    from triage.github.fetch import Outcome


@click.command(epilog="Example: triage fetch --sample main")
@workspace_option
@click.option("--since", metavar="DATE", help="Only what was updated then or later (UTC).")
@click.option("--full", is_flag=True, help="Read the whole list again; find what vanished.")
@click.option("--sample", "sample_name", metavar="NAME", help="Also the sample's conversations.")
@click.option("--all-details", is_flag=True, help="Also the conversations of all issues.")
@click.option("--api-url", default="", metavar="URL", help="Another GitHub, https://HOST/api/v3.")
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
    from triage.github.fetch import Outcome

    outcome, stop = Outcome(), Event()
    with _told(outcome, stop, as_json=as_json):
        workspace = Workspace.open(folder)
        request = FetchRequest(
            since=read_moment(since, "--since") if since else None,
            full=full,
            sample=sample_name,
            all_details=all_details,
            api_url=api_url,
        )
        with FetchDisplay() as display:
            fetch_workspace(workspace, request, display, stop, outcome)
    if not as_json:
        say(outcome_in_words(outcome))


@contextmanager
def _told(outcome: "Outcome", stop: Event, *, as_json: bool) -> Iterator[None]:
    """Print the one object for programs, however the fetch ends."""
    try:
        yield
    except KeyboardInterrupt:
        stop.set()
        outcome.error = "stopped"
        warn("triage: stopped; what had arrived is saved. `triage fetch` goes on from there.")
        raise SystemExit(130) from None
    except TriageError as error:
        outcome.error = str(error)
        raise
    finally:
        if as_json:
            print_json(outcome)
