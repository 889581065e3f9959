"""The address of GitHub's interface, and the rule about who may see the token.

Everything that GitHub names (a next page, a redirect) is only followed when it has the scheme,
host and port of the interface; so the token, which travels with every request, never leaves it.
"""

from urllib.parse import SplitResult, urlsplit

from msgspec import Struct

from triage.domain.errors import GitHubError, InputError
from triage.domain.safe_text import visible_line

PUBLIC_ROOT = "https://api.github.com"
"""The interface of github.com."""

LOOPBACK = ("localhost", "127.0.0.1", "::1")
"""This machine, by its own names."""

_PORTS = {"http": 80, "https": 443}


class ApiAddress(Struct, frozen=True):
    """Root of a REST interface: github.com's, an Enterprise server's, or a local one."""

    root: str
    """Without a slash at the end."""

    @property
    def graphql(self) -> str:
        """Where GraphQL is asked: Enterprise servers keep it beside `/api/v3`, not below."""
        return f"{self.root.removesuffix('/v3')}/graphql"

    @property
    def host(self) -> str:
        """Host name, as the GitHub command line tool names its accounts."""
        host = urlsplit(self.root).hostname or ""
        return "github.com" if self.root == PUBLIC_ROOT else host

    @property
    def is_local(self) -> bool:
        """Whether it is this machine, where plain http and no proxy are right."""
        return self.host in LOOPBACK

    def require(self, address: str) -> str:
        """The address itself, when it belongs to this interface.

        Raises:
            GitHubError: it names another scheme, host or port, or is no address at all.
        """
        if _origin(address) != _origin(self.root):
            raise GitHubError(
                f"GitHub's answer points to {shown(address)}, which is not on {self.root}; triage "
                "does not follow it, because your token would go there. What had arrived is saved; "
                "check --api-url and try again."
            )
        return address


def read_api_address(text: str, source: str = "--api-url") -> ApiAddress:
    """The address that a user gives.

    Args:
        text: what they wrote.
        source: the option or variable that it was written in, for the message.

    Raises:
        InputError: it is not an https address (or http on this machine), with the reason.
    """
    try:
        parts = urlsplit(text.strip())
        parts.port  # noqa: B018 - reading it is what checks it
    except ValueError as error:
        raise InputError(f"{source} {shown(text)}: not an address: {error}") from error
    _check(parts, f"{source} {shown(text)}", source)
    return ApiAddress(f"{parts.scheme}://{parts.netloc.lower()}{parts.path.rstrip('/')}")


def shown(text: str, length: int = 200) -> str:
    """Text from outside, fit for a message: one line, no control characters, not too long."""
    words = " ".join(visible_line(text[: 4 * length]).split())
    return words if len(words) <= length else words[: length - 1] + "…"


def _check(parts: SplitResult, where: str, source: str) -> None:
    if parts.scheme not in _PORTS or not parts.hostname:
        raise InputError(f"{where}: give an address such as {PUBLIC_ROOT}")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise InputError(
            f"{source}: give scheme, host and path only; the token belongs in GITHUB_TOKEN"
        )
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise InputError(f"{where}: plain http would show your token to the network; use https")


def _origin(address: str) -> tuple[str, str, int | None] | None:
    try:
        parts = urlsplit(address)
        port = parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return None
    has_credentials = parts.username is not None or parts.password is not None
    if has_credentials or "\\" in address:
        return None
    return parts.scheme, (parts.hostname or "").rstrip("."), port
