"""What counts as GitHub's own address, and what a message may show of a foreign one."""

import pytest

from triage.domain.errors import GitHubError, InputError
from triage.github.address import ApiAddress, read_api_address, shown


@pytest.mark.parametrize(
    ("text", "root", "graphql", "host"),
    [
        ("https://api.github.com/", "https://api.github.com", "https://api.github.com/graphql",
         "github.com"),
        ("https://GHE.example/api/v3", "https://ghe.example/api/v3",
         "https://ghe.example/api/graphql", "ghe.example"),
        ("http://localhost:8080", "http://localhost:8080", "http://localhost:8080/graphql",
         "localhost"),
        ("http://[::1]:8080", "http://[::1]:8080", "http://[::1]:8080/graphql", "::1"),
    ],
)  # fmt: skip
def test_address_is_read(text: str, root: str, graphql: str, host: str) -> None:
    address = read_api_address(text)
    assert (address.root, address.graphql, address.host) == (root, graphql, host)


@pytest.mark.parametrize(
    "text",
    [
        "http://ghe.example/api/v3",
        "http://localhost.evil.example",
        "ftp://api.github.com",
        "api.github.com",
        "https://me:secret@api.github.com",
        "https://api.github.com?x=1",
        "https://api.github.com:99999",
        "https://[::1",
        "",
    ],
)
def test_address_that_would_show_the_token_or_is_none_is_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        read_api_address(text)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "https://api.github.com/x",
        "https://API.GitHub.com:443/x",
        "https://api.github.com./x",
    ],
)
def test_own_address_passes(address: str) -> None:
    assert ApiAddress("https://api.github.com").require(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "http://api.github.com/x",
        "https://api.github.com:8443/x",
        "https://api.github.com.evil.example/x",
        "https://api.github.com@evil.example/x",
        "https://user@api.github.com/x",
        "https://evil.example\\@api.github.com/x",
        "https://evil.example/https://api.github.com/",
        "//api.github.com/x",
        "/x",
        "https://api.github.com:port/",
        "javascript:alert(1)",
        "",
    ],
)
def test_any_other_address_is_refused(address: str) -> None:
    with pytest.raises(GitHubError, match="does not follow"):
        ApiAddress("https://api.github.com").require(address)


def test_foreign_text_is_shown_on_one_short_line_without_controls() -> None:
    assert shown("a\x1b[2J\r\nb\u202e  c") == "a␛[2J b<U+202E> c"
    assert shown("x" * 500, 10) == "x" * 9 + "…"
