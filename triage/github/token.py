"""The token: where it comes from, and a type that cannot be printed by accident.

Tracebacks and logs show local variables by their `repr`; this one is `***`. The value leaves the
type in one place, the header of a request to the interface's own host.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping

from triage.domain.errors import GitHubError
from triage.github.address import ApiAddress

VARIABLES = ("GITHUB_TOKEN", "GH_TOKEN")
"""Environment variables that may hold a token, in the order of asking."""

_ASKING_SECONDS = 5


class Token:
    """A token for GitHub's interface; its `repr` and `str` are `***`."""

    __slots__ = ("_value", "source")

    def __init__(self, value: str, source: str) -> None:
        """Check that the value can stand in a header.

        Raises:
            GitHubError: it holds blanks, control or non-ASCII characters; the message names the
                source, never the value.
        """
        if not (value.isascii() and value.isprintable()) or " " in value:
            raise GitHubError(
                f"the token from {source} holds characters that no token has; set {source} again"
            )
        self._value = value
        self.source = source

    def __repr__(self) -> str:
        return "***"

    def __reduce__(self) -> str:
        raise TypeError("a token is not written anywhere")

    @property
    def authorization(self) -> str:
        """Value of the `Authorization` header."""
        return f"Bearer {self._value}"


def find_token(
    address: ApiAddress, environment: Mapping[str, str] | None = None, *, ask_gh: bool = True
) -> Token | None:
    """The token of the user: from the environment, else from GitHub's command line tool.

    Args:
        address: the interface that it is for; `gh` keeps one account per host.
        environment: stands in for the process's environment.
        ask_gh: whether `gh auth token` may be run.

    Raises:
        GitHubError: a token is set but cannot be one.
    """
    values = os.environ if environment is None else environment
    for name in VARIABLES:
        if value := values.get(name, "").strip():
            return Token(value, name)
    return _token_of_gh(address) if ask_gh and not address.is_local else None


def _token_of_gh(address: ApiAddress) -> Token | None:
    program = shutil.which("gh")
    if program is None:
        return None
    command = [program, "auth", "token", "--hostname", address.host]
    try:
        answer = subprocess.run(  # noqa: S603 - a fixed command; the host name is a checked address
            command,
            capture_output=True,
            text=True,
            timeout=_ASKING_SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return None
    value = answer.stdout.strip()
    return Token(value, "gh auth token") if answer.returncode == 0 and value else None
