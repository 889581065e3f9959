"""`triage history`: who coded what, when, from what to what, and with which codebook."""

from collections.abc import Sequence
from datetime import UTC
from heapq import merge
from pathlib import Path
from typing import NamedTuple

import click
from msgspec import structs

from store.coding_documents import CONSENSUS
from store.workspace import Workspace
from triage.cli.options import json_option, workspace_option
from triage.cli.output import print_json, say, warn
from triage.domain.codebook import Codebook
from triage.domain.errors import InputError, StoreDamagedError, WorkspaceError
from triage.domain.history import Change, Gesture
from triage.domain.issue import number_of
from triage.domain.safe_text import visible_line
from triage.domain.wording import change_in_words


class Entry(NamedTuple):
    """A change and who made it."""

    rater: str
    change: Change


@click.command(epilog="Example: triage history 174 --rater ada")
@click.argument("number", required=False, type=click.IntRange(1))
@click.option("--rater", help="Only this rater's changes; consensus for what was settled.")
@workspace_option
@json_option
def history(number: int | None, rater: str | None, folder: Path, as_json: bool) -> None:
    """Print every change of every coding, or those of issue NUMBER, oldest first.

    Times are UTC. Nothing is ever removed: an undo is a change of its own. While a round is blind
    only your own changes of its sample are shown. Of a damaged store it prints what can be read,
    and exits with 1.
    """
    workspace = Workspace.open(folder)
    raters = [rater] if rater else workspace.raters()
    read = [
        _settled(workspace) if name == CONSENSUS else _entries(workspace, name) for name in raters
    ]
    told = merge(*(entries for entries, _ in read), key=lambda entry: entry.change.at)
    about = [each for each in told if number is None or number_of(each.change.issue) == number]
    entries = _seen(workspace, about)
    editions = _Editions(workspace)
    if as_json:
        print_json([_as_fields(entry, editions) for entry in entries])
    else:
        for entry in entries:
            say(_line(entry, editions))
        if not about:
            say("Nothing is coded yet" if number is None else f"Nobody has coded #{number}")
    if hidden := len(about) - len(entries):
        warn(
            f"changes by others that are closed while a round is blind: {hidden:,}; "
            "they are shown when all raters have sealed"
        )
    raise SystemExit(0 if all(is_whole for _, is_whole in read) else 1)


def _settled(workspace: Workspace) -> tuple[list[Entry], bool]:
    """The changes of the consensus of every sample, which are all there are.

    Raises:
        InputError: nothing was settled.
        StoreError: a consensus cannot be read.
    """
    samples = [name for name in workspace.samples.names() if workspace.has_consensus(name)]
    if not samples:
        raise InputError(
            f"{workspace.folder}: nothing is settled here yet; settle what raters answered "
            "differently with `A` on the coding screen"
        )
    changes: list[Change] = []
    for name in samples:
        with workspace.consensus(name) as store:
            changes += store.history()
    return [Entry(CONSENSUS, each) for each in sorted(changes, key=lambda each: each.at)], True


def _entries(workspace: Workspace, rater: str) -> tuple[list[Entry], bool]:
    """A rater's changes, and whether those are all; of a damaged store what can be read."""
    try:
        with workspace.codings(rater) as store:
            return [Entry(rater, change) for change in store.history()], True
    except StoreDamagedError as error:
        warn(f"This is what can be read of the codings of {rater}. {error}")
        store = workspace.damaged_codings(rater)
        for notice in store.notices:
            warn(f"{rater}: {notice}")
        return [Entry(rater, change) for change in store.history()], False


def _seen(workspace: Workspace, entries: Sequence[Entry]) -> list[Entry]:
    """Those that may be seen by whoever sits here while rounds are blind."""
    from triage.sample_raters import SampleRaters

    viewed_by = workspace.rater()
    if all(entry.rater == viewed_by for entry in entries):
        return list(entries)
    closed: set[str] = set()
    codebook = workspace.codebook()
    for name in workspace.samples.names():
        raters = SampleRaters(workspace, workspace.manifest(name), codebook)
        if raters.state().is_open:
            closed.update(raters.keys)
    return [each for each in entries if each.rater == viewed_by or each.change.issue not in closed]


class _Editions:
    """The codebooks that changes cite, each read once; codes of a lost one appear by their ids."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._known: dict[str, Codebook] = {}

    def of(self, change: Change) -> Codebook:
        """The codebook that a rater had before them."""
        if change.edition not in self._known:
            self._known[change.edition] = self._read(change.edition)
        return self._known[change.edition]

    def _read(self, edition: str) -> Codebook:
        try:
            return self._workspace.edition(edition) if edition else self._workspace.codebook()
        except (InputError, WorkspaceError):
            return Codebook(name=edition, questions=())


def _line(entry: Entry, editions: _Editions) -> str:
    change = entry.change
    told = [f"{change.at.astimezone(UTC):%Y-%m-%d %H:%M:%S}", entry.rater]
    if change.gesture is not Gesture.CODE:
        told.append(change.gesture.value)
    told.append(change_in_words(change, editions.of(change)))
    told += [f"({change.reason})"] if change.reason else []
    told += [f"· codebook {change.edition}"] if change.edition else []
    return visible_line("  ".join(told))


def _as_fields(entry: Entry, editions: _Editions) -> dict[str, object]:
    words = change_in_words(entry.change, editions.of(entry.change))
    return {"rater": entry.rater, "words": words, **structs.asdict(entry.change)}
