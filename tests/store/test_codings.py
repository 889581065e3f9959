"""One rater's codings and history."""

import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Raw
from tinydb import where

from store.coding_documents import CODINGS, HISTORY, KIND
from store.coding_repair import repair_codings
from store.codings import CodingStore
from store.storage import JournalStorage
from tests.store.faulty_disk import faulty_disk
from tests.store.making import START, change, killed
from triage.domain.coding import MARKS, VERDICTS, Answer, Coding, Likeness, Marks, Part, Verdicts
from triage.domain.errors import InputError, StoreBusyError, StoreDamagedError, StoreError
from triage.domain.history import Change, Timeline, redo_changes, replay, undo_changes


def test_change_is_there_in_codings_and_history_after_reopening(tmp_path: Path) -> None:
    with CodingStore.open(tmp_path, "ada", write=True) as store:
        store.commit([change(1), change(2, "owner/name#2")])
        store.commit([change(3, before=Answer(codes=("code-1",)))])
    with CodingStore.open(tmp_path, "ada", write=False) as store:
        assert store.rater == "ada"
        assert sorted(store.codings()) == ["owner/name#1", "owner/name#2"]
        assert store.coding("owner/name#1").answer("rq1") == Answer(codes=("code-3",))
        assert store.coding("owner/name#1").edition == "1-0123456789ab"
        assert [each.step for each in store.history()] == [1, 2, 3]
        assert [each.step for each in store.history("owner/name#1")] == [1, 3]


def test_issue_that_nobody_coded_has_an_empty_coding(tmp_path: Path) -> None:
    store = CodingStore.open(tmp_path, "ada", write=False)
    assert store.coding("owner/name#9") == Coding(issue="owner/name#9")
    assert store.codings() == {}
    assert store.history() == []


def test_several_changes_of_one_coding_are_one_line(tmp_path: Path) -> None:
    store = CodingStore.open(tmp_path, "ada", write=True)
    store.commit([change(1, after=Answer(codes=(code,))) for code in "abc"])
    assert (tmp_path / "ada.journal").read_bytes().count(b"\n") == 2
    assert store.coding("owner/name#1").answer("rq1").codes == ("c",)
    assert len(store.history()) == 3


def test_undo_and_redo_work_across_sessions(tmp_path: Path) -> None:
    with CodingStore.open(tmp_path, "ada", write=True) as store:
        store.commit([change(1)])
        store.commit([change(2, before=Answer(codes=("code-1",)))])
    with CodingStore.open(tmp_path, "ada", write=True) as store:
        undone = Timeline(store.history()).undoable
        store.commit(undo_changes(undone, 3, START + timedelta(hours=1)))
    with CodingStore.open(tmp_path, "ada", write=True) as store:
        assert store.coding("owner/name#1").answer("rq1").codes == ("code-1",)
        redone = Timeline(store.history()).redoable
        store.commit(redo_changes(redone, 4, START + timedelta(hours=2)))
        assert store.coding("owner/name#1").answer("rq1").codes == ("code-2",)
        assert [each.step for each in Timeline(store.history()).undoable] == [2]
        assert len(store.history()) == 4


def test_history_is_walked_as_it_is_read(tmp_path: Path) -> None:
    with CodingStore.open(tmp_path, "ada", write=True) as store:
        for step in (1, 2, 3):
            store.commit([change(step)])
        assert list(store.walk()) == store.history()
        assert store.changes == 3


def test_failed_save_leaves_codings_and_history_as_they_were(tmp_path: Path) -> None:
    store = CodingStore.open(tmp_path, "ada", write=True)
    store.commit([change(1)])
    store.history()
    with faulty_disk(1, 28), pytest.raises(StoreError, match="disk is full"):
        store.commit([change(2), change(3, "owner/name#3")])
    assert list(store.codings()) == ["owner/name#1"]
    assert store.coding("owner/name#1").answer("rq1").codes == ("code-1",)
    assert [each.step for each in store.history()] == [1]


def test_reader_follows_codings_and_history(tmp_path: Path) -> None:
    writer = CodingStore.open(tmp_path, "ada", write=True)
    reader = CodingStore.open(tmp_path, "ada", write=False)
    seen = reader.codings()
    assert not reader.refresh()
    writer.commit([change(1)])
    assert reader.refresh()
    assert reader.history() == [change(1)]
    writer.commit([change(2, "owner/name#2")])
    assert reader.refresh()
    assert sorted(seen) == ["owner/name#1", "owner/name#2"]
    assert reader.history() == [change(1), change(2, "owner/name#2")]
    assert not reader.refresh()


