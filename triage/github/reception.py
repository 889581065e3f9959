"""Taking one answer in, with an end to its size and to its time.

A server can be slow in many places: before it answers, in its headers, in the body. So the taking
happens in a thread, and the one who asked waits for the thread: with a deadline that follows what
has arrived, and with an ear for the user who wants to stop. A thread whose answer nobody waits for
any more is a daemon and holds up nothing.
"""

from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Thread

import httpx

from triage.domain.errors import GitHubError
from triage.github.address import LOOPBACK, shown
from triage.github.answers import (
    Answer,
    FaultError,
    NoConnectionError,
    SlowError,
    TooLargeError,
)
from triage.github.network import proxy_in_words

MAX_BYTES = 64 * 1024 * 1024
"""Largest answer that is taken, unpacked; a hundred issues of full length are half of it."""

MAX_SECONDS = 30.0
"""Longest time for an answer; GitHub itself gives up after ten seconds."""

LEAST_SPEED = 10_000
"""Bytes a second (unpacked) that lengthen that time: slow is not the same as stuck."""

_LISTEN = 0.2
"""Seconds between two looks at the clock and at the user."""


class Reception:
    """One request and its answer."""

    def __init__(
        self, http: httpx.Client, request: httpx.Request, ended: Callable[[], None]
    ) -> None:
        """Send a request, in a thread of its own that calls `ended` at its end."""
        self._http = http
        self._ended = ended
        self._request = request
        self._content = bytearray()
        self._answer: SimpleQueue[Answer | GitHubError | None] = SimpleQueue()
        Thread(target=self._take, daemon=True).start()

    def wait(self, monotonic: Callable[[], float], check: Callable[[], None]) -> Answer:
        """The answer, as soon as all of it is here.

        Args:
            monotonic: the time in seconds.
            check: called now and then; what it raises ends the waiting.

        Raises:
            FaultError: it broke off, is too slow or too large.
        """
        began = monotonic()
        while True:
            try:
                answer = self._answer.get(timeout=_LISTEN)
            except Empty:
                check()
                if monotonic() - began > MAX_SECONDS + len(self._content) / LEAST_SPEED:
                    raise self._slow() from None
                continue
            if answer is None:
                raise AssertionError("the thread ended without an answer")
            if isinstance(answer, GitHubError):
                raise answer
            return answer

    def _take(self) -> None:
        answer: Answer | GitHubError | None = None
        try:
            answer = self._taken()
        except (httpx.RequestError, httpx.InvalidURL) as error:
            answer = self._fault(error)
        except GitHubError as error:
            answer = error
        finally:
            self._answer.put(answer)
            self._ended()

    def _taken(self) -> Answer:
        response = self._http.send(self._request, stream=True)
        try:
            for piece in response.iter_bytes():
                self._content += piece
                if len(self._content) > MAX_BYTES:
                    raise TooLargeError(
                        f"GitHub's answer from {self._where} is larger than "
                        f"{MAX_BYTES // 1024**2} MB and was dropped{self._opening}. "
                        "Check --api-url."
                    )
        finally:
            response.close()
        content = bytes(self._content)
        return Answer(str(response.url), response.status_code, response.headers, content)

    def _fault(self, error: Exception) -> FaultError:
        if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
            url = self._request.url
            proxy = "" if url.host in LOOPBACK else proxy_in_words()
            return NoConnectionError(
                f"no connection to {url.scheme}://{shown(url.netloc.decode('ascii', 'replace'))}"
                f"{proxy}: {shown(str(error)) or 'no answer'}. Check your network (and --api-url); "
                "what had arrived is saved, and `triage fetch` goes on there."
            )
        if isinstance(error, httpx.TimeoutException):
            return self._slow()
        return FaultError(
            f"the connection broke while {self._where} answered{self._opening}: "
            f"{shown(str(error))}. What had arrived is saved: run `triage fetch` again later."
        )

    def _slow(self) -> SlowError:
        return SlowError(
            f"GitHub's answer from {self._where} did not come in good time and was "
            f"dropped{self._opening}. What had arrived is saved: run `triage fetch` again later."
        )

    @property
    def _where(self) -> str:
        return shown(str(self._request.url))

    @property
    def _opening(self) -> str:
        words = shown(self._content[:400].decode("utf-8", "replace"), 80)
        return f"; it begins with “{words}”" if words else ""
