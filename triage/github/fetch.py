"""The whole job: the issues list, what vanished from it, and the conversations that are due.

Its order is what makes it resumable: the list is read page by page with a note of the next one;
what vanished is looked for only when a full list is complete, and conversations only after that.
Each step finds out from the sink what is left to do, so a fetch that was killed just runs again.
"""

import random
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from threading import Event

from httpx import BaseTransport
from msgspec import Struct, field, structs

from triage.domain.issue import issue_key
from triage.github.address import ApiAddress
from triage.github.answers import FaultError
from triage.github.budget import allowance_in_words, shortage_in_words
from triage.github.client import Client
from triage.github.details import Details
from triage.github.graphql import GraphQLUnusableError, count_issues
from triage.github.listing_pass import ListingPass
from triage.github.passes import (
    Kind,
    Ledger,
    Pass,
    finished,
    ledger_key,
    next_pass,
    read_ledger,
    write_ledger,
)
from triage.github.patience import Clock, Patience, SystemClock
from triage.github.progress import Counter, Progress
from triage.github.repository import find_repository, require_label
from triage.github.sink import Sink
from triage.github.standing import PRESENT, UNLABELLED, find_issue
from triage.github.token import Token
from triage.github.vanished import mark_vanished

_INSTANT = timedelta(microseconds=1)


class FetchJob(Struct, frozen=True, kw_only=True):
    """What a user asks for."""

    repository: str
    """`owner/name`, as issues are saved under it."""
    label: str | None = None
    """The label that the population is made of; None for all issues."""
    since: datetime | None = None
    """Read only what was updated then or later."""
    full: bool = False
    """Read the whole list again."""
    numbers: tuple[int, ...] | None = None
    """Issues whose conversations are wanted too."""
    all_details: bool = False
    """Whether the conversations of all issues are wanted."""


class Outcome(Struct, kw_only=True):
    """What a fetch did, or has done so far."""

    repository: str = ""
    label: str | None = None
    issues: int = 0
    """Issues of the population that are present now."""
    received: int = 0
    """Issues that came with the list, each counted once."""
    new: int = 0
    changed: int = 0
    pull_requests: int = 0
    """Pull requests among the issues, which were left out of the last full list."""
    conversations: int = 0
    """Conversations that were fetched."""
    vanished: dict[str, int] = field(default_factory=dict)
    """How many issues were found unlabelled, deleted, transferred or private."""
    renamed_to: str | None = None
    """GitHub's name of the repository, when it is not the workspace's."""
    refreshed: int = 0
    """Copies of a sample that were brought up to date."""
    snapshot: str = ""
    """Name of the state that the sample's issues are in now; empty when none was named."""
    requests: int = 0
    seconds: float = 0.0
    error: str | None = None
    """Why the fetch ended before its end; None when it did not."""


def open_client(
    address: ApiAddress,
    token: Token | None,
    progress: Progress,
    stop: Event,
    *,
    clock: Clock | None = None,
    transport: BaseTransport | None = None,
) -> Client:
    """A client for a fetch.

    Args:
        address: the interface to ask.
        token: sent to that interface only; None asks as anybody.
        progress: is shown how far the fetch is, from any thread.
        stop: set it, from any thread, to end the fetch with FetchStopped.
        clock: stands in for this machine's.
        transport: stands in for the network.
    """
    clock = clock or SystemClock()
    counter = Counter(progress, clock.monotonic)
    patience = Patience(clock, counter, stop)
    return Client(address, token, patience, counter, random.random, transport)


def fetch_population(
    job: FetchJob, sink: Sink, client: Client, outcome: Outcome | None = None
) -> Outcome:
    """Bring a population up to date.

    Args:
        job: what is asked for.
        sink: where everything is saved as it arrives.
        client: who asks; left open.
        outcome: filled in, so that a fetch which fails can be told of too; None for a new one.

    Raises:
        GitHubError: GitHub cannot be asked, or its answers not used; what had arrived is saved.
        FetchStopped: the user stopped the fetch; what had arrived is saved.
        StoreError: the sink cannot save.
    """
    return _Fetch(job, sink, client, outcome or Outcome()).run()


