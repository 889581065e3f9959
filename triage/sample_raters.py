"""The raters of one sample of a workspace: who may see whom, what is compared, what is settled.

Command line and screens both ask here, so that neither can show what a blind round keeps closed.
What is compared is what was sealed; before that, after an override, what is true now.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime

from msgspec import Struct

from store.workspace import SETTINGS, Workspace
from triage.analysis.answers import CodingsByRater
from triage.analysis.comparison import Comparison, compare
from triage.analysis.consensus import decisions, filling_changes, with_changes
from triage.analysis.intervals import Watch, unwatched
from triage.analysis.primary import primary_for
from triage.domain.assignment import numbers_to_read
from triage.domain.codebook import Codebook, Kind
from triage.domain.coding import Coding
from triage.domain.errors import InputError
from triage.domain.history import Change, replay
from triage.domain.issue import issue_key
from triage.domain.past import NO_PAST, Past, past_of
from triage.domain.rounds import (
    AGAIN,
    Deed,
    RoundEntry,
    RoundState,
    check_sight,
    round_state,
    seal_entry,
    sealed_codings,
)
from triage.domain.sample import Manifest, stages

SEED = 42
RESAMPLES = 2000


class Settled(Struct, frozen=True):
    """What a consensus says, with what filled in by itself."""

    codings: Mapping[str, Coding]
    as_of: datetime | None
    """Time of the last change by anybody; None when there is none."""


class SampleRaters:
    """Everybody who codes a sample."""

    def __init__(
        self,
        workspace: Workspace,
        manifest: Manifest,
        codebook: Codebook,
        in_full: Collection[str] | None = None,
    ) -> None:
        """Nothing is read before it is asked for.

        Args:
            workspace: the study.
            manifest: of the sample.
            codebook: its questions.
            in_full: whose memos and quotes will be asked for, besides codes; None for everybody's.
        """
        self._workspace = workspace
        self._in_full = in_full
        self._pasts: dict[str, Past] = {}
        self.manifest = manifest
        self.codebook = codebook
        self._stages = stages(manifest)
        self.keys = tuple(self._stages)
        """The issues of the sample, drawn ones and reserve."""

    @property
    def primary(self) -> str:
        """The coefficient that the study declared.

        Raises:
            InputError: there is none of that name.
        """
        declared = self._workspace.settings.primary
        try:
            primary_for(Kind.SINGLE, declared)
        except InputError as error:
            raise InputError(f"{self._workspace.folder / SETTINGS}: primary: {error}") from error
        return declared

    def names(self) -> tuple[str, ...]:
        """Who has coded of the sample, or is to code it, by name; second codings are left out.

        Raises:
            StoreError: somebody's codings cannot be read.
        """
        return tuple(self._begun())

    def second_codings(self) -> tuple[str, ...]:
        """The names under which raters coded of the sample a second time.

        Raises:
            StoreError: somebody's codings cannot be read.
        """
        return tuple(rater for rater in self._coded() if rater.endswith(AGAIN))

    def state(self) -> RoundState:
        """How the round of the sample stands.

        Raises:
            StoreError: a record or somebody's codings cannot be read.
        """
        entries = self._workspace.rounds.entries()
        return round_state(self.manifest.name, self._begun(), entries, len(self.manifest.earlier))

    def past(self, rater: str) -> Past:
        """What a rater said in the course of time; nothing for somebody who has not begun.

        Raises:
            StoreError: the codings or the record of seals cannot be read.
        """
        if rater not in self._pasts and rater not in self._workspace.raters():
            return NO_PAST
        return self.own(rater)

    def own(self, rater: str) -> Past:
        """What a rater said; read once for all that is asked later.

        Raises:
            InputError: the rater has no codings.
            StoreError: they cannot be read, or the record of seals.
        """
        if rater not in self._pasts:
            with self._workspace.codings(rater) as store:
                now = dict(store.codings())
                # Seals are read after the codings: what is sealed later holds all of these.
                cuts = [each for each in self._sealed_after(rater) if each < store.changes]
                past = past_of(store.walk(), now, self._stages, cuts)
            is_full = self._in_full is None or rater in self._in_full
            self._pasts[rater] = past if is_full else past.codes_alone()
        return self._pasts[rater]

    def chosen(self, raters: Iterable[str]) -> tuple[str, ...]:
        """The raters to compare: those named, or everybody.

        Raises:
            InputError: fewer than two, or one who has not coded.
        """
        between = self.names()
        known = (*between, *self.second_codings())
        wanted = tuple(dict.fromkeys(raters)) or between
        there_is = f"there is: {', '.join(known) or 'nobody yet'}"
        for rater in wanted:
            if rater not in known:
                raise InputError(
                    f"{rater!r} has coded nothing of the sample {self.manifest.name}; {there_is}"
                )
        if len(wanted) < 2:
            raise InputError(
                f"a comparison needs two raters of the sample {self.manifest.name}; {there_is}"
            )
        return wanted

    def codings(self, raters: Iterable[str], seen_by: str) -> CodingsByRater:
        """What raters said before they saw each other, by rater and issue.

        Raises:
            BlindRoundError: a round is open, and one of them is somebody else.
            StoreError: something cannot be read.
        """
        wanted, state = tuple(raters), self.state()
        check_sight(state, seen_by, wanted)
        return {rater: self._compared(rater, state) for rater in wanted}

    def compare(
        self,
        raters: Iterable[str],
        seen_by: str,
        *,
        seed: int = SEED,
        resamples: int = RESAMPLES,
        watch: Watch = unwatched,
    ) -> Comparison:
        """Compare raters over the sample.

        Args:
            raters: whom; nobody named means everybody.
            seen_by: who asks.
            seed: of the bootstrap.
            resamples: 0 leaves the intervals out.
            watch: told how far the resamples are.

        Raises:
            InputError: fewer than two raters, an unknown one, or an unknown coefficient.
            BlindRoundError: a round is open.
            StoreError: something cannot be read.
        """
        codings = self.codings(self.chosen(raters), seen_by)
        issues = self.read_by(codings)
        return compare(self.codebook, codings, issues, self.primary, seed, resamples, watch)

    def read_by(self, codings: CodingsByRater) -> list[str]:
        """The drawn issues, and the reserve issues that any of the raters came to read."""
        numbers = {
            number
            for rater, own in codings.items()
            for number in numbers_to_read(self.manifest, rater, own)
        }
        numbers |= set(self.manifest.numbers)
        ordered = (*self.manifest.numbers, *self.manifest.reserve)
        return [issue_key(self.manifest.repository, each) for each in ordered if each in numbers]

    def changed_since_seal(self) -> dict[str, tuple[str, ...]]:
        """The issues on which a rater says something else now than was sealed, by rater."""
        state, found = self.state(), {}
        for rater in state.seals:
            said, now = self._compared(rater, state), self.past(rater).now
            found[rater] = tuple(key for key in self.keys if said.get(key) != now.get(key))
        return {rater: issues for rater, issues in found.items() if issues}

    def seal(self, rater: str, at: datetime) -> RoundEntry:
        """Seal what a rater says now.

        Raises:
            InputError: there is nothing to seal, or all raters have sealed already.
            StoreError: it cannot be recorded.
        """
        if rater.endswith(AGAIN):
            raise InputError(f"{rater} is a second coding; it takes part in no round, so seal none")
        state = self.state()
        if rater in state.final:
            raise InputError(
                f"all raters of the sample {self.manifest.name} have sealed, and may have seen "
                f"each other since; what is compared stays what was sealed"
            )
        entry = seal_entry(
            rater,
            self.manifest.name,
            self.past(rater),
            self.keys,
            at=at,
            edition=self.codebook.edition,
            stage=len(self.manifest.earlier),
            primary=self.primary,
        )
        self._workspace.rounds.add(entry)
        return entry

    def unblind(self, rater: str, reason: str, at: datetime) -> RoundEntry:
        """Open the sample before all have sealed, on record.

        Raises:
            InputError: no reason is given.
            StoreError: it cannot be recorded.
        """
        if not reason.strip():
            raise InputError("to open a blind round early, say why")
        entry = RoundEntry(
            at=at,
            sample=self.manifest.name,
            rater=rater,
            deed=Deed.UNBLINDED,
            reason=reason.strip(),
        )
        self._workspace.rounds.add(entry)
        return entry

    def settled(self, seen_by: str, at: datetime) -> Settled:
        """What the consensus says now; nothing is written.

        Args:
            seen_by: who asks.
            at: the time now.

        Raises:
            BlindRoundError: a round is open.
            StoreError: something cannot be read.
        """
        codings = self.codings(self.names(), seen_by)
        history: list[Change] = []
        if self._workspace.has_consensus(self.manifest.name):
            with self._workspace.consensus(self.manifest.name) as store:
                history = store.history()
        kept = replay(history)
        changes = self.filling(codings, kept, history, step=0, at=at)
        made = [change.at for change in history]
        made += [last for rater in codings if (last := self.past(rater).last)]
        return Settled(with_changes(kept, changes), max(made, default=None))

    def filling(
        self,
        codings: CodingsByRater,
        consensus: Mapping[str, Coding],
        history: Iterable[Change],
        *,
        step: int,
        at: datetime,
    ) -> list[Change]:
        """The changes that fill the consensus with what needs no decision."""
        return filling_changes(
            self.codebook,
            self.manifest,
            codings,
            consensus,
            decisions(history),
            step=step,
            at=at,
        )

    def _coded(self) -> list[str]:
        return [rater for rater in self._workspace.raters() if self.past(rater).begun]

    def _begun(self) -> dict[str, datetime | None]:
        """When each rater began, by name; None for one who is to code."""
        names = {*self.manifest.raters, *self._coded()}
        return {
            rater: self.past(rater).begun for rater in sorted(names) if not rater.endswith(AGAIN)
        }

    def _sealed_after(self, rater: str) -> Iterator[int]:
        """After how many changes a rater sealed the sample, each time."""
        for entry in self._workspace.rounds.entries():
            if (entry.deed, entry.rater, entry.sample) == (Deed.SEALED, rater, self.manifest.name):
                yield entry.changes

    def _compared(self, rater: str, state: RoundState) -> Mapping[str, Coding]:
        """What was sealed; of issues that no seal holds yet, what is true now."""
        past, seals = self.past(rater), state.seals_of(rater)
        if not seals:
            return past.now
        said = sealed_codings(seals, past, self._stages)
        if rater not in state.seals:
            now, last = past.now, seals[-1].stage
            later = [issue for issue, stage in self._stages.items() if stage > last]
            said |= {issue: now[issue] for issue in later if issue in now and issue not in said}
        return said
