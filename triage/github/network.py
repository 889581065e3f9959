"""The way out to the network, as this machine's environment describes it.

Proxies and certificates come from environment variables that everybody's programs share. One that
cannot be used is an error which names the variable, never its value: a proxy's holds a password.
"""

import os
from collections.abc import Mapping
from urllib.request import getproxies

import httpx

from triage.domain.errors import GitHubError

PROXIES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY")
CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE")


def open_http(
    headers: Mapping[str, str],
    timeout: httpx.Timeout,
    *,
    is_local: bool,
    transport: httpx.BaseTransport | None = None,
) -> httpx.Client:
    """An HTTP client that follows no redirect; nothing is sent yet.

    Args:
        headers: of every request.
        timeout: of connecting, writing and reading.
        is_local: whether this machine is asked, which no proxy stands before.
        transport: stands in for the network.

    Raises:
        GitHubError: the environment names a proxy or certificates that cannot be used.
    """
    try:
        return httpx.Client(
            headers=dict(headers),
            timeout=timeout,
            follow_redirects=False,
            trust_env=not is_local,
            transport=transport,
        )
    except ImportError as error:
        raise GitHubError(
            f"{_named(PROXIES)}: a SOCKS proxy needs the package socksio, which is not installed "
            "beside triage. Install it, name an http proxy, or unset the variable."
        ) from error
    except OSError as error:
        raise GitHubError(
            f"{_named(CERTIFICATES)}: the certificates cannot be used ({error.strerror or error}). "
            "Mend or unset the variable."
        ) from error
    except (ValueError, httpx.InvalidURL) as error:
        raise GitHubError(
            f"{_named(PROXIES)}: not the address of a proxy; write it like http://HOST:PORT, or "
            "unset the variable."
        ) from error


def proxy_in_words() -> str:
    """That a proxy stands between, for a message about a connection; empty when none does."""
    return f" through the proxy of {_named(PROXIES)}" if getproxies().keys() - {"no"} else ""


def _named(variables: tuple[str, ...]) -> str:
    """Those of the variables that are set, in either spelling; all of them when none is."""
    spelled = (name for each in variables for name in (each, each.lower()))
    return ", ".join(name for name in spelled if os.environ.get(name)) or ", ".join(variables)
