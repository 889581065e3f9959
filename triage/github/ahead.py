"""One question that is put while its asker is busy with something else.

The list's next page is under way while the last one is saved: GitHub still sees one request after
another, and the time of saving is hidden behind the time of waiting.
"""

from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import Generic, TypeVar

from triage.domain.errors import GitHubError

A = TypeVar("A")


class Ahead(Generic[A]):
    """An answer that is on its way, fetched in a daemon thread."""

    def __init__(self, ask: Callable[[], A]) -> None:
        """Begin to ask; `ask` gives the answer or raises GitHubError."""
        self._answered: SimpleQueue[A | GitHubError | None] = SimpleQueue()
        Thread(target=self._work, args=(ask,), daemon=True).start()

    def answer(self) -> A:
        """The answer, as soon as it is here; to be called once.

        Raises:
            GitHubError: what asking raised.
        """
        answer = self._answered.get()
        if answer is None:
            raise AssertionError("a thread ended without an answer")
        if isinstance(answer, GitHubError):
            raise answer
        return answer

    def _work(self, ask: Callable[[], A]) -> None:
        answer: A | GitHubError | None = None
        try:
            answer = ask()
        except GitHubError as error:
            answer = error
        finally:
            self._answered.put(answer)
