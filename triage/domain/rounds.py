"""Blind rounds: until all raters of a sample have sealed their codings, nobody sees another's.

Nobody has to open a round: a sample that two raters code is in one. A seal keeps a digest of the
codings and how many changes had led to them, so anybody can prove later what was said before the
others were seen. What is compared is what was sealed, whatever a rater changed afterwards. An
override opens the sample to everybody for good, and stays on record with its reason.
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
    changes: int = 0
    """Of a seal: how many changes the rater's history had."""
    issues: int = 0
    """Of a seal: how many issues of the sample had a coding."""
    digest: str = ""
    """Of a seal: see `codings_digest`."""
    edition: str = ""
    """Of a seal: edition of the codebook."""
    reason: str = ""
    """Of an override: why others were looked at."""


class RoundState(Struct, frozen=True, kw_only=True):
    """How a round stands: who takes part, who has sealed, who opened it early."""

    sample: str
    raters: tuple[str, ...]
    seals: dict[str, RoundEntry]
    """The last seal of each rater."""
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
    history: Sequence[Change],
    keys: Collection[str],
    *,
    at: datetime,
    edition: str,
) -> RoundEntry:
    """The record that seals what a rater says now.

    Args:
        rater: whose codings.
        sample: name of the sample.
        history: all changes of the rater, in order.
        keys: the issues of the sample, drawn ones and reserve.
        at: the time now.
        edition: of the codebook.

    Raises:
        InputError: the rater has coded nothing of the sample.
    """
    codings = replay(history)
    issues = len(codings.keys() & set(keys))
    if not issues:
        raise InputError(
            f"{rater} has coded nothing of the sample {sample}, so there is nothing to seal"
        )
    return RoundEntry(
        at=at,
        sample=sample,
        rater=rater,
        deed=Deed.SEALED,
        changes=len(history),
        issues=issues,
        digest=codings_digest(codings, keys),
        edition=edition,
    )


def sealed_codings(seal: RoundEntry, history: Sequence[Change]) -> dict[str, Coding]:
    """What the rater said when the seal was set, by issue."""
    return replay(history[: seal.changes])


def seal_problem(seal: RoundEntry, history: Sequence[Change], keys: Collection[str]) -> str:
    """Why a rater's history is not what was sealed; empty when it is.

    Args:
        seal: the record.
        history: all changes of the rater, in order.
        keys: the issues of the sample, drawn ones and reserve.
    """
    if len(history) < seal.changes:
        return f"{seal.changes} changes were sealed, but the history has {len(history)}"
    found = codings_digest(sealed_codings(seal, history), keys)
    if found != seal.digest:
        return f"the digest of the sealed codings is {found[:12]}…, sealed was {seal.digest[:12]}…"
    return ""


def changed_since(
    seal: RoundEntry, history: Sequence[Change], keys: Collection[str]
) -> tuple[str, ...]:
    """The issues of the sample of which the rater says something else than was sealed."""
    sealed, now = sealed_codings(seal, history), replay(history)
    return tuple(issue for issue in keys if sealed.get(issue) != now.get(issue))


def round_state(sample: str, raters: Iterable[str], entries: Iterable[RoundEntry]) -> RoundState:
    """How the round of a sample stands.

    Args:
        sample: its name.
        raters: who has coded of it, or is to code it.
        entries: what all raters recorded, each rater's in order.
    """
    own = [entry for entry in entries if entry.sample == sample]
    return RoundState(
        sample=sample,
        raters=tuple(dict.fromkeys(raters)),
        seals={entry.rater: entry for entry in own if entry.deed is Deed.SEALED},
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
