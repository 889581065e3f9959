"""A fetch for a workspace: the same from the command line and from inside the app.

It opens its own connection to the population, so it can run in a thread beside readers. The copies
of a sample change only when the sample is named, and the change is recorded beside them.

Asked is the interface that the user names, else the one that the population came from. A workspace
may come from a stranger, so it alone never decides that a token goes anywhere but to github.com.
"""

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from threading import Event

from msgspec import Struct

from store.population_fetching import FetchedPopulation
from store.workspace import Workspace
from triage.domain.errors import InputError
from triage.domain.sample import Manifest
from triage.github.address import PUBLIC_ROOT, ApiAddress, read_api_address, shown
from triage.github.fetch import FetchJob, Outcome, fetch_population, open_client
from triage.github.passes import origin_key
from triage.github.progress import Progress
from triage.github.token import find_token

API_URL = "GITHUB_API_URL"
"""The environment variable that names the interface, as on GitHub's own runners."""


class FetchRequest(Struct, frozen=True, kw_only=True):
    """What somebody wants fetched."""

    since: datetime | None = None
    full: bool = False
    sample: str | None = None
    """Fetch the conversations of this sample too, and bring its copies up to date."""
    all_details: bool = False
    api_url: str = ""
    """The interface to ask; empty for that of `GITHUB_API_URL`, or where the population is from."""


def fetch_workspace(
    workspace: Workspace,
    request: FetchRequest,
    progress: Progress,
    stop: Event,
    outcome: Outcome | None = None,
) -> Outcome:
    """Bring the population of a workspace up to date, and the sample that is named.

    Args:
        workspace: whose repository and label say what the population is.
        request: what is wanted.
        progress: is shown how far the fetch is, from any thread.
        stop: set it, from any thread, to end the fetch; what had arrived is saved.
        outcome: filled in, so that a fetch which fails can be told of too; None for a new one.

    Raises:
        InputError: the request makes no sense, or there is no such sample.
        GitHubError: GitHub cannot be asked, or its answers not used; what had arrived is saved.
        FetchStopped: `stop` was set.
        StoreError: the population cannot be written.
    """
    named = named_address(request.api_url)
    manifest = workspace.manifest(request.sample) if request.sample else None
    job = _job(workspace, request, manifest)
    path = workspace.folder / "population" / "issues.db"
    with FetchedPopulation.open(path, create=True) as population:
        address = named or _origin(population.state(origin_key(job.repository)))
        client = open_client(address, find_token(address), progress, stop)
        try:
            outcome = fetch_population(job, population, client, outcome)
            if manifest is not None:
                outcome.refreshed = _refresh_copies(workspace, population, manifest)
                outcome.snapshot = workspace.sampled_issues(manifest).snapshot.name
        finally:
            client.close()
    return outcome


def named_address(api_url: str, environment: Mapping[str, str] | None = None) -> ApiAddress | None:
    """The interface that the user names, by an option or by `GITHUB_API_URL`; None for neither.

    Raises:
        InputError: what they name is no such address.
    """
    values = os.environ if environment is None else environment
    if api_url:
        return read_api_address(api_url)
    from_environment = values.get(API_URL, "").strip()
    return read_api_address(from_environment, API_URL) if from_environment else None


def _origin(root: str | None) -> ApiAddress:
    """The interface that a population came from, when it may be asked without being named."""
    address = read_api_address(root or PUBLIC_ROOT)
    if address.root == PUBLIC_ROOT or address.is_local:
        return address
    raise InputError(
        f"these issues came from {shown(address.root)}. Name it with --api-url, or in {API_URL}: "
        "your token goes where you say, not where a workspace does"
    )


def _job(workspace: Workspace, request: FetchRequest, manifest: Manifest | None) -> FetchJob:
    settings = workspace.settings
    if request.full and request.since is not None:
        raise InputError("--full reads everything and --since only a part: give one of them")
    if manifest and manifest.repository.casefold() != settings.repository.casefold():
        raise InputError(
            f"sample {manifest.name} is of {manifest.repository}, and this workspace fetches "
            f"{settings.repository}; set `repository` in triage.toml"
        )
    return FetchJob(
        repository=settings.repository,
        label=settings.label or None,
        since=request.since,
        full=request.full,
        numbers=(*manifest.numbers, *manifest.reserve) if manifest else None,
        all_details=request.all_details,
    )


def _refresh_copies(workspace: Workspace, population: FetchedPopulation, manifest: Manifest) -> int:
    """Bring the copies of a sample up to date; says how many changed."""
    numbers = (*manifest.numbers, *manifest.reserve)
    found = (population.sampled_issue(manifest.repository, each) for each in numbers)
    copies = [copy for copy in found if copy is not None]
    now = datetime.now(UTC)
    refresh = workspace.samples.refresh_issues(manifest.name, copies, now, "triage fetch")
    return len(refresh.numbers) if refresh else 0
