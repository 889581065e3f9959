"""Comments and timelines of many issues: in bulk by GraphQL with a token, one by one without.

What is complete is saved with each answer; an issue without a saved conversation is simply still
due, so a fetch that was stopped has nothing to remember here. An issue that is not at its place
any more is asked for alone and marked.
"""

from collections.abc import Collection, Iterator

from triage.domain.errors import GitHubError
from triage.domain.issue import Conversation, issue_key
from triage.github.answers import FaultError, NoConnectionError
from triage.github.bulk import Bulk, Question
from triage.github.client import Client
from triage.github.conversations import as_conversation, fetch_conversation
from triage.github.crew import Crew
from triage.github.graphql import GraphQLUnusableError, Piece, ask_conversations
from triage.github.repository import Repository, find_repository
from triage.github.sink import Sink
from triage.github.standing import find_issue

MOST_AT_ONCE = 4
"""Questions at once with a token; without one GitHub is asked one thing after another."""

_MOST_FAULTS = 12
"""Failed bulk questions in a row after which everything is asked for by REST."""

_MOST_UNREADABLE = 3
"""Conversations that may fail one after another; with one more, it is not about single issues."""

_MOST_NAMED = 10
"""Issues that a message names."""

_LONGEST_WAIT = 2
"""As many faults in a row lengthen the wait; after that only the question shrinks."""

_CHUNK = 512


class Details:
    """Brings the conversations of a population's issues up to date."""

    def __init__(
        self, client: Client, repository: Repository, sink: Sink, label: str | None
    ) -> None:
        """Make ready; nothing is asked yet.

        Args:
            client: who asks.
            repository: whose issues they are.
            sink: what knows which are due, and where they are saved.
            label: the label that the population is made of; None for all issues.
        """
        self._client = client
        self._repository = repository
        self._sink = sink
        self._label = label
        self._most = MOST_AT_ONCE if client.has_token else 1
        self._failed: dict[int, FaultError] = {}
        self._failed_in_a_row = 0
        self.saved = 0
        """Conversations that were fetched."""
        self.vanished: dict[str, int] = {}
        """How many issues turned out to be deleted, transferred or private."""

    def fetch(self, numbers: Collection[int] | None) -> None:
        """Fetch what is due of these issues, or of all for None.

        Raises:
            GitHubError: GitHub cannot be asked any more; what had arrived is saved.
            FetchStopped: the user stopped the fetch.
        """
        total = self._sink.count_due(self._repository.name, numbers)
        self._client.counter.change(stage="conversations", done=0, total=total)
        due = self._due(numbers)
        self._one_by_one(self._in_bulk(due) if self._client.has_token else due)
        self._tell_of_failed()

    def _due(self, numbers: Collection[int] | None) -> Iterator[int]:
        last = 0
        while found := self._sink.due(self._repository.name, numbers, last, _CHUNK):
            yield from found
            last = found[-1]

    def _in_bulk(self, due: Iterator[int]) -> Iterator[int]:
        """Fetch by GraphQL; gives the issues that are left for REST."""
        bulk = Bulk(due)

        def take(question: Question, answer: list[Piece] | GitHubError) -> None:
            if isinstance(answer, NoConnectionError):
                raise answer
            if isinstance(answer, FaultError) and bulk.faults < _MOST_FAULTS:
                bulk.fail(question)
                self._client.recover(min(bulk.faults, _LONGEST_WAIT))
            elif isinstance(answer, FaultError):
                raise GraphQLUnusableError(str(answer)) from answer
            elif isinstance(answer, GitHubError):
                raise answer
            else:
                self._save(bulk, question, answer)

        crew: Crew[Question, list[Piece]] = Crew(
            lambda question: ask_conversations(self._client, self._repository, question),
            self._most,
            lambda: self._client.patience.refusals,
        )
        try:
            crew.run(bulk.next_question, take)
        except GraphQLUnusableError as error:
            self._client.counter.note(f"{str(error).rstrip('.')}; the rest is asked for by REST.")
            return bulk.rest()
        return iter(bulk.alone)

    def _save(self, bulk: Bulk, question: Question, pieces: list[Piece]) -> None:
        harvest = bulk.take(question, pieces)
        self._keep(
            {
                number: as_conversation(entries, self._client)
                for number, entries in harvest.threads.items()
            }
        )
        for number in harvest.gone:
            self._settle(number)

    def _one_by_one(self, due: Iterator[int]) -> None:
        def take(number: int, answer: "Conversation | GitHubError | _Elsewhere") -> None:
            if isinstance(answer, FaultError):
                self._fail(number, answer)
            elif isinstance(answer, GitHubError):
                raise answer
            elif isinstance(answer, Conversation):
                self._keep({number: answer})
            else:
                self._settle(number)

        crew: Crew[int, Conversation | _Elsewhere] = Crew(
            lambda number: (
                fetch_conversation(self._client, self._repository, number) or _Elsewhere()
            ),
            self._most,
            lambda: self._client.patience.refusals,
        )
        crew.run(lambda: next(due, None), take)

    def _fail(self, number: int, fault: FaultError) -> None:
        """Take note of a conversation that cannot be had, unless nothing can be had any more."""
        self._failed[number] = fault
        self._failed_in_a_row += 1
        if isinstance(fault, NoConnectionError) or self._failed_in_a_row > _MOST_UNREADABLE:
            raise fault

    def _tell_of_failed(self) -> None:
        if not self._failed:
            return
        names = ", ".join(f"#{number}" for number in [*self._failed][:_MOST_NAMED])
        more = len(self._failed) - _MOST_NAMED
        first = next(iter(self._failed.values()))
        raise GitHubError(
            f"these conversations could not be read: {names}{f' and {more} more' * (more > 0)}; "
            f"all others are saved. {first}"
        ) from first

    def _keep(self, conversations: dict[int, Conversation]) -> None:
        if conversations:
            self._sink.save_conversations(self._repository.name, conversations)
            self._client.counter.add(done=len(conversations))
            self.saved += len(conversations)
            self._failed_in_a_row = 0

    def _settle(self, number: int) -> None:
        """Find out what became of an issue that was not at its place."""
        try:
            self._find_out(number)
        except FaultError as fault:
            self._fail(number, fault)

    def _find_out(self, number: int) -> None:
        finding = find_issue(self._client, self._repository, number, self._label)
        if finding.issue is None:
            self._sink.mark(self._repository.name, number, finding.standing)
            self.vanished[finding.standing] = self.vanished.get(finding.standing, 0) + 1
            self._client.counter.add(done=1)
            self._failed_in_a_row = 0
            return
        self._repository = find_repository(self._client, self._repository.name)
        conversation = fetch_conversation(self._client, self._repository, number)
        if conversation is None:
            key = issue_key(self._repository.name, number)
            raise FaultError(f"GitHub shows {key}, but not its timeline; try again later")
        self._keep({number: conversation})


class _Elsewhere:
    """In place of a conversation: the issue is not at its place."""
