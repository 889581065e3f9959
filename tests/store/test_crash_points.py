"""What is left after a crash, tried at every point where one can happen."""

import errno
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.documents import Tables, apply_changes, encode_changes
from tests.store.faulty_disk import DeadError, faulty_disk
from tests.store.making import Documents, after, documents, filled, killed, opened, save, saves
from triage.domain.errors import StoreDamagedError, StoreError

Saves = list[dict[str, dict[str, dict[str, object] | None]]]


def run_session(folder: Path, acknowledged: list[int]) -> None:
    """Open, save with a compaction in between, and leave."""
    storage = opened(folder, compact_at=300)
    for number in range(4, 10):
        storage.commit(save(number))
        acknowledged.append(number)
    storage.close()


def calls_of_a_session(folder: Path) -> int:
    with faulty_disk(10_000) as disk:
        run_session(folder, [])
    return disk.count


@pytest.mark.parametrize("torn", [False, True])
def test_process_killed_at_any_call_leaves_every_acknowledged_save(
    tmp_path: Path, torn: bool
) -> None:
    filled(tmp_path / "before", 3).close()
    total = calls_of_a_session(killed(tmp_path / "before", tmp_path / "counted"))
    assert total > 20
    for failing in range(1, total + 1):
        folder = killed(tmp_path / "before", tmp_path / f"dies-{failing}")
        acknowledged = [3]
        with suppress(DeadError), faulty_disk(failing, torn=torn):
            run_session(folder, acknowledged)
        last = acknowledged[-1]
        found = [
            documents(opened(killed(folder, tmp_path / f"seen-{failing}-{write}"), write=write))
            for write in (False, True)
        ]
        assert found[0] == found[1]
        assert found[0] in (after(last), after(last + 1))


@pytest.mark.parametrize("error", [errno.EIO, errno.ENOSPC])
def test_disk_failing_at_any_call_loses_no_acknowledged_save(tmp_path: Path, error: int) -> None:
    filled(tmp_path / "before", 3).close()
    total = calls_of_a_session(killed(tmp_path / "before", tmp_path / "counted"))
    for failing in range(1, total + 1):
        folder = killed(tmp_path / "before", tmp_path / f"fails-{failing}")
        acknowledged = [3]
        with suppress(StoreError), faulty_disk(failing, error, torn=True):
            run_session(folder, acknowledged)
        found = documents(opened(killed(folder, tmp_path / f"seen-{failing}"), write=True))
        assert found in (after(acknowledged[-1]), after(acknowledged[-1] + 1))


@settings(deadline=None, max_examples=40)
@given(st.lists(saves, min_size=1, max_size=8), st.data())
def test_journal_cut_inside_the_last_save_reopens_to_every_save_before(
    sequence: Saves, data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder, states = written(Path(place), sequence)
        journal = folder / "ada.journal"
        whole = journal.read_bytes()
        start = whole.rindex(b"\n", 0, -1) + 1
        journal.write_bytes(whole[: data.draw(st.integers(start, len(whole) - 1))])
        (folder / "ada.lock").unlink()
        for write in (False, True, True):
            storage = opened(folder, write=write)
            assert documents(storage) == states[-2]
            storage.close()


@settings(deadline=None, max_examples=40)
@given(st.lists(saves, min_size=1, max_size=8), st.data())
def test_journal_cut_at_any_byte_reopens_to_a_prefix_or_is_refused(
    sequence: Saves, data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder, states = written(Path(place), sequence)
        journal = folder / "ada.journal"
        whole = journal.read_bytes()
        cut = data.draw(st.integers(0, len(whole) - 1))
        journal.write_bytes(whole[:cut])
        with pytest.raises(StoreDamagedError):
            opened(folder, write=True)
        (folder / "ada.lock").unlink()
        if cut < whole.index(b"\n") + 1:
            with pytest.raises(StoreDamagedError):
                opened(folder)
        else:
            assert documents(opened(folder)) == states[whole[:cut].count(b"\n") - 1]


@settings(deadline=None, max_examples=40)
@given(st.lists(saves, min_size=1, max_size=8), st.sampled_from([1, 200, 1 << 20]))
def test_any_saves_are_there_after_any_compactions(sequence: Saves, compact_at: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "store"
        expected: Tables = {}
        for changes in sequence:
            storage = opened(folder, compact_at=compact_at)
            storage.commit(changes)
            storage.close()
            apply_changes(expected, encode_changes(changes))
        found = opened(folder, write=False)
        assert all(found.texts(name) == table for name, table in expected.items())


def written(place: Path, sequence: Saves) -> tuple[Path, list[dict[str, Documents]]]:
    """The files of a process killed after the last save, and the state after each save."""
    storage = opened(place / "store")
    states = [documents(storage)]
    for changes in sequence:
        storage.commit(changes)
        states.append(documents(storage))
    folder = killed(place / "store", place / "killed")
    storage.close()
    return folder, states
