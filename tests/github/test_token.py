"""The token is found where users keep it, and cannot be printed."""

import copy
import pickle
import traceback
from pathlib import Path

import pytest

from triage.domain.errors import GitHubError
from triage.github.address import ApiAddress
from triage.github.token import Token, find_token

PUBLIC = ApiAddress("https://api.github.com")


def test_token_is_never_shown() -> None:
    token = Token("ghp_verysecret", "GITHUB_TOKEN")
    shown = [repr(token), str(token), f"{token}", f"{[token]}", "%s" % (token,)]  # noqa: UP031
    assert not any("secret" in text for text in shown)
    with pytest.raises(TypeError):
        pickle.dumps(token)
    with pytest.raises(TypeError):
        copy.copy(token)
    assert token.authorization == "Bearer ghp_verysecret"


def test_traceback_with_local_variables_does_not_show_the_token() -> None:
    token = Token("ghp_verysecret", "GITHUB_TOKEN")
    try:
        raise ValueError(token)
    except ValueError as error:
        text = "".join(
            traceback.TracebackException.from_exception(error, capture_locals=True).format()
        )
    assert "secret" not in text
    assert "***" in text


@pytest.mark.parametrize("value", ["two words", "new\nline", "umläut", "tab\t", "nul\0"])
def test_value_that_cannot_be_a_token_is_refused_without_showing_it(value: str) -> None:
    with pytest.raises(GitHubError) as caught:
        Token(value, "GH_TOKEN")
    assert value not in str(caught.value)
    assert "GH_TOKEN" in str(caught.value)


def test_environment_is_asked_in_order() -> None:
    both = {"GITHUB_TOKEN": "  first\n", "GH_TOKEN": "second"}
    found = find_token(PUBLIC, both, ask_gh=False)
    assert found
    assert (found.authorization, found.source) == ("Bearer first", "GITHUB_TOKEN")
    found = find_token(PUBLIC, both | {"GITHUB_TOKEN": " "}, ask_gh=False)
    assert found
    assert found.source == "GH_TOKEN"
    assert find_token(PUBLIC, {}, ask_gh=False) is None


def fake_gh(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = folder / "gh"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_gh_is_asked_for_the_host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_gh(tmp_path, 'echo "from-$4"', monkeypatch)
    found = find_token(PUBLIC, {})
    assert found
    assert (found.authorization, found.source) == ("Bearer from-github.com", "gh auth token")


def test_gh_that_fails_means_no_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_gh(tmp_path, "echo no account; exit 1", monkeypatch)
    assert find_token(PUBLIC, {}) is None
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    assert find_token(PUBLIC, {}) is None


def test_gh_is_not_asked_about_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_gh(tmp_path, "echo should-not-run", monkeypatch)
    assert find_token(ApiAddress("http://127.0.0.1:5000"), {}) is None
