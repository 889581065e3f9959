"""Blind rounds: until all raters of a sample have sealed their codings, nobody sees another's.

Nobody has to open a round: a sample that two raters code is in one. A seal keeps a digest of the
codings and how many changes had led to them, so anybody can prove later what was said before the
others were seen. What is compared is what was sealed, whatever a rater changed afterwards. Issues
by which a sample grows are a stage of their own, to be sealed like the first. An override opens the
sample to everybody for good, and stays on record with its reason.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from msgspec import Struct

from triage.domain.canonical_json import canonical_json
from triage.domain.coding import Coding
from triage.domain.errors import BlindRoundError, InputError
from triage.domain.history import Change, replay
from triage.domain.issue import number_of
from triage.domain.past import Past

AGAIN = ".again"
"""Ends the name under which a rater codes a second time: `ada.again` is `ada`, later.

Agreement of a rater with herself is the comparison of the two. A second coding takes no part in
rounds, in the consensus or in the agreement between raters.
"""


class Deed(StrEnum):
    """What a rater did to a round."""

    SEALED = "sealed"
    UNBLINDED = "unblinded"


class RoundEntry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of a rater's record of rounds."""

    at: datetime
    sample: str
    rater: str
    deed: Deed
    stage: int = 0
    """Of a seal: how often the sample had been extended."""
    changes: int = 0
    """Of a seal: how many changes the rater's history had."""
    issues: int = 0
    """Of a seal: how many issues of the sample had a coding."""
    numbers: tuple[int, ...] = ()
    """Of a seal: which they were."""
    digest: str = ""
    """Of a seal: see `codings_digest`."""
    edition: str = ""
    """Of a seal: edition of the codebook."""
    primary: str = ""
    """Of a seal: the coefficient that was declared to count."""
    reason: str = ""
    """Of an override: why others were looked at."""


class RoundState(Struct, frozen=True, kw_only=True):
    """How a round stands: who takes part, who has sealed, who opened it early."""

    sample: str
    raters: tuple[str, ...]
    seals: dict[str, RoundEntry]
    """The seal of each rater on the sample as it is now."""
    earlier: dict[str, tuple[RoundEntry, ...]] = {}
    """The seals that opened the sample before it was extended, by rater, oldest first."""
    final: frozenset[str] = frozenset()
    """The raters who may have seen others since they sealed, and cannot seal anew."""
    overrides: tuple[RoundEntry, ...] = ()

    @property
    def unsealed(self) -> tuple[str, ...]:
        """The raters who have not sealed."""
        return tuple(rater for rater in self.raters if rater not in self.seals)

    @property
    def is_sealed(self) -> bool:
        """Whether several raters take part and all have sealed."""
        return len(self.raters) > 1 and not self.unsealed

    @property
    def is_open(self) -> bool:
        """Whether the raters must not see each other's codings."""
        return len(self.raters) > 1 and bool(self.unsealed) and not self.overrides

    @property
    def was_blind(self) -> bool:
        """Whether every seal was set before anybody opened the sample early."""
        last = max((seal.at for seal in self.seals.values()), default=None)
        return self.is_sealed and all(last and entry.at > last for entry in self.overrides)

    def seals_of(self, rater: str) -> tuple[RoundEntry, ...]:
        """The seals of a rater that count, oldest first."""
        last = self.seals.get(rater)
        return (*self.earlier.get(rater, ()), *([last] if last else []))


def codings_digest(codings: Mapping[str, Coding], keys: Collection[str]) -> str:
    """SHA-256 of the codings of some issues: a line of JSON each, ordered by issue.

    Args:
        codings: a rater's, by issue key.
        keys: the issues of the sample; codings of others take no part.
    """
    digest = sha256()
    for issue in sorted(codings.keys() & set(keys)):
        digest.update(canonical_json(codings[issue]) + b"\n")
    return digest.hexdigest()


def seal_entry(
    rater: str,
    sample: str,
    past: Past,
    keys: Collection[str],
    *,
    at: datetime,
    edition: str,
    stage: int = 0,
    primary: str = "",
) -> RoundEntry:
    """The record that seals what a rater says now.

    Args:
        rater: whose codings.
        sample: name of the sample.
        past: what the rater said.
        keys: the issues of the sample, drawn ones and reserve.
        at: the time now.
        edition: of the codebook.
        stage: how often the sample was extended.
        primary: the coefficient that is declared to count.

    Raises:
        InputError: the rater has coded nothing of the sample.
    """
    sealed = past.now.keys() & set(keys)
    if not sealed:
        raise InputError(
            f"{rater} has coded nothing of the sample {sample}, so there is nothing to seal"
        )
    return RoundEntry(
        at=at,
        sample=sample,
        rater=rater,
        deed=Deed.SEALED,
        stage=stage,
        changes=past.changes,
        issues=len(sealed),
        numbers=tuple(sorted(map(number_of, sealed))),
        digest=codings_digest(past.now, keys),
        edition=edition,
        primary=primary,
    )


