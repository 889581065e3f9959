"""A store of codings in memory, for tests of what stands above the store."""

from collections.abc import Mapping, Sequence

from triage.domain.coding import Coding
from triage.domain.errors import StoreError
from triage.domain.history import Change


class MemoryStore:
    """Keeps codings like a rater's store, and can be told to fail."""

    def __init__(self, rater: str = "ada") -> None:
        self.rater = rater
        self.failing = False
        self.notices: list[str] = []
        self._codings: dict[str, Coding] = {}
        self._history: list[Change] = []

    def codings(self) -> Mapping[str, Coding]:
        return self._codings

    def history(self, issue: str | None = None) -> Sequence[Change]:
        return [change for change in self._history if issue in (None, change.issue)]

    def commit(self, changes: Sequence[Change]) -> None:
        if self.failing:
            raise StoreError("the disk is full: free some space, then repeat the key")
        for change in changes:
            before = self._codings.get(change.issue, Coding(issue=change.issue))
            self._codings[change.issue] = change.apply(before)
            self._history.append(change)

    def take_notices(self) -> list[str]:
        taken, self.notices = self.notices, []
        return taken
