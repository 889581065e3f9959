"""One answer of GitHub, and what it means when it cannot be used.

    GitHubError
    ├── FaultError      a fault that may pass: 5xx, a dropped connection, an answer cut short
    │   ├── NoConnectionError  nobody can be reached there
    │   ├── TooLargeError      more than anybody should send; asking again would bring the same
    │   └── SlowError          not all of it came in good time
    ├── LimitError       a limit: ask again after a while
    └── RefusalError     GitHub said no, with a status

Each is also what the user sees when asking again did not help, so all of them carry the address,
the status and the first words of the answer.
"""

from collections.abc import Mapping
from typing import TypeVar

import msgspec
from msgspec import Struct

from triage.domain.errors import GitHubError
from triage.github.address import shown
from triage.github.limits import is_limit
from triage.github.unicode import with_whole_characters

T = TypeVar("T")

_UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
"""What JSON that is none, that is cut or that is nested without end ends in."""

_GONE = {404: "not found", 410: "deleted", 451: "not available for legal reasons"}


class Answer(Struct, frozen=True):
    """Status, headers (compared without case), whole body, and the address that gave it."""

    address: str
    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def opening(self) -> str:
        """The first words of the body, fit for a message."""
        return shown(self.content[:400].decode("utf-8", "replace"), 80)


class FaultError(GitHubError):
    """A fault that may pass."""

    def __init__(self, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.headers = headers or {}

    weight = 1
    """How many ordinary faults it counts for: a slow one costs more time than a quick one."""


class NoConnectionError(FaultError):
    """Nobody can be reached: whatever is asked, and in whatever way."""


class SlowError(FaultError):
    """Nothing, or not all of it, came in good time."""

    weight = 3


class TooLargeError(FaultError):
    """More than anybody should send."""

    weight = 1000


class LimitError(GitHubError):
    """A limit was reached."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(
            f"GitHub refused {shown(answer.address)} again and again for its limits "
            f"(“{answer.opening}”). What had arrived is saved: run `triage fetch` again later."
        )
        self.headers = answer.headers


class RefusalError(GitHubError):
    """GitHub said no."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def require_status(answer: Answer, expected: frozenset[int]) -> None:
    """Let an answer pass that has one of the expected statuses.

    Raises:
        LimitError: it says that a limit is reached.
        FaultError: it says that something failed which may pass.
        RefusalError: it says no.
    """
    if answer.status in expected:
        return
    words = answer.content[:2000].decode("utf-8", "replace")
    if is_limit(answer.status, answer.headers, words):
        raise LimitError(answer)
    if answer.status == 408 or (answer.status >= 500 and answer.status != 501):
        raise FaultError(
            f"GitHub failed at {shown(answer.address)}: {_said(answer)}. "
            "What had arrived is saved: run `triage fetch` again later.",
            answer.headers,
        )
    raise RefusalError(answer.status, _refusal(answer))


def decoded(answer: Answer, decoder: msgspec.json.Decoder[T], part: bytes | None = None) -> T:
    """The body of an answer as a value, or a part of the body.

    Raises:
        FaultError: it is not the JSON that was expected: HTML, cut short, something else.
    """
    content = answer.content if part is None else part
    try:
        return decoder.decode(content)
    except _UNREADABLE:
        return _decoded_with_care(answer, decoder, content)


def unreadable(answer: Answer, reason: str) -> FaultError:
    """The error for an answer that arrived and is not what was asked for."""
    return FaultError(
        f"GitHub's answer from {shown(answer.address)} cannot be read: {shown(reason)}; "
        f"it begins with “{answer.opening}”. If it stays so, check --api-url and your network.",
        answer.headers,
    )


def _decoded_with_care(answer: Answer, decoder: msgspec.json.Decoder[T], content: bytes) -> T:
    try:
        return decoder.decode(with_whole_characters(content))
    except _UNREADABLE as error:
        raise unreadable(answer, str(error)) from error


def _refusal(answer: Answer) -> str:
    where, said = shown(answer.address), _said(answer)
    if answer.status == 401:
        return (
            f"GitHub does not accept the token: {said} at {where}. Set GITHUB_TOKEN to a "
            "valid one, or unset it; what had arrived is saved, and `triage fetch` goes on there."
        )
    if answer.status == 403:
        return (
            f"GitHub forbids {where}: {said}. A private repository or an organisation "
            "with single sign-on needs a token that is allowed to read it."
        )
    if answer.status in _GONE:
        return (
            f"{_GONE[answer.status]}: {where} ({said}). Check the repository's name; "
            "a private one needs a token that may read it."
        )
    return f"GitHub did not answer {where} as expected: {said}."


def _said(answer: Answer) -> str:
    return f"{answer.status} “{_message(answer)}”"


def _message(answer: Answer) -> str:
    try:
        message = _MESSAGE.decode(answer.content).message
    except _UNREADABLE:
        message = ""
    return shown(message, 160) or answer.opening


class _Message(Struct):
    message: str = ""


_MESSAGE = msgspec.json.Decoder(_Message)
