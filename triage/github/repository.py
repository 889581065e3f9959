"""A repository as GitHub knows it now, which may be by another name than the workspace's.

A renamed repository answers under both names. The workspace's name stays the one that issues are
saved under, because codings refer to it; GitHub's is used for asking, so that a rename does not
cost a redirect for every request.
"""

import re
from urllib.parse import quote, urlencode

import msgspec
from msgspec import Struct

from triage.domain.errors import GitHubError
from triage.domain.github_json import repository_in
from triage.github.address import shown
from triage.github.answers import Answer, decoded
from triage.github.client import Client

PAGE = 100
"""Rows of a page, GitHub's most."""


_ISSUE = re.compile(r"(?:/repositories/(\d{1,18}))?/issues/(\d{1,18})/?(?:[?#]|$)", re.ASCII)


class Repository(Struct, frozen=True, kw_only=True):
    """One repository."""

    name: str
    """`owner/name` in the workspace."""
    name_now: str
    """`owner/name` at GitHub."""
    id: int | None = None
    """GitHub's number for it, which a rename does not change."""

    @property
    def path(self) -> str:
        """Path below the interface's root."""
        return f"/repos/{quote(self.name_now)}"

    @property
    def is_renamed(self) -> bool:
        """Whether GitHub has another name for it."""
        return self.name.casefold() != self.name_now.casefold()

    def list_address(self, label: str | None, since: str | None) -> str:
        """Path of the first page of its issues list: oldest first, so that new ones come last.

        Args:
            label: a label that every row must have; GitHub reads a comma as the end of a name, so
                one with a comma is not asked for.
            since: only rows that were updated then or later.
        """
        query = {"state": "all", "sort": "created", "direction": "asc", "per_page": str(PAGE)}
        if label and "," not in label:
            query["labels"] = label
        if since:
            query["since"] = since
        return f"{self.path}/issues?{urlencode(query, quote_via=quote)}"

    def issue_path(self, number: int) -> str:
        """Path of one issue."""
        return f"{self.path}/issues/{number}"

    def is_home_of(self, answered_at: str, *addresses: str | None) -> bool:
        """Whether an issue is one of this repository.

        Args:
            answered_at: where the answer came from; a rename leads to an address by number.
            addresses: those in the answer, of which the first that names a repository counts.
        """
        if self.id is not None and f"/repositories/{self.id}/" in answered_at:
            return True
        home = repository_in(*addresses)
        return home is None or self.has_name(home)

    def is_certainly_elsewhere(self, address: str, number: int) -> bool:
        """Whether an address is that of another issue than the one of a number here.

        A repository of another name may be this one, renamed; one of another id is not.
        """
        match = _ISSUE.search(address)
        if match is None:
            return False
        home, found = match.groups()
        return int(found) != number or (home is not None and self.id not in (None, int(home)))

    def has_name(self, name: str, number: int | None = None) -> bool:
        """Whether a name, or GitHub's number where both are known, is this repository's."""
        if self.id is not None and number is not None:
            return self.id == number
        return name.casefold() in (self.name.casefold(), self.name_now.casefold())


class _Row(Struct):
    full_name: str
    id: int | None = None


_REPOSITORY = msgspec.json.Decoder(_Row)


def find_repository(client: Client, name: str) -> Repository:
    """The repository of a name, or of the name that it has now.

    Raises:
        GitHubError: there is none, or it cannot be asked.
    """

    def read(answer: Answer) -> Repository:
        row = decoded(answer, _REPOSITORY)
        return Repository(name=name, name_now=row.full_name, id=row.id)

    return client.get(f"/repos/{quote(name)}", read)


def require_label(client: Client, repository: Repository, label: str) -> None:
    """Let a label pass that the repository has.

    Raises:
        GitHubError: it has none of that name.
    """
    path = f"{repository.path}/labels/{quote(label, safe='')}"
    status = client.get(path, lambda answer: answer.status, expected=frozenset({200, 404}))
    if status == 404:
        raise GitHubError(
            f"{repository.name_now} has no label “{shown(label)}”, so no issue was fetched and "
            "none was marked. Check `label` in triage.toml."
        )
