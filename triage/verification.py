"""Whether a workspace is what it claims, recomputed from its files.

Samples are drawn again, codings replayed from their history, the codebook editions that they cite
looked up, seals held against what was sealed. A file that cannot be read is one more finding, never
the end of the verification.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from msgspec import Struct, structs

from store.codings import CodingStore
from store.population import Population
from store.workspace import Workspace
from triage.analysis.outgrown_codings import outgrown_codings
from triage.domain.coding import Coding
from triage.domain.differences import Difference, named
from triage.domain.errors import InputError, TriageError
from triage.domain.filter_parser import parse
from triage.domain.history import Change, replay
from triage.domain.issue import Issue, number_of
from triage.domain.rounds import Deed, RoundEntry, seal_problem
from triage.domain.sample import Manifest, stages
from triage.domain.verifying import verify
from triage.material import kept_editions

SEALS = "record of seals"
"""Subject of what is said about seals."""


class Remark(Struct, frozen=True, kw_only=True):
    """One thing that a verification has to say."""

    subject: str
    """What it is about: `sample main`, `codings of ada`."""
    finding: str
    """What kind of difference it is, in a word."""
    text: str
    numbers: tuple[int, ...] = ()
    """The issues that it is about."""
    is_error: bool = True


def verify_sample(workspace: Workspace, name: str) -> Iterator[Remark]:
    """What differs between a sample's manifest, its copies and the population."""
    subject = f"sample {name}"
    try:
        manifest = workspace.samples.manifest(name)
    except TriageError as error:
        yield unreadable(subject, error)
        return
    copied: list[int] | None = None
    population: list[Issue] | None = None
    standing: Mapping[int, str] = {}
    try:
        copied = [copy.issue.number for copy in workspace.samples.issues(name)]
    except TriageError as error:
        yield unreadable(subject, error)
    if not workspace.has_population:
        yield Remark(
            subject=subject,
            finding="population",
            text="there is no population here, so the draw was not repeated; fetch or load it",
            is_error=False,
        )
    else:
        try:
            population, standing = _population(workspace, manifest)
        except TriageError as error:
            yield unreadable(subject, error)
    for difference in verify(manifest, population, copied, standing):
        yield _remark(subject, difference)


def verify_codings(workspace: Workspace, rater: str) -> Iterator[Remark]:
    """What differs between a rater's codings and their history, and what they cite in vain."""
    yield from _verify_store(workspace, f"codings of {rater}", lambda: workspace.codings(rater))


def verify_consensus(workspace: Workspace, sample: str) -> Iterator[Remark]:
    """What differs between a consensus and its history, and what it cites in vain."""
    yield from _verify_store(workspace, consensus_of(sample), lambda: workspace.consensus(sample))


def consensus_of(sample: str) -> str:
    """Subject of what is said about the consensus of a sample."""
    return f"consensus of {sample}"


def _verify_store(
    workspace: Workspace, subject: str, opened: Callable[[], CodingStore]
) -> Iterator[Remark]:
    try:
        with opened() as store:
            codings, history = dict(store.codings()), store.history()
            notices = list(store.notices)
    except TriageError as error:
        yield unreadable(subject, error)
        return
    for notice in notices:
        yield Remark(subject=subject, finding="store", text=notice, is_error=False)
    yield from _against_history(subject, codings, history)
    yield from _outgrown(workspace, subject, codings.values())
    cited = {coding.edition for coding in codings.values()}
    cited |= {change.edition for change in history}
    for edition in sorted(cited.difference([""])):
        yield from _verify_edition(workspace, subject, edition)


def _outgrown(workspace: Workspace, subject: str, codings: Collection[Coding]) -> Iterator[Remark]:
    """What codings have that the codebook no longer has: a note, for both are what they were."""
    try:
        codebook = workspace.codebook()
    except TriageError as error:
        yield structs.replace(unreadable(subject, error), is_error=False)
        return
    for each in outgrown_codings(codebook, codings, kept_editions(workspace, codings)):
        yield Remark(subject=subject, finding="codebook", text=each.in_words(), is_error=False)


def verify_seals(workspace: Workspace, sample: str | None, rater: str | None) -> Iterator[Remark]:
    """What speaks against the seals, all or those of a sample or a rater, and who looked early."""
    try:
        entries = workspace.rounds.entries()
    except TriageError as error:
        yield unreadable(SEALS, error)
        return
    for entry in entries:
        if entry.sample == (sample or entry.sample) and entry.rater == (rater or entry.rater):
            yield from _verify_deed(workspace, entry)


def _verify_deed(workspace: Workspace, entry: RoundEntry) -> Iterator[Remark]:
    about = f"{entry.rater} on the sample {entry.sample}, {entry.at:%Y-%m-%d %H:%M} UTC"
    if entry.deed is Deed.UNBLINDED:
        text = f"{about}: looked at others before all had sealed: {entry.reason}"
        yield Remark(subject=SEALS, finding="unblinded", text=text, is_error=False)
        return
    try:
        manifest = workspace.samples.manifest(entry.sample)
        with workspace.codings(entry.rater) as store:
            history = store.history()
    except TriageError as error:
        yield unreadable(SEALS, error)
        return
    if problem := seal_problem(entry, history, tuple(stages(manifest))):
        yield Remark(subject=SEALS, finding="seal", text=f"{about}: {problem}")
    primary = workspace.settings.primary
    if entry.primary not in ("", primary):
        text = f"{about}: declared was {entry.primary}, triage.toml now says {primary}"
        yield Remark(subject=SEALS, finding="primary", text=text, is_error=False)


def _population(workspace: Workspace, manifest: Manifest) -> tuple[list[Issue], Mapping[int, str]]:
    """The issues that a manifest's filter selects now, and what became of those drawn."""
    with workspace.population() as population:
        issues = list(population.facts(parse(manifest.where)))
        present = {issue.number for issue in issues}
        gone = [number for number in manifest.numbers if number not in present]
        fates = {number: _fate(population, manifest.repository, number) for number in gone}
    return issues, fates


def _fate(population: Population, repository: str, number: int) -> str:
    try:
        standing = population.standing(repository, number)
    except InputError:
        return "not fetched"
    return "no longer selected" if standing == "present" else standing


def _against_history(
    subject: str, codings: Mapping[str, Coding], history: Sequence[Change]
) -> Iterator[Remark]:
    replayed = replay(history)
    keys = sorted({*codings, *replayed}, key=number_of)
    numbers = tuple(number_of(key) for key in keys if codings.get(key) != replayed.get(key))
    if numbers:
        yield Remark(
            subject=subject,
            finding="history",
            text=f"{named(numbers)} coded otherwise than replaying the history gives",
            numbers=numbers,
        )


def _verify_edition(workspace: Workspace, subject: str, edition: str) -> Iterator[Remark]:
    try:
        kept = workspace.edition(edition)
    except TriageError as error:
        yield Remark(subject=subject, finding="codebook", text=f"cites edition {edition}: {error}")
        return
    if kept.edition != edition:
        text = f"cites edition {edition}, but its file holds edition {kept.edition}: it was edited"
        yield Remark(subject=subject, finding="codebook", text=text)


def _remark(subject: str, difference: Difference) -> Remark:
    return Remark(
        subject=subject,
        finding=difference.finding.value,
        text=difference.text,
        numbers=difference.numbers,
        is_error=difference.is_error,
    )


def unreadable(subject: str, error: TriageError) -> Remark:
    """The remark that something could not be read."""
    return Remark(subject=subject, finding="unreadable", text=str(error))
