"""One pass over the issues list: each page is saved as it arrives, with the note of what is next.

A refresh asks for every issue, not only for those with the label: one that has lost the label is
seen there too, and marked. Issues that never had it are not kept.
"""

from datetime import UTC

from msgspec import structs

from triage.domain.errors import GitHubError
from triage.domain.issue import Issue
from triage.github.answers import RefusalError
from triage.github.client import Client
from triage.github.listing import Page, pages
from triage.github.passes import Kind, Ledger, Pass, ledger_key, origin_key, write_ledger
from triage.github.repository import Repository
from triage.github.seen import SeenNumbers
from triage.github.sink import Sink

_MOST_BARREN = 5
"""Pages in a row without a row that is new to the pass, after which the list has no end."""

_FORGOTTEN = (404, 410, 422)
"""Answers to a page that an earlier one named, when GitHub does not know it any more."""


class ListingPass:
    """Reads the issues list into a sink."""

    def __init__(
        self,
        client: Client,
        repository: Repository,
        sink: Sink,
        label: str | None,
        ledger: Ledger,
        current: Pass,
    ) -> None:
        """Make ready; nothing is asked yet.

        Args:
            client: who asks.
            repository: whose issues are read.
            sink: where they are saved.
            label: the label that the population is made of; None for all issues.
            ledger: what is remembered; saved with every page.
            current: the pass, as far as it is.
        """
        self._client = client
        self._repository = repository
        self._sink = sink
        self._label = label
        self._ledger = ledger
        self.new = 0
        """Issues that were not known before."""
        self.changed = 0
        """Known issues of which something was different."""
        self.unlabelled = 0
        """Known issues that have lost the label."""
        self.reached = current
        """How far the pass is."""
        self._only_page: Page | None = None

    def run(self) -> Pass:
        """Read from where the pass stands to the last page; gives the pass as it ends.

        Raises:
            GitHubError: GitHub cannot be asked any more; the pages so far are saved.
            FetchStopped: the user stopped the fetch.
        """
        try:
            self._read()
        except RefusalError as error:
            if self.reached.next is None or error.status not in _FORGOTTEN:
                raise
            self._client.counter.note("GitHub has forgotten the next page; the list begins again.")
            self.reached = structs.replace(
                self.reached, next=None, pages=0, issues=0, pull_requests=0
            )
            self._read()
        return self.reached

    def remembered(self, ledger: Ledger, done: Pass) -> Ledger:
        """The ledger with what lets the same refresh be asked for again at no cost."""
        page = self._only_page
        if ledger.past is None or page is None or page.is_unchanged or done.kind is Kind.FULL:
            return ledger
        past = structs.replace(
            ledger.past, quiet_address=self._first_address(done), quiet_etag=page.etag or ""
        )
        return structs.replace(ledger, past=past)

    def _read(self) -> None:
        self._seen = SeenNumbers()
        self._barren = 0
        self._client.counter.change(
            stage="issues",
            pages=self.reached.pages,
            issues=self.reached.issues,
            pull_requests=self.reached.pull_requests,
        )
        first = self._first_address(self.reached)
        past = self._ledger.past
        etag = past.quiet_etag if past and past.quiet_address == first else None
        is_first = self.reached.next is None
        for page in pages(self._client, self.reached.next or first, self._repository.name, etag):
            self._only_page = page if is_first and page.next is None else None
            is_first = False
            self._save(page)

    def _first_address(self, current: Pass) -> str:
        if current.since is None:
            return self._repository.list_address(self._label, None)
        since = current.since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return self._repository.list_address(None, since)

    def _save(self, page: Page) -> None:
        kept, lost = self._chosen(page)
        fresh = {issue.number for issue in page.issues if self._seen.add(issue.number)}
        pull_requests = sum(map(self._seen.add, page.pull_requests))
        self._guard(page, len(fresh) + pull_requests)
        issues = len(fresh & {issue.number for issue in kept})
        reached = _after(self.reached, page, issues, pull_requests)
        ledger = structs.replace(self._ledger, unfinished=reached)
        name, now = self._repository.name, self._client.patience.clock.now()
        counts = self._sink.save_page(
            kept,
            max(now, reached.begun_at),
            {ledger_key(name, self._label): write_ledger(ledger), origin_key(name): reached.root},
            lost,
        )
        self.reached = reached
        self.new += counts.new
        self.changed += counts.changed
        self.unlabelled += len(lost)
        self._client.counter.add(pages=1, issues=issues, pull_requests=pull_requests)

    def _chosen(self, page: Page) -> tuple[list[Issue], set[int]]:
        """The issues to keep, and the numbers of those that have lost the label."""
        label = self._label
        if label is None:
            return list(page.issues), set()
        without = {issue.number for issue in page.issues if not issue.has_label(label)}
        lost = self._sink.known(self._repository.name, without) if without else set()
        kept = [each for each in page.issues if each.number not in without or each.number in lost]
        return kept, lost

    def _guard(self, page: Page, fresh: int) -> None:
        self._barren = 0 if fresh or page.next is None else self._barren + 1
        if self._barren > _MOST_BARREN:
            raise GitHubError(
                f"GitHub gives page after page of {self._repository.name_now} without anything "
                "new. What had arrived is saved: run `triage fetch --full` later."
            )


def _after(reached: Pass, page: Page, issues: int, pull_requests: int) -> Pass:
    """The pass once this page is saved."""
    updates = [issue.updated_at for issue in page.issues if issue.updated_at]
    if reached.newest:
        updates.append(reached.newest)
    return structs.replace(
        reached,
        next=page.next,
        is_listed=page.next is None,
        server_began_at=reached.server_began_at or page.at,
        newest=max(updates, default=None),
        pages=reached.pages + 1,
        issues=reached.issues + issues,
        pull_requests=reached.pull_requests + pull_requests,
    )
