"""Gathers the reproducibility package of a sample from its workspace."""

from store.codings import CodingStore
from store.workspace import CODEBOOK, SETTINGS, Workspace
from triage import __version__
from triage.exchange.package import CodingsWithHistory, PackageMaterial
from triage.material import check_coded, gather
from triage.report.build import build_report
from triage.sample_raters import SampleRaters


def gather_package(
    workspace: Workspace, sample_name: str | None, rater: str | None, *, with_texts: bool
) -> PackageMaterial:
    """Everything that a stranger needs to check a sample and do it again.

    Args:
        workspace: the study.
        sample_name: the sample; None for the only one.
        rater: whose report goes with it; None for the workspace's rater.
        with_texts: whether bodies, comments and quotes go with it.

    Raises:
        BlindRoundError: a round is open.
        InputError: nothing is coded.
        TriageError: something cannot be read.
    """
    material = gather(workspace, sample_name, rater)
    check_coded(material)
    manifest, codebook = material.manifest, material.codebook
    raters = SampleRaters(workspace, manifest, codebook)
    names = raters.names()
    raters.codings(names, workspace.rater())
    compared = raters.compare(names, workspace.rater(), resamples=0) if len(names) > 1 else None
    consensus = None
    if workspace.has_consensus(manifest.name):
        with workspace.consensus(manifest.name) as store:
            consensus = _all_of(store)
    coders = {}
    for name in names:
        with workspace.codings(name) as store:
            coders[name] = _all_of(store)
    return PackageMaterial(
        manifest=manifest,
        issues=list(workspace.sampled_issues(manifest).values()),
        codebooks=workspace.editions() | {codebook.edition: workspace.text(CODEBOOK)},
        raters=coders,
        consensus=consensus,
        disagreements=compared.disagreements if compared is not None else [],
        report=build_report(material),
        narrative=workspace.narrative_text(),
        settings=workspace.text(SETTINGS),
        made_with=f"triage-workstation {__version__}",
        with_texts=with_texts,
    )


def _all_of(store: CodingStore) -> CodingsWithHistory:
    return CodingsWithHistory(codings=list(store.codings().values()), history=store.history())
