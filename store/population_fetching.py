"""A population while it is being fetched: pages with their notes, and what is still missing.

A page of issues and the note of how to go on after it are one transaction. A conversation keeps
which update of its issue it belongs to; when the list brings a later one, it is due again.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import msgspec

from store.population import Population, SaveCount
from triage.domain.filter_ranges import microseconds
from triage.domain.issue import Conversation, Issue

_GONE = "('deleted', 'transferred', 'private')"
_PRESENT = "repository = ? AND standing = 'present'"
_LABELLED = "labels IN (SELECT name_set FROM name WHERE folded = ?)"
_DUE = f"""
    FROM issue LEFT JOIN conversation ON conversation.issue = issue.id
    WHERE repository = ? AND standing NOT IN {_GONE} AND number > ?
    AND (conversation.issue IS NULL OR issue_updated IS NOT updated)
"""
_AMONG = "AND number IN (SELECT value FROM json_each(?))"


class FetchedPopulation(Population):
    """A population that a fetch writes."""

    def save_page(
        self,
        issues: Sequence[Issue],
        fetched_at: datetime,
        state: Mapping[str, str],
        unlabelled: Collection[int] = (),
    ) -> SaveCount:
        """Save issues and notes: everything, or nothing.

        Args:
            issues: each becomes `present`, whatever it was.
            fetched_at: when they were fetched.
            state: notes by key.
            unlabelled: numbers among the issues that become `unlabelled` instead.

        Raises:
            InputError: a text of an issue is not Unicode.
            StoreError: nothing could be saved.
        """
        with self._saving():
            count = self._put_issues(issues, fetched_at, state)
            for issue in issues:
                if issue.number in unlabelled:
                    self._mark(issue.repository, issue.number, "unlabelled")
        return count

    def save_conversations(
        self, repository: str, conversations: Mapping[int, Conversation]
    ) -> None:
        """Save conversations by issue number, and that each belongs to its issue as it is now.

        Raises:
            StoreError: nothing could be saved.
        """
        with self._saving():
            for number, conversation in conversations.items():
                self._put_conversation(repository, number, conversation)

    def known(self, repository: str, numbers: Collection[int]) -> set[int]:
        """Those of the numbers whose issues are here."""
        find = f"SELECT number FROM issue WHERE repository = ? {_AMONG}"
        return {number for (number,) in self._rows(find, (repository, _listed(numbers)))}

    def count_present(self, repository: str, label: str | None) -> int:
        """How many issues here are `present`; with a label, those that carry it."""
        where, values = _present(repository, label)
        found = self._row(f"SELECT count(*) FROM issue WHERE {where}", values)
        return int(found[0]) if found else 0

    def unseen(self, repository: str, since: datetime, label: str | None) -> list[int]:
        """Numbers of such issues that were last fetched before a moment."""
        where, values = _present(repository, label)
        find = (
            f"SELECT number FROM issue JOIN record ON record.issue = issue.id WHERE {where} "
            "AND fetched_at < ? ORDER BY number"
        )
        return [number for (number,) in self._rows(find, (*values, microseconds(since)))]

    def count_due(self, repository: str, numbers: Collection[int] | None) -> int:
        """How many of the issues (of all, for None) have no conversation that is up to date."""
        among, values = _among(repository, numbers, 0)
        found = self._row(f"SELECT count(*) {_DUE} {among}", values)
        return int(found[0]) if found else 0

    def due(
        self, repository: str, numbers: Collection[int] | None, after: int, limit: int
    ) -> list[int]:
        """Numbers above `after` of those issues, in order, so many at most."""
        among, values = _among(repository, numbers, after)
        find = f"SELECT number {_DUE} {among} ORDER BY number LIMIT ?"
        return [number for (number,) in self._rows(find, (*values, limit))]

    def _mark(self, repository: str, number: int, standing: str) -> None:
        change = "UPDATE issue SET standing = ? WHERE repository = ? AND number = ?"
        self._connection.execute(change, (standing, repository, number))


def _present(repository: str, label: str | None) -> tuple[str, list[str | int]]:
    if label is None:
        return _PRESENT, [repository]
    return f"{_PRESENT} AND {_LABELLED}", [repository, label.casefold()]


def _among(
    repository: str, numbers: Collection[int] | None, after: int
) -> tuple[str, list[str | int]]:
    if numbers is None:
        return "", [repository, after]
    return _AMONG, [repository, after, _listed(numbers)]


def _listed(numbers: Collection[int]) -> str:
    return msgspec.json.encode(sorted(numbers)).decode()
