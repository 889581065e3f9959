"""Workspaces on disk with made-up issues, and the command line run over them."""

from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner, Result

from store.settings import Settings
from store.workspace import Workspace
from tests.samples import NOON, REPOSITORY, manifest, sampled
from triage.cli.root import triage
from triage.domain.coding import Answer, Coding
from triage.domain.history import Timeline, changes_to
from triage.domain.issue import issue_key
from triage.domain.sample import Manifest

CODEBOOK_TEXT = """
name = "cats"
[[questions]]
id = "RQ1"
title = "What is asked for?"
kind = "single"
codes = [{id = "speed", label = "Speed"}, {id = "device", label = "Device"}]
[[questions]]
id = "RQ2"
title = "Which problems?"
kind = "multi"
codes = [{id = "scale", label = "Scale"}, {id = "gap", label = "Gap"}]
[[questions]]
id = "RQ3"
title = "Which information?"
kind = "checklist"
codes = [{id = "use-case", label = "Use case"}, {id = "cost", label = "Cost"}]
"""


def key(number: int) -> str:
    return issue_key(REPOSITORY, number)


def make_workspace(folder: Path, size: int = 3, sample: Manifest | None = None) -> Workspace:
    """A workspace with one sample of issues 1 to `size`, and `ada` as its rater."""
    settings = Settings(repository=REPOSITORY, rater="ada")
    workspace = Workspace.create(folder, settings, CODEBOOK_TEXT, "")
    workspace.keep_sample(sample or manifest(size), sampled(size))
    return workspace


def single(codes: Mapping[int, str]) -> list[Coding]:
    """Codings of the first question, by issue number."""
    return [
        Coding(issue=key(number), answers={"RQ1": Answer(codes=(code,))})
        for number, code in codes.items()
    ]


def code_as(workspace: Workspace, rater: str, codings: list[Coding]) -> None:
    """Save codings as one step of a rater."""
    with workspace.codings(rater, write=True) as store:
        step = Timeline(store.history()).last_step + 1
        store.commit(changes_to(codings, store.codings(), step=step, at=NOON, reason="test"))


def run(folder: Path, *arguments: str) -> Result:
    """Run a command over a workspace; errors come back in the result."""
    return CliRunner().invoke(triage, [*arguments, "--workspace", str(folder)])
