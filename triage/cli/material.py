"""Gathers from a workspace what figures and reports are made from."""

from collections.abc import Mapping

from store.workspace import Workspace
from triage.domain.assignment import numbers_to_read
from triage.domain.coding import Coding
from triage.domain.issue import SampledIssue, issue_key
from triage.domain.sample import Manifest
from triage.report.build import Material
from triage.report.narrative import read_narrative


def gather(workspace: Workspace, sample_name: str | None, rater: str | None) -> Material:
    """The material of one sample as one rater coded it.

    Raises:
        TriageError: there is no such sample or rater, or a file cannot be read.
    """
    manifest = workspace.manifest(sample_name)
    codebook = workspace.codebook()
    name = workspace.rater(rater)
    with workspace.codings(name) as store:
        codings, history = dict(store.codings()), store.history()
    return Material(
        manifest=manifest,
        issues=_issues_to_read(workspace, manifest, name, codings),
        codebook=codebook,
        codings=codings,
        source=name,
        raters=workspace.raters(),
        narrative=read_narrative(workspace.narrative_text(), codebook),
        as_of=max((change.at for change in history), default=None),
    )


def _issues_to_read(
    workspace: Workspace, manifest: Manifest, rater: str, codings: Mapping[str, Coding]
) -> list[SampledIssue]:
    issues = workspace.sampled_issues(manifest)
    numbers = numbers_to_read(manifest, rater, codings)
    return [issues[issue_key(manifest.repository, number)] for number in numbers]
