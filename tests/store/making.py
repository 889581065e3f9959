"""Changes, documents and stores for tests."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import strategies as st

from store.storage import JournalStorage
from triage.domain.coding import NO_ANSWER, Answer, Part
from triage.domain.history import Change

START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

Documents = dict[str, dict[str, object]]


def change(
    step: int = 1,
    issue: str = "owner/name#1",
    after: Part | None = None,
    at: datetime | None = None,
    before: Part = NO_ANSWER,
) -> Change:
    return Change(
        step=step,
        at=at or START + timedelta(minutes=step),
        issue=issue,
        part="rq1",
        before=before,
        after=after or Answer(codes=(f"code-{step}",)),
        edition="1-0123456789ab",
        body_digest="0123456789abcdef",
    )


def opened(folder: Path, *, write: bool = True, compact_at: int = 1 << 20) -> JournalStorage:
    return JournalStorage.open(folder, "ada", "things", write=write, compact_at=compact_at)


def filled(folder: Path, saves: int) -> JournalStorage:
    """An open store after some saves: each one document of its own, and a counter."""
    storage = opened(folder)
    for number in range(1, saves + 1):
        storage.commit(save(number))
    return storage


def save(number: int) -> dict[str, Documents]:
    return {"items": {f"item-{number}": {"value": number}}, "count": {"last": {"n": number}}}


def documents(storage: JournalStorage) -> dict[str, Documents]:
    """Everything that a store says, without empty tables."""
    return {name: dict(table) for name, table in storage.read().items() if table}


def after(saves: int) -> dict[str, Documents]:
    """What a store must say after so many saves of `filled`."""
    expected: dict[str, Documents] = {}
    for number in range(1, saves + 1):
        for table, rows in save(number).items():
            expected.setdefault(table, {}).update(rows)
    return expected


def killed(folder: Path, copy: Path) -> Path:
    """The files as a process leaves them that is killed now."""
    return Path(shutil.copytree(folder, copy))


texts = st.text(max_size=8)
json_documents = st.dictionaries(
    texts,
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | texts | st.lists(texts),
    max_size=2,
)
saves = st.dictionaries(
    st.sampled_from(["codings", "history"]),
    st.dictionaries(texts, st.none() | json_documents, min_size=1, max_size=2),
    min_size=1,
)
