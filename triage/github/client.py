"""The client: one request after another, with patience, and the token only where it belongs.

Redirects are followed by hand, because the library would send the token along; every address,
whoever names it, must first pass `ApiAddress.require`. Safe to use from several threads.
"""

from collections.abc import Callable, Mapping
from threading import Lock
from typing import TypeVar

import httpx
from msgspec import Struct

from triage import __version__
from triage.domain.errors import GitHubError
from triage.github.address import ApiAddress, shown
from triage.github.answers import (
    Answer,
    FaultError,
    LimitError,
    NoConnectionError,
    require_status,
)
from triage.github.limits import MAX_FAULTS, MAX_REFUSALS, fault_pause, limit_pause, remaining
from triage.github.links import absolute
from triage.github.network import open_http
from triage.github.patience import FetchStopped, Patience
from triage.github.progress import Counter
from triage.github.reception import Reception
from triage.github.token import Token

T = TypeVar("T")

_TIMEOUT = httpx.Timeout(20.0, connect=10.0)
_MAX_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 307, 308})
_OK = frozenset({200})


class Request(Struct, frozen=True):
    """What is asked: GET when there is no content, POST when there is."""

    address: str
    headers: Mapping[str, str] = {}
    content: bytes | None = None


class Client:
    """Asks GitHub."""

    def __init__(
        self,
        address: ApiAddress,
        token: Token | None,
        patience: Patience,
        counter: Counter,
        random: Callable[[], float],
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """Open a client; nothing is sent yet.

        Args:
            address: the interface that it asks; nothing else is ever asked.
            token: sent with every request; None asks as anybody.
            patience: holds requests back.
            counter: is told of every request.
            random: gives numbers from 0 up to 1, for waits after faults.
            transport: stands in for the network.

        Raises:
            GitHubError: the environment names a proxy or certificates that cannot be used.
        """
        self.address = address
        self.has_token = token is not None
        self.patience = patience
        self.counter = counter
        self._random = random
        headers = {
            "Accept": "application/vnd.github+json",
            "User-Agent": f"triage-workstation/{__version__}",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        if token is not None:
            headers["Authorization"] = token.authorization
        self._lock = Lock()
        self._pending = 0
        self._is_closed = False
        self._http = open_http(headers, _TIMEOUT, is_local=address.is_local, transport=transport)

    def close(self) -> None:
        """Ask nothing more; connections are closed as soon as none of them is in use."""
        with self._lock:
            self._is_closed = True
            is_idle = self._pending == 0
        if is_idle:
            self._http.close()

    def get(
        self,
        address: str,
        read: Callable[[Answer], T],
        *,
        expected: frozenset[int] = _OK,
        follow: bool = True,
        headers: Mapping[str, str] | None = None,
    ) -> T:
        """What `read` makes of the answer to a GET.

        Args:
            address: whole, or a path below the root.
            read: may raise FaultError or LimitError to have the question asked again.
            expected: statuses that `read` understands.
            follow: whether a redirect within the interface is followed.
            headers: further ones.

        Raises:
            GitHubError: there is no answer that can be used.
            FetchStopped: the user stopped the fetch.
        """
        target = address if "://" in address else self.address.root + address

        def attempt(answer: Answer) -> T | _Moved:
            if follow and answer.status in _REDIRECTS:
                return _Moved(absolute(target, answer.headers.get("location", "")))
            require_status(answer, expected)
            return read(answer)

        for _ in range(_MAX_REDIRECTS):
            found = self.ask(Request(target, headers or {}), attempt)
            if not isinstance(found, _Moved):
                return found
            target = found.address
        raise GitHubError(
            f"GitHub redirects {shown(address)} in a circle; check the repository's name and try "
            "again later"
        )

    def ask(self, request: Request, read: Callable[[Answer], T], max_faults: int = MAX_FAULTS) -> T:
        """What `read` makes of the answer, asked again after limits and faults.

        Args:
            request: what is asked.
            read: may raise FaultError or LimitError.
            max_faults: how many faults in a row end it; a connection is always tried for again.

        Raises:
            FaultError: the last of too many faults.
            LimitError: the last of too many refusals.
            GitHubError: GitHub said no, or the address is not its own.
            FetchStopped: the user stopped the fetch.
        """
        self.address.require(request.address)
        faults = refusals = 0
        while True:
            self.patience.hold()
            now = self.patience.clock.now
            try:
                return read(self._send(request))
            except LimitError as refusal:
                if refusals >= MAX_REFUSALS:
                    raise
                self.patience.close(limit_pause(refusal.headers, refusals, now()))
                refusals += 1
            except FaultError as fault:
                most = MAX_FAULTS if isinstance(fault, NoConnectionError) else max_faults
                if faults + fault.weight >= most:
                    raise
                self.patience.wait(fault_pause(fault.headers, faults, self._random(), now()))
                faults += fault.weight

    def recover(self, faults: int) -> None:
        """Wait a little after so many faults in a row.

        Raises:
            FetchStopped: the user stopped the fetch.
        """
        now = self.patience.clock.now()
        self.patience.wait(fault_pause({}, min(faults, MAX_FAULTS), self._random(), now))

    def _send(self, request: Request) -> Answer:
        self.counter.add(requests=1)
        try:
            question = self._http.build_request(
                "GET" if request.content is None else "POST",
                request.address,
                headers=dict(request.headers),
                content=request.content,
            )
        except httpx.InvalidURL as error:
            raise GitHubError(f"not an address: {shown(request.address)} ({error})") from error
        with self._lock:
            if self._is_closed:
                raise FetchStopped("stopped; everything that had arrived is saved")
            self._pending += 1
        reception = Reception(self._http, question, self._end)
        answer = reception.wait(self.patience.clock.monotonic, self.patience.check)
        if left := remaining(answer.headers):
            self.counter.change(left=left[0], allowed=left[1])
        return answer

    def _end(self) -> None:
        with self._lock:
            self._pending -= 1
            is_last = self._is_closed and self._pending == 0
        if is_last:
            self._http.close()


class _Moved(Struct, frozen=True):
    address: str
