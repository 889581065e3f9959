"""Issues that a full pass did not show: each is asked for alone, and marked with what it became.

One that is still there, label and all, was only missed by the list and is saved like any other.
"""

from collections import Counter as Tallied

from triage.github.client import Client
from triage.github.passes import Pass
from triage.github.repository import Repository
from triage.github.sink import Sink
from triage.github.standing import UNLABELLED, find_issue


def mark_vanished(
    client: Client, repository: Repository, sink: Sink, label: str | None, full: Pass
) -> dict[str, int]:
    """Find out what became of every issue that a full pass did not show.

    Returns:
        How many there were of each standing.

    Raises:
        GitHubError: GitHub cannot be asked any more; those asked for so far are marked.
        FetchStopped: the user stopped the fetch.
    """
    numbers = sink.unseen(repository.name, full.begun_at, label)
    if numbers:
        client.counter.change(stage="vanished", done=0, total=len(numbers))
    found: Tallied[str] = Tallied()
    for number in numbers:
        finding = find_issue(client, repository, number, label)
        if finding.issue is None:
            sink.mark(repository.name, number, finding.standing)
        else:
            lost = {number} if finding.standing == UNLABELLED else set()
            sink.save_page([finding.issue], client.patience.clock.now(), {}, lost)
        found[finding.standing] += 1
        client.counter.add(done=1)
    return dict(found)
