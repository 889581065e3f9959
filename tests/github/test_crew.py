"""Several questions at once: bounded, careful after complaints, and never silent about errors."""

import threading
from collections.abc import Iterator
from threading import Lock

import pytest

from triage.domain.errors import GitHubError
from triage.github.crew import Crew


class Office:
    """Counts how many questions are being answered at once."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.at_once = self.most = 0

    def answer(self, question: int) -> int:
        with self.lock:
            self.at_once += 1
            self.most = max(self.most, self.at_once)
        with self.lock:
            self.at_once -= 1
        if question < 0:
            raise GitHubError(f"no {question}")
        return question * 2


def run(office: Office, questions: Iterator[int], complaints: int = 0) -> dict[int, object]:
    answers: dict[int, object] = {}
    crew: Crew[int, int] = Crew(office.answer, 4, lambda: complaints)
    crew.run(lambda: next(questions, None), lambda asked, answer: answers.update({asked: answer}))
    return answers


def test_every_question_is_answered_once() -> None:
    office = Office()
    assert run(office, iter(range(50))) == {n: 2 * n for n in range(50)}
    assert office.most <= 4


def test_error_takes_the_place_of_the_answer() -> None:
    answers = run(Office(), iter([1, -1, 2]))
    assert isinstance(answers[-1], GitHubError)
    assert answers[2] == 4


def test_complaint_brings_it_back_to_one_at_a_time() -> None:
    complaints, widths, running = [0], [], [0]

    def ask() -> int | None:
        running[0] += 1
        return running[0] if running[0] <= 30 else None

    def take(asked: int, answer: int | GitHubError) -> None:
        widths.append(running[0] - asked)
        complaints[0] += 1

    crew: Crew[int, int] = Crew(lambda question: question, 4, lambda: complaints[0])
    crew.run(ask, take)
    assert len(widths) == 30
    assert max(widths[5:]) <= 1


def test_questions_that_come_up_later_are_asked_too() -> None:
    waiting, answers = [1], []

    def take(asked: int, answer: int | GitHubError) -> None:
        answers.append(asked)
        if asked < 5:
            waiting.append(asked + 1)

    crew: Crew[int, int] = Crew(lambda question: question, 4, lambda: 0)
    crew.run(lambda: waiting.pop() if waiting else None, take)
    assert answers == [1, 2, 3, 4, 5]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_mistake_of_ours_is_not_swallowed() -> None:
    def broken(question: int) -> int:
        raise ZeroDivisionError

    crew: Crew[int, int] = Crew(broken, 1, lambda: 0)
    questions = iter([1])
    with pytest.raises(AssertionError):
        crew.run(lambda: next(questions, None), lambda asked, answer: None)
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and "_work" in thread.name:
            thread.join()