def sealed_codings(
    seals: Iterable[RoundEntry], past: Past, stages: Mapping[str, int]
) -> dict[str, Coding]:
    """What a rater said before seeing others, by issue of the sample.

    The first seal that an issue fell under holds for it: what was sealed as not coded stays a gap.

    Args:
        seals: those of the rater that count, oldest first.
        past: what the rater said, with a cut at each seal.
        stages: by issue of the sample, how often that had been extended when the issue came in.
    """
    found: dict[str, Coding | None] = {}
    for seal in seals:
        codings, under = past.after(seal.changes), set(seal.numbers)
        for issue, stage in stages.items():
            if issue not in found and (stage <= seal.stage or number_of(issue) in under):
                found[issue] = codings.get(issue)
    return {issue: coding for issue, coding in found.items() if coding is not None}


def seal_problem(seal: RoundEntry, history: Sequence[Change], keys: Collection[str]) -> str:
    """Why a rater's history is not what was sealed; empty when it is.

    Args:
        seal: the record.
        history: all changes of the rater, in order.
        keys: the issues of the sample, drawn ones and reserve.
    """
    if len(history) < seal.changes:
        return f"{seal.changes} changes were sealed, but the history has {len(history)}"
    under = set(seal.numbers)
    sealed = [key for key in keys if not under or number_of(key) in under]
    found = codings_digest(replay(history[: seal.changes]), sealed)
    if found != seal.digest:
        return f"the digest of the sealed codings is {found[:12]}…, sealed was {seal.digest[:12]}…"
    return ""


def round_state(
    sample: str,
    begun: Mapping[str, datetime | None],
    entries: Iterable[RoundEntry],
    stage: int = 0,
) -> RoundState:
    """How the round of a sample stands.

    Args:
        sample: its name.
        begun: when each of its raters began to code it; None for one who is to code it.
        entries: what all raters recorded, each rater's in order.
        stage: how often the sample was extended.
    """
    own = [entry for entry in entries if entry.sample == sample]
    seals: dict[str, RoundEntry] = {}
    earlier: dict[str, list[RoundEntry]] = {}
    final: frozenset[str] = frozenset()
    for each in range(stage + 1):
        made = [entry for entry in own if entry.deed is Deed.SEALED and entry.stage == each]
        seals, final = _counting(made, begun)
        if each < stage:
            for rater in final:
                earlier.setdefault(rater, []).append(seals[rater])
    return RoundState(
        sample=sample,
        raters=tuple(begun),
        seals=seals,
        earlier={rater: tuple(made) for rater, made in earlier.items()},
        final=final,
        overrides=tuple(
            sorted(
                (entry for entry in own if entry.deed is Deed.UNBLINDED),
                key=lambda entry: entry.at,
            )
        ),
    )


def check_sight(state: RoundState, viewer: str, wanted: Iterable[str]) -> None:
    """Make sure that somebody may see some raters' codings.

    Raises:
        BlindRoundError: a round is open, and one of the raters is somebody else.
    """
    person = viewer.removesuffix(AGAIN)
    others = [rater for rater in wanted if rater.removesuffix(AGAIN) != person]
    if not others or not state.is_open:
        return
    waiting = ", ".join(state.unsealed)
    raise BlindRoundError(
        f"The round of the sample {state.sample} is blind: {', '.join(others)} can be seen when "
        f"all raters have sealed. Not sealed yet: {waiting} (`triage seal --rater NAME`). "
        f'To look all the same, and have that recorded: `triage compare --unblind "REASON"`'
    )


def _counting(
    seals: Iterable[RoundEntry], begun: Mapping[str, datetime | None]
) -> tuple[dict[str, RoundEntry], frozenset[str]]:
    """The seal of each rater that counts, and whose is final.

    A rater's last seal counts, up to the moment at which everybody who had begun had sealed: from
    then on the raters may have seen each other.
    """
    counting: dict[str, RoundEntry] = {}
    final: frozenset[str] = frozenset()
    for seal in sorted(seals, key=lambda seal: seal.at):
        if seal.rater in final:
            continue
        counting[seal.rater] = seal
        present = [rater for rater, at in begun.items() if at is None or at <= seal.at]
        if len(present) > 1 and counting.keys() >= set(present):
            final = frozenset(counting)
    return counting, final
