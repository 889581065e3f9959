"""Gathers from a workspace what figures and reports are made from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime

from msgspec import structs

from store.coding_documents import CONSENSUS
from store.sampled_issues import SampledIssues
from store.workspace import Workspace
from triage.analysis.duplicate_groups import judged_pairs
from triage.domain.assignment import numbers_to_read, presented_again
from triage.domain.codebook import Codebook
from triage.domain.coding import Coding
from triage.domain.errors import InputError, WorkspaceError
from triage.domain.issue import SampledIssue, number_of
from triage.domain.rounds import AGAIN, RoundState, check_sight
from triage.domain.sample import Snapshot
from triage.report.agreement import agreement_of_raters
from triage.report.build import Material
from triage.report.model import Agreement, Round
from triage.report.narrative import read_narrative
from triage.sample_raters import SEED, SampleRaters


def gather(
    workspace: Workspace,
    sample_name: str | None,
    rater: str | None,
    snapshot: Snapshot | str | None = None,
    *,
    is_compared: bool = True,
) -> Material:
    """The material of one sample as one rater coded it, or as the consensus has it.

    Agreement and rounds are filled in when the codings of several raters may be seen.

    Args:
        workspace: the study.
        sample_name: of the sample; None for the only one.
        rater: whose codings; None for those of who coded here last.
        snapshot: the state of the issues, or its name; None for the one of now.
        is_compared: whether the agreement of the raters is asked for.

    Raises:
        InputError: the issues were never in that state.
        BlindRoundError: a round is open, and the codings are somebody else's.
        TriageError: there is no such sample or rater, or a file cannot be read.
    """
    manifest = workspace.manifest(sample_name)
    codebook = workspace.codebook()
    seen_by = workspace.rater()
    name = CONSENSUS if rater == CONSENSUS else workspace.rater(rater)
    in_full = None if name == CONSENSUS else (name,)
    raters = SampleRaters(workspace, manifest, codebook, in_full)
    if name == CONSENSUS:
        settled = raters.settled(seen_by, datetime.now(UTC))
        codings, as_of = settled.codings, settled.as_of
    else:
        own = raters.own(name)
        check_sight(raters.state(), seen_by, [name])
        codings, as_of = own.now, own.last
    held = workspace.sampled_issues(manifest)
    state = _found(held, snapshot) if isinstance(snapshot, str) else snapshot or held.snapshot
    numbers = _numbers_to_read(raters, name, codings)
    return Material(
        manifest=manifest,
        issues=list(_with_cited_texts(held.walk(state, numbers), codings)),
        codebook=codebook,
        codings=codings,
        source=name,
        raters=raters.names() or workspace.raters(),
        narrative=read_narrative(workspace.narrative_text(), codebook),
        as_of=as_of,
        snapshot=state,
        agreement=_agreement(raters, seen_by) if is_compared else (),
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


def check_coded(material: Material) -> None:
    """Make sure that there is something to publish.

    Raises:
        InputError: none of the issues has a coding.
    """
    if not any(each.issue.key in material.codings for each in material.issues):
        sample, source = material.manifest.name, material.source
        is_settled = source == CONSENSUS
        others = ", ".join(each for each in material.raters if each != source)
        reason = "nothing is settled yet" if is_settled else f"{source} has coded nothing of it yet"
        raise InputError(
            f"sample {sample}: {reason}, so there is nothing to write"
            + (f"; name another rater with --rater ({others})" if others else "")
            + (", or settle what differs: `A` on the coding screen" if is_settled else "")
        )


def _with_cited_texts(
    issues: Iterable[SampledIssue], codings: Mapping[str, Coding]
) -> Iterator[SampledIssue]:
    """The issues, with texts where codings rest on them; of most, title and dates are enough."""
    verdicts = {number_of(key): coding.verdicts for key, coding in codings.items()}
    cited = {number for pair in judged_pairs(verdicts) for number in pair}
    cited |= {number_of(key) for key, coding in codings.items() if coding.quotes}
    for each in issues:
        if each.issue.number in cited:
            yield each
        else:
            bare = structs.replace(each.issue, body="")
            yield structs.replace(each, issue=bare, conversation=None)


def _agreement(raters: SampleRaters, seen_by: str) -> tuple[Agreement, ...]:
    """The primary coefficient of every question; nothing while there is nobody to compare."""
    state = raters.state()
    if len(state.raters) < 2 or state.is_open:
        return ()
    codings = raters.codings(raters.chosen(()), seen_by)
    return agreement_of_raters(
        raters.codebook,
        codings,
        raters.read_by(codings),
        primary=raters.primary,
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


def _numbers_to_read(
    raters: SampleRaters, rater: str, codings: Mapping[str, Coding]
) -> Sequence[int]:
    """The issues in a rater's list; of a second coding those of the first, in drawn order."""
    numbers = numbers_to_read(raters.manifest, rater, codings)
    if not rater.endswith(AGAIN):
        return numbers
    first = raters.past(rater.removesuffix(AGAIN)).now
    again = presented_again(raters.manifest, rater, first).numbers
    everybody = (*raters.manifest.numbers, *raters.manifest.reserve)
    return [number for number in everybody if number in again]