class _Fetch:
    def __init__(self, job: FetchJob, sink: Sink, client: Client, outcome: Outcome) -> None:
        self._job = job
        self._sink = sink
        self._client = client
        self._key = ledger_key(job.repository, job.label)
        self._outcome = outcome
        outcome.repository, outcome.label = job.repository, job.label

    def run(self) -> Outcome:
        try:
            self._read()
        finally:
            self._count_up()
        return self._outcome

    def _read(self) -> None:
        self._repository = find_repository(self._client, self._job.repository)
        self._announce()
        self._read_list()
        if self._job.all_details or self._job.numbers is not None:
            self._read_conversations(None if self._job.all_details else self._job.numbers)

    def _announce(self) -> None:
        client, repository = self._client, self._repository
        if repository.is_renamed:
            self._outcome.renamed_to = repository.name_now
            client.counter.note(
                f"{repository.name} is called {repository.name_now} now. Its issues stay under "
                "the old name, which codings refer to."
            )
        if not client.has_token:
            client.counter.note(allowance_in_words(client.counter.tally))

    def _read_list(self) -> None:
        ledger = read_ledger(self._sink.state(self._key))
        current = self._next_pass(ledger, full=self._job.full, since=self._job.since)
        is_resumed = current is ledger.unfinished
        ledger = self._make(current, ledger)
        if is_resumed and not current.is_on_request:
            current = self._next_pass(ledger)
            ledger = self._make(current, ledger)
        if current.kind is Kind.FULL:
            self._tell_of_missing()
        elif not current.is_on_request:
            self._recount(ledger)

    def _next_pass(
        self, ledger: Ledger, *, full: bool = False, since: datetime | None = None
    ) -> Pass:
        # What this pass does not see must be older than the pass, whatever the clock did since.
        last = self._sink.fetched_at()
        now = self._client.patience.clock.now()
        return next_pass(
            ledger,
            root=self._client.address.root,
            now=max(now, last + _INSTANT) if last else now,
            full=full,
            since=since,
            has_label=self._job.label is not None,
        )

    def _make(self, current: Pass, ledger: Ledger) -> Ledger:
        """Make a pass from where it stands to its end; gives the ledger after it."""
        listing = ListingPass(
            self._client, self._repository, self._sink, self._job.label, ledger, current
        )
        try:
            done = current if current.is_listed else listing.run()
        finally:
            self._outcome.new += listing.new
            self._outcome.changed += listing.changed
            self._outcome.received = max(self._outcome.received, listing.reached.issues)
            self._outcome.pull_requests = listing.reached.pull_requests
            self._count({UNLABELLED: listing.unlabelled})
        if done.kind is Kind.FULL:
            self._check_vanished(done)
        ledger = listing.remembered(finished(ledger, done), done)
        left_out = ledger.past.pull_requests if ledger.past else done.pull_requests
        self._outcome.pull_requests = left_out
        return self._write(ledger)

    def _check_vanished(self, full: Pass) -> None:
        label = self._job.label
        if label is not None and full.issues == 0:
            require_label(self._client, self._repository, label)
        self._count(mark_vanished(self._client, self._repository, self._sink, label, full))

    def _recount(self, ledger: Ledger) -> None:
        """Read everything when GitHub counts other issues than are here.

        A refresh does not show what was deleted or transferred. What GitHub counts but does not
        list even in a full pass is remembered, so that it is looked for only once.
        """
        difference = self._difference()
        if difference is None or ledger.past is None or difference == ledger.past.difference:
            return
        self._client.counter.note("GitHub counts other issues than are here: reading all of them.")
        ledger = self._make(self._next_pass(ledger, full=True), ledger)
        if ledger.past is not None:
            past = structs.replace(ledger.past, difference=self._difference() or 0)
            self._write(structs.replace(ledger, past=past))

    def _tell_of_missing(self) -> None:
        """Say when the list gave fewer issues than GitHub counts: a page may have been cut."""
        if (missing := self._difference() or 0) > 0:
            self._client.counter.note(
                f"GitHub counts {missing:,} more issues than its list gave. "
                "The next `triage fetch` reads the whole list again."
            )

    def _difference(self) -> int | None:
        """How many more issues GitHub counts than are here; None when it cannot be asked."""
        if not self._client.has_token:
            return None
        try:
            counted = count_issues(self._client, self._repository, self._job.label)
        except (GraphQLUnusableError, FaultError):
            return None
        return counted - self._sink.count_present(self._job.repository, self._job.label)

    def _read_conversations(self, numbers: Collection[int] | None) -> None:
        if numbers is not None:
            self._read_unknown(numbers)
        client = self._client
        due = self._sink.count_due(self._job.repository, numbers)
        shortage = None if client.has_token else shortage_in_words(due, client.counter.tally)
        if shortage:
            client.counter.note(shortage)
        details = Details(client, self._repository, self._sink, self._job.label)
        try:
            details.fetch(numbers)
        finally:
            self._outcome.conversations = details.saved
            self._count(details.vanished)

    def _read_unknown(self, numbers: Collection[int]) -> None:
        """Fetch the issues that a sample names and the list does not have."""
        for number in sorted(set(numbers) - self._sink.known(self._job.repository, numbers)):
            finding = find_issue(self._client, self._repository, number, self._job.label)
            if finding.issue is None:
                key = issue_key(self._job.repository, number)
                self._client.counter.note(f"{key} cannot be fetched: it is {finding.standing}.")
                continue
            lost = {number} if finding.standing == UNLABELLED else set()
            self._sink.save_page([finding.issue], self._client.patience.clock.now(), {}, lost)

    def _write(self, ledger: Ledger) -> Ledger:
        now = self._client.patience.clock.now()
        self._sink.save_page([], now, {self._key: write_ledger(ledger)})
        return ledger

    def _count(self, vanished: Mapping[str, int]) -> None:
        for standing, count in vanished.items():
            if count and standing != PRESENT:
                before = self._outcome.vanished.get(standing, 0)
                self._outcome.vanished[standing] = before + count

    def _count_up(self) -> None:
        tally, outcome = self._client.counter.finish(), self._outcome
        outcome.issues = self._sink.count_present(self._job.repository, self._job.label)
        outcome.requests, outcome.seconds = tally.requests, round(tally.seconds, 3)
