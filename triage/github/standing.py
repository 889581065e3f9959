"""What became of an issue that the list no longer shows, found by asking for it alone.

GitHub answers 410 for a deleted issue, a redirect or another number for a transferred one, and 404
for one that this token may not see; an issue that is still there has lost its label.
"""

import msgspec
from msgspec import Struct

from triage.domain.errors import InputError
from triage.domain.issue import Issue
from triage.github.answers import Answer, decoded, unreadable
from triage.github.client import Client
from triage.github.links import absolute
from triage.github.listing import read_issue
from triage.github.repository import Repository

PRESENT = "present"
UNLABELLED = "unlabelled"
DELETED = "deleted"
TRANSFERRED = "transferred"
PRIVATE = "private"

_MOVED = frozenset({301, 302, 307, 308})
_ANSWERS = frozenset({200, 404, 410, 451})


class Finding(Struct, frozen=True):
    """What became of an issue, and the issue where it is still there."""

    standing: str
    issue: Issue | None = None


class _Row(Struct):
    number: int
    repository_url: str | None = None
    html_url: str | None = None
    url: str | None = None


_ROW = msgspec.json.Decoder(_Row)


def find_issue(client: Client, repository: Repository, number: int, label: str | None) -> Finding:
    """What became of one issue.

    Args:
        client: who asks.
        repository: where it was.
        number: its number there.
        label: the label that the population is made of; None for all issues.

    Raises:
        GitHubError: GitHub does not say.
    """

    def read_first(answer: Answer) -> Finding | str:
        if answer.status not in _MOVED:
            return read(answer)
        target = absolute(answer.address, answer.headers.get("location", ""))
        elsewhere = repository.is_certainly_elsewhere(target, number)
        return Finding(TRANSFERRED) if elsewhere else target

    def read(answer: Answer) -> Finding:
        if answer.status != 200:
            return Finding(DELETED if answer.status == 410 else PRIVATE)
        row = decoded(answer, _ROW)
        is_home = repository.is_home_of(answer.address, row.repository_url, row.html_url, row.url)
        if row.number != number or not is_home:
            return Finding(TRANSFERRED)
        try:
            issue = read_issue(answer.content, repository.name)
        except InputError as error:
            raise unreadable(answer, str(error)) from error
        if not isinstance(issue, Issue):
            return Finding(TRANSFERRED)
        is_labelled = label is None or issue.has_label(label)
        return Finding(PRESENT if is_labelled else UNLABELLED, issue)

    path = repository.issue_path(number)
    found = client.get(path, read_first, expected=_ANSWERS | _MOVED, follow=False)
    return client.get(found, read, expected=_ANSWERS) if isinstance(found, str) else found
