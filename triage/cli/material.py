"""Gathers from a workspace what figures and reports are made from."""

from store.workspace import Workspace
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
        issues=list(workspace.sampled_issues(manifest).values()),
        codebook=codebook,
        codings=codings,
        source=name,
        raters=workspace.raters(),
        narrative=read_narrative(workspace.narrative_text(), codebook),
        as_of=max((change.at for change in history), default=None),
    )
