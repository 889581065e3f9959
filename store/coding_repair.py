"""Repairs codings: one store, or all that a workspace has.

Apart from the codings, so that opening a sound store does not load it.
"""

from datetime import datetime
from pathlib import Path

from store.coding_documents import CONSENSUS, KIND, mend
from store.codings import UPGRADES
from store.reading import stored_names
from store.repair import Repair, repair
from store.workspace import CODINGS, Workspace
from triage.domain.errors import InputError
from triage.domain.names import checked_name


def repair_workspace(
    workspace: Workspace, *, rater: str | None = None, at: datetime
) -> dict[str, Repair]:
    """Repair the stores of all raters and every consensus, or that of one rater; by what it is.

    Args:
        workspace: where.
        rater: whose codings.
        at: the time now.

    Raises:
        InputError: the rater has no codings.
        StoreError: a store cannot be repaired.
    """
    raters, folder = workspace.raters(), workspace.folder / CODINGS
    if rater is not None:
        if rater not in raters:
            raise InputError(f"{workspace.folder}: {rater!r} has no codings here")
        return {rater: repair_codings(folder, rater, at=at)}
    repairs = {name: repair_codings(folder, name, at=at) for name in raters}
    settled = workspace.folder / CONSENSUS
    for sample in stored_names(settled):
        done = repair_codings(settled, sample, at=at, kind=CONSENSUS)
        repairs[f"consensus of {sample}"] = done
    return repairs


def repair_codings(folder: Path, rater: str, *, at: datetime, kind: str = KIND) -> Repair:
    """Repair a rater's store; codings that are gone come back from the history.

    Args:
        folder: the workspace's folder of codings.
        rater: whose store.
        at: the time now.
        kind: what it holds: a rater's codings, or a consensus.

    Raises:
        InputError: the name cannot be a rater's.
        StoreError: as `store.repair.repair`.
    """
    name = checked_name(rater, "rater")
    return repair(folder, name, kind, at=at, mend=mend, upgrades=UPGRADES)
