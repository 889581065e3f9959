"""The environment's proxies and certificates: used, or refused by the name of their variable."""

import httpx
import pytest

from triage.domain.errors import GitHubError
from triage.github.network import open_http, proxy_in_words

VARIABLES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR")


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


def opened(*, is_local: bool = False) -> httpx.Client:
    return open_http({}, httpx.Timeout(1), is_local=is_local)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HTTPS_PROXY", "ftp://ada:secret@proxy"),
        ("https_proxy", "http://ada:secret@[::1"),
        ("ALL_PROXY", "socks5h://ada:secret@127.0.0.1:1"),
        ("SSL_CERT_FILE", "/secret/not/there"),
    ],
)
def test_variable_that_cannot_be_used_is_named_without_its_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(GitHubError, match=rf"^{name}: ") as caught:
        opened()
    assert "secret" not in str(caught.value)


def test_this_machine_is_asked_without_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "ftp://proxy")
    opened(is_local=True).close()


def test_proxy_is_named_in_a_message_about_a_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    assert proxy_in_words() == ""
    monkeypatch.setenv("https_proxy", "http://ada:secret@proxy")
    assert proxy_in_words() == " through the proxy of https_proxy"
