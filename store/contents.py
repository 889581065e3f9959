"""What a store holds, put together from its snapshot and its journal.

The two files meet at the snapshot's save: the journal begins at or before it and, after a
compaction that a crash cut short, still has the saves that the snapshot already holds. Anything
that no crash can leave is damage and is refused.
"""

from typing import NamedTuple

from store.documents import Tables, apply_changes
from store.headers import NO_CHAIN, damage
from store.journal import Journal
from store.lines import Line
from store.snapshot import Snapshot
from triage.domain.errors import StoreDamagedError

_FIRST = Line(number=1, offset=0, text=b"", is_ended=True)


class Contents(NamedTuple):
    """Everything that is true after save n."""

    tables: Tables
    n: int
    chain: str
    continues: bool
    """Whether the next save can be appended to the journal as it is."""


def join(snapshot: Snapshot | None, journal: Journal | None, path: str) -> Contents:
    """What both files say together.

    Args:
        snapshot: None when there is no such file.
        journal: None when there is no such file.
        path: what messages call the journal.

    Raises:
        StoreDamagedError: the files do not belong together.
    """
    tables: Tables = snapshot.tables if snapshot else {}
    n, chain = (snapshot.header.n, snapshot.header.chain) if snapshot else (0, NO_CHAIN)
    if journal is None:
        return Contents(tables, n, chain, continues=False)
    if journal.n < n and not journal.saves:
        return Contents(tables, n, chain, continues=False)
    _check_that_they_meet(journal, n, chain, path)
    for save in journal.saves[n - journal.header.n :]:
        apply_changes(tables, save.entry.documents())
    return Contents(tables, journal.n, journal.chain, continues=True)


def check_nothing_acknowledged_is_missing(contents: Contents, acknowledged: int, path: str) -> None:
    """Compare with the save that the lock file says was acknowledged last.

    Raises:
        StoreDamagedError: the files end before it.
    """
    if contents.n < acknowledged:
        raise StoreDamagedError(
            f"{path}: save {acknowledged} was confirmed, but the files end at save {contents.n}. "
            f"They were cut, or older copies were put in their place. Nothing was changed. "
            f"`triage repair` goes on from what is there; or restore a backup."
        )


def _check_that_they_meet(journal: Journal, n: int, chain: str, path: str) -> None:
    first, last = journal.header.n, journal.n
    if first > n:
        raise damage(path, _FIRST, f"goes on after save {first}, but the snapshot ends at save {n}")
    if last < n or journal.chain_at(n) != chain:
        raise damage(path, _FIRST, "its saves are not those from which the snapshot was made")