def test_second_writer_of_a_rater_is_refused_and_another_rater_is_not(tmp_path: Path) -> None:
    ada = CodingStore.open(tmp_path, "ada", write=True)
    with pytest.raises(StoreBusyError, match="ada"):
        CodingStore.open(tmp_path, "ada", write=True)
    CodingStore.open(tmp_path, "eve", write=True).close()
    ada.close()


def test_name_that_cannot_be_a_raters_is_refused(tmp_path: Path) -> None:
    for name in ("../ada", "con"):
        with pytest.raises(InputError):
            CodingStore.open(tmp_path, name, write=True)
        with pytest.raises(InputError):
            CodingStore.open_damaged(tmp_path, name)
        with pytest.raises(InputError):
            repair_codings(tmp_path, name, at=START)


def test_text_that_json_cannot_say_is_cleaned_once_for_memory_and_disk(tmp_path: Path) -> None:
    store = CodingStore.open(tmp_path, "ada", write=True)
    store.commit([change(1, after=Answer(memo="a\ud83d and \U0001f600"))])
    cleaned = Answer(memo="a� and \U0001f600")
    assert store.coding("owner/name#1").answer("rq1") == cleaned
    assert store.history()[0].after == cleaned
    store.close()
    store = CodingStore.open(tmp_path, "ada", write=False)
    assert store.coding("owner/name#1").answer("rq1") == cleaned


def test_clock_that_went_back_is_said_and_order_is_kept(tmp_path: Path) -> None:
    store = CodingStore.open(tmp_path, "ada", write=True)
    store.commit([change(1, at=START)])
    store.commit([change(2, at=START)])
    assert store.notices == []
    store.commit([change(3, at=START - timedelta(days=1)), change(4, at=START)])
    assert len(store.notices) == 1
    assert "2026-02-28 12:00:00, the one before it 2026-03-01 12:00:00" in store.notices[0]
    store.close()
    store = CodingStore.open(tmp_path, "ada", write=True)
    assert [each.step for each in store.history()] == [1, 2, 3, 4]


def test_tables_can_be_asked_by_tinydb(tmp_path: Path) -> None:
    store = CodingStore.open(tmp_path, "ada", write=True)
    store.commit([change(1), change(2, "owner/name#2")])
    table = store.database.table(HISTORY)
    found = table.search(where("issue") == "owner/name#2")
    assert [each["step"] for each in found] == [2]


def test_document_saved_past_the_store_is_seen_and_history_keeps_its_numbers(
    tmp_path: Path,
) -> None:
    store = CodingStore.open(tmp_path, "ada", write=True)
    store.commit([change(1)])
    history = store.database.table(HISTORY)
    history.insert(dict(history.all()[0], step=2))
    assert [each.step for each in store.history()] == [1, 2]
    store.commit([change(3)])
    assert [each.step for each in store.history()] == [1, 2, 3]
    reader = CodingStore.open(tmp_path, "ada", write=False)
    store.database.table(CODINGS).truncate()
    assert store.codings() == {}
    assert reader.refresh()
    assert reader.codings() == {}


def test_number_that_history_already_has_is_never_used_again(tmp_path: Path) -> None:
    store = CodingStore.open(tmp_path, "ada", write=True)
    store.commit([change(1), change(2)])
    history = store.database.table(HISTORY)
    first = history.all()[0]
    history.remove(doc_ids=["0000000001"])  # type: ignore[list-item]  # ids are text
    history.insert(first)
    store.commit([change(3)])
    assert len(store.history()) == 3


def test_notices_are_taken_once(tmp_path: Path) -> None:
    store = CodingStore.open(tmp_path, "ada", write=True)
    store.commit([change(1, at=START), change(2, at=START - timedelta(days=1))])
    (notice,) = store.take_notices()
    assert "clock of this computer went back" in notice
    assert store.take_notices() == store.notices == []


