"""Several questions at once, each in a thread of its own, answered back to the one who asks.

It begins with one at a time and adds one with each good answer; the first sign that GitHub has
enough brings it back to one. Only the asking runs in threads: saving stays with the caller. The
threads are daemons, so that leaving never waits for an answer that nobody wants any more.
"""

from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import Generic, TypeVar

from triage.domain.errors import GitHubError

Q = TypeVar("Q")
A = TypeVar("A")


class Crew(Generic[Q, A]):
    """Answers questions, up to so many at once."""

    def __init__(self, answer: Callable[[Q], A], most: int, complaints: Callable[[], int]) -> None:
        """Make a crew.

        Args:
            answer: gives the answer to one question, or raises GitHubError; called in threads.
            most: the largest number of questions at once.
            complaints: how often GitHub has asked for less so far.
        """
        self._answer = answer
        self._most = most
        self._complaints = complaints
        self._answered: SimpleQueue[tuple[Q, A | GitHubError | None]] = SimpleQueue()

    def run(
        self, next_question: Callable[[], Q | None], take: Callable[[Q, A | GitHubError], None]
    ) -> None:
        """Ask until there is nothing to ask and nothing to come.

        Args:
            next_question: the next question; None when there is none for now.
            take: is given each answer, or the error in its place; may raise it, which ends all.
        """
        running, width, complaints = 0, 1, self._complaints()
        while running := running + self._put(next_question, width - running):
            asked, answer = self._answered.get()
            running -= 1
            if answer is None:
                raise AssertionError("a thread ended without an answer")
            is_good = not isinstance(answer, GitHubError)
            is_calm = is_good and complaints == self._complaints()
            width = min(self._most, width + 1) if is_calm else 1
            complaints = self._complaints()
            if is_good:
                running += self._put(next_question, width - running)
            take(asked, answer)

    def _put(self, next_question: Callable[[], Q | None], most: int) -> int:
        """Put so many questions at the most; says how many there were."""
        put = 0
        while put < most and (question := next_question()) is not None:
            Thread(target=self._work, args=(question,), daemon=True).start()
            put += 1
        return put

    def _work(self, question: Q) -> None:
        answer: A | GitHubError | None = None
        try:
            answer = self._answer(question)
        except GitHubError as error:
            answer = error
        finally:
            self._answered.put((question, answer))
