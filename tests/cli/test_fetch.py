"""`triage fetch` brings a workspace's population over a real connection, and says how it ended."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from store.settings import Settings
from store.workspace import Workspace
from tests.github.fake_server import TLS13, fake_github
from triage.cli.fetch import fetch as fetch_command
from triage.cli.moments import read_moment
from triage.cli.root import triage
from triage.domain.errors import GitHubError, InputError
from triage.domain.sample import Manifest
from triage.fetch_words import outcome_in_words
from triage.fetching import named_address
from triage.github.fetch import Outcome
from triage.github.passes import origin_key


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    for name in ("GITHUB_TOKEN", "GH_TOKEN", "GITHUB_API_URL"):
        monkeypatch.delenv(name, raising=False)
    return Workspace.create(tmp_path / "study", Settings(repository=TLS13), "", "")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with fake_github() as found:
        yield found


def fetch(workspace: Workspace, *options: str) -> Result:
    arguments = ["fetch", "--workspace", str(workspace.folder), *options]
    return CliRunner().invoke(triage, arguments, catch_exceptions=False)


def test_population_and_figures_for_programs(workspace: Workspace, address: str) -> None:
    done = fetch(workspace, "--api-url", address, "--json")
    figures = json.loads(done.stdout)
    assert (figures["issues"], figures["pull_requests"], figures["requests"]) == (446, 998, 16)
    assert figures["seconds"] > 0
    assert "No token was found" in done.stderr
    with workspace.population() as population:
        assert population.count() == 446


def test_sample_gets_its_conversations_and_the_change_is_recorded(
    workspace: Workspace, address: str
) -> None:
    fetch(workspace, "--api-url", address)
    with workspace.population() as population:
        numbers = tuple(issue.number for issue in population.facts(limit=3))
        found = [population.sampled_issue(TLS13, number) for number in numbers]
        copies = [copy for copy in found if copy]
        when = population.fetched_at()
    assert when
    manifest = Manifest(name="main", repository=TLS13, numbers=numbers, drawn_at=when)
    workspace.keep_sample(manifest, copies)
    done = fetch(workspace, "--api-url", address, "--sample", "main")
    assert "3 conversations, 3 copies of the sample brought up to date" in done.stdout
    held = workspace.samples.issues("main")
    assert all(copy.conversation for copy in held)
    (refresh,) = workspace.samples.refreshes("main")
    assert refresh.numbers == numbers
    again = fetch(workspace, "--api-url", address, "--sample", "main")
    assert "brought up to date" not in again.stdout


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--since", "gestern"], "not a day or moment"),
        (["--full", "--since", "2024-01-01"], "give one of them"),
        (["--api-url", "http://github.example"], "plain http"),
        (["--sample", "none"], "no sample"),
    ],
)
def test_wrong_options_are_told_before_anything_is_asked(
    workspace: Workspace, options: list[str], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        fetch(workspace, *options)


def test_program_is_told_of_a_fetch_that_failed(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(InputError):
        fetch_command.main(
            ["--workspace", str(workspace.folder), "--sample", "none", "--json"],
            standalone_mode=False,
        )
    figures = json.loads(capsys.readouterr().out)
    assert "no sample is called 'none'" in figures["error"]
    assert {"issues", "pull_requests", "requests", "seconds"} <= figures.keys()


def test_fetch_goes_on_where_the_population_came_from(workspace: Workspace, address: str) -> None:
    fetch(workspace, "--api-url", address)
    assert "0 new, 0 changed" in fetch(workspace).stdout


def test_workspace_alone_sends_no_token_to_another_host(
    workspace: Workspace, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetch(workspace, "--api-url", address)
    with workspace.population() as population:
        population.set_state(origin_key(TLS13), "https://github.example/api/v3")
    monkeypatch.setenv("GITHUB_TOKEN", "ghp_secret")
    with pytest.raises(InputError, match=r"came from https://github\.example/api/v3\. Name it"):
        fetch(workspace)
    monkeypatch.setenv("GITHUB_API_URL", address)
    with pytest.raises(GitHubError, match="does not accept the token"):
        fetch(workspace)


def test_variable_that_is_no_address_is_named() -> None:
    assert named_address("", {}) is None
    assert named_address("", {"GITHUB_API_URL": " https://a.example/ "}) == named_address(
        "https://a.example"
    )
    with pytest.raises(InputError, match=r"^GITHUB_API_URL http://a\.example: plain http"):
        named_address("", {"GITHUB_API_URL": "http://a.example"})


def test_ctrl_c_ends_with_130_and_says_how_to_go_on(workspace: Workspace) -> None:
    with fake_github("--latency-ms=60") as slow:
        arguments = ["fetch", "--workspace", str(workspace.folder), "--api-url", slow]
        command = [sys.executable, "-m", "triage", *arguments]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
            assert running.stderr
            while "reading the list" not in running.stderr.readline():
                assert running.poll() is None
            os.kill(running.pid, signal.SIGINT)
            assert running.wait(10) == 130
            said = running.stderr.read()
        assert "`triage fetch` goes on from there" in said
        assert "Traceback" not in said
        fetch(workspace, "--api-url", slow)
    with workspace.population() as population:
        assert population.count() == 446


def test_days_and_moments_are_read_as_utc() -> None:
    assert read_moment("2024-01-31", "--since").isoformat() == "2024-01-31T00:00:00+00:00"
    assert read_moment(" 2024-01-31T12:00Z ", "--since").isoformat() == "2024-01-31T12:00:00+00:00"
    assert (
        read_moment("2024-01-31T12:00+02:00", "--since").isoformat() == "2024-01-31T10:00:00+00:00"
    )


def test_outcome_is_one_line() -> None:
    outcome = Outcome(
        repository="octo/hub", label="bug", issues=1092, new=3, changed=12, pull_requests=2004,
        conversations=30, vanished={"deleted": 1}, refreshed=4, requests=41, seconds=4.25,
    )  # fmt: skip
    assert outcome_in_words(outcome) == (
        "1,092 issues of octo/hub with label “bug” (3 new, 12 changed), 2,004 pull requests left "
        "out, 30 conversations, 1 now deleted, 4 copies of the sample brought up to date; "
        "41 requests in 4.2 s"
    )
