"""Gathers from a workspace what figures and reports are made from."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime

from store.coding_documents import CONSENSUS
from store.sampled_issues import SampledIssues
from store.workspace import Workspace
from triage.domain.assignment import numbers_to_read
from triage.domain.codebook import Codebook
from triage.domain.coding import Coding
from triage.domain.errors import InputError, WorkspaceError
from triage.domain.issue import SampledIssue, issue_key
from triage.domain.rounds import RoundState, check_sight
from triage.domain.sample import Manifest, Snapshot
from triage.report.agreement import agreement_of_raters
from triage.report.build import Material
from triage.report.model import Agreement, Round
from triage.report.narrative import read_narrative
from triage.sample_raters import SEED, SampleRaters, viewer


def gather(
    workspace: Workspace,
    sample_name: str | None,
    rater: str | None,
    snapshot: Snapshot | str | None = None,
) -> Material:
    """The material of one sample as one rater coded it, or as the consensus has it.

    Agreement and rounds are filled in when the codings of several raters may be seen.

    Args:
        workspace: the study.
        sample_name: of the sample; None for the only one.
        rater: whose codings; None for the workspace's rater.
        snapshot: the state of the issues, or its name; None for the one of now.

    Raises:
        InputError: the issues were never in that state.
        BlindRoundError: a round is open, and the codings are somebody else's.
        TriageError: there is no such sample or rater, or a file cannot be read.
    """
    manifest = workspace.manifest(sample_name)
    codebook = workspace.codebook()
    raters = SampleRaters(workspace, manifest, codebook)
    seen_by = viewer(workspace)
    if rater == CONSENSUS:
        name = CONSENSUS
        settled = raters.settled(seen_by, datetime.now(UTC))
        codings, as_of = settled.codings, settled.as_of
    else:
        name = workspace.rater(rater)
        codings, history = raters.own(name)
        check_sight(raters.state(), seen_by, [name])
        as_of = max((change.at for change in history), default=None)
    held = workspace.sampled_issues(manifest)
    state = _found(held, snapshot) if isinstance(snapshot, str) else snapshot or held.snapshot
    return Material(
        manifest=manifest,
        issues=_issues_to_read(held.of_snapshot(state), manifest, name, codings),
        codebook=codebook,
        codings=codings,
        source=name,
        raters=raters.names() or workspace.raters(),
        narrative=read_narrative(workspace.narrative_text(), codebook),
        as_of=as_of,
        snapshot=state,
        agreement=_agreement(workspace, raters, seen_by),
        rounds=_rounds(raters.state()),
        editions=kept_editions(workspace, codings.values()),
    )


def kept_editions(workspace: Workspace, codings: Iterable[Coding]) -> dict[str, Codebook]:
    """The codebooks that codings cite; one that cannot be read is `triage verify`'s to tell."""
    found = {}
    for edition in {coding.edition for coding in codings if coding.edition}:
        with suppress(InputError, WorkspaceError):
            found[edition] = workspace.edition(edition)
    return found


def _agreement(workspace: Workspace, raters: SampleRaters, seen_by: str) -> tuple[Agreement, ...]:
    """The primary coefficient of every question; nothing while there is nobody to compare."""
    state = raters.state()
    if len(state.raters) < 2 or state.is_open:
        return ()
    codings = raters.codings(raters.chosen(()), seen_by)
    return agreement_of_raters(
        raters.codebook,
        codings,
        raters.read_by(codings),
        primary=workspace.settings.primary,
        seed=SEED,
    )


def _rounds(state: RoundState) -> list[Round]:
    """The round of the sample, once it is sealed or was opened early."""
    if len(state.raters) < 2 or state.is_open:
        return []
    early = [] if state.was_blind else state.overrides
    return [
        Round(
            name=state.sample,
            raters=state.raters,
            is_blind=state.was_blind,
            early=tuple(
                f"{each.rater} looked before all had sealed (“{each.reason}”)" for each in early
            ),
            closed_at=max(seal.at for seal in state.seals.values()) if state.is_sealed else None,
        )
    ]


def _found(held: SampledIssues, name: str) -> Snapshot:
    """The state of that name, the last one where several have it."""
    known = held.snapshots()
    if found := [each for each in known if each.name == name]:
        return found[-1]
    names = ", ".join(f"{each.name} ({each.at:%Y-%m-%d})" for each in known)
    raise InputError(f"the issues of the sample were never in the state {name}; there are: {names}")


def _issues_to_read(
    issues: Mapping[str, SampledIssue],
    manifest: Manifest,
    rater: str,
    codings: Mapping[str, Coding],
) -> list[SampledIssue]:
    numbers = numbers_to_read(manifest, rater, codings)
    return [issues[issue_key(manifest.repository, number)] for number in numbers]
