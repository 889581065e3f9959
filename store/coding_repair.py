"""Repairs a rater's codings; apart from them, so that opening a sound store does not load it."""

from datetime import datetime
from pathlib import Path

from store.coding_documents import KIND, mend
from store.codings import UPGRADES
from store.repair import Repair, repair
from triage.domain.names import checked_name


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