def test_damaged_store_can_still_be_looked_at(tmp_path: Path) -> None:
    folder = damaged(tmp_path)
    with pytest.raises(StoreDamagedError):
        CodingStore.open(folder, "ada", write=False)
    store = CodingStore.open_damaged(folder, "ada")
    assert [each.step for each in store.history()] == [1, 3]
    assert any("save 2 is lost" in notice for notice in store.notices)
    assert not store.refresh()
    with pytest.raises(StoreError, match="not open for writing"):
        store.commit([change(4)])


def test_repair_saves_what_is_good_and_keeps_the_damaged_files(tmp_path: Path) -> None:
    folder = damaged(tmp_path)
    done = repair_codings(folder, "ada", at=START)
    assert "line 3" in done.damage
    assert done.documents == {CODINGS: 2, HISTORY: 2}
    assert "save 2 is lost" in done.lost
    assert all(path.exists() for path in done.kept)
    with CodingStore.open(folder, "ada", write=True) as store:
        assert store.notices == []
        assert [each.step for each in store.history()] == [1, 3]
        store.commit([change(4)])
    assert repair_codings(folder, "ada", at=START).damage == ""


@pytest.mark.parametrize("table", [CODINGS, HISTORY])
@pytest.mark.parametrize("text", [b"[]", b'{"issue":5}', b'{"issue":"\xff"}'])
def test_document_that_is_no_coding_is_refused_and_repaired(
    tmp_path: Path, table: str, text: bytes
) -> None:
    with CodingStore.open(tmp_path, "ada", write=True) as store:
        store.commit([change(1), change(2, "owner/name#2")])
    storage = JournalStorage.open(tmp_path, "ada", KIND, write=True)
    storage.commit({table: {"owner/name#9": Raw(text)}})
    storage.close()
    for write in (False, True):
        with pytest.raises(StoreDamagedError, match="owner/name#9"):
            CodingStore.open(tmp_path, "ada", write=write).history()
    done = repair_codings(tmp_path, "ada", at=START)
    assert "owner/name#9" in done.mended[0]
    with CodingStore.open(tmp_path, "ada", write=True) as store:
        assert len(store.history()) == len(store.codings()) == 2


def damaged(place: Path) -> Path:
    """A store whose second of three saves is damaged."""
    store = CodingStore.open(place / "whole", "ada", write=True)
    for number in (1, 2, 3):
        store.commit([change(number, f"owner/name#{number}")])
    folder = killed(place / "whole", place / "damaged")
    store.close()
    journal = folder / "ada.journal"
    journal.write_bytes(journal.read_bytes().replace(b"name#2", b"name#7"))
    return folder


words = st.text(max_size=6)
codes = st.lists(words, max_size=2).map(tuple)
answers = st.builds(Answer, codes=codes, missing=codes, none_apply=st.booleans(), memo=words)
marks = st.builds(Marks, skipped=st.booleans(), excluded=words, confidence=st.none() | st.just(2))
verdicts = st.builds(Verdicts, pairs=st.dictionaries(st.integers(1, 9), st.sampled_from(Likeness)))


@st.composite
def changes(draw: st.DrawFn) -> Change:
    part, after = draw(
        st.one_of(
            st.tuples(st.sampled_from(["rq1", "rq2"]), answers),
            st.tuples(st.just(MARKS), marks),
            st.tuples(st.just(VERDICTS), verdicts),
        )
    )
    issue = draw(st.sampled_from(["owner/name#1", "owner/name#2", "other/name#1"]))
    step = draw(st.integers(1, 5))
    before: Part = Coding(issue=issue).part(part)
    moment = START + timedelta(seconds=draw(st.integers(-9, 9)))
    return Change(step=step, at=moment, issue=issue, part=part, before=before, after=after)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.booleans(), st.lists(changes(), max_size=3)), max_size=6))
def test_codings_are_always_what_replaying_the_history_gives(
    sessions: list[tuple[bool, list[Change]]],
) -> None:
    with tempfile.TemporaryDirectory() as place:
        store = CodingStore.open(Path(place), "ada", write=True, compact_at=900)
        expected: list[Change] = []
        for reopens, batch in sessions:
            if reopens:
                store.close()
                store = CodingStore.open(Path(place), "ada", write=True, compact_at=900)
            store.commit(batch)
            expected += batch
            assert store.history() == expected
            assert store.codings() == replay(expected)
        reader = CodingStore.open(Path(place), "ada", write=False)
        assert reader.history() == expected
        assert reader.codings() == replay(expected)
        store.close()
