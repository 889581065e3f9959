"""What a repair saves, says and keeps."""

from pathlib import Path

import pytest

from store.coding_documents import CODINGS, HISTORY, mend
from store.coding_repair import repair_codings
from store.codings import CodingStore
from store.headers import FORMAT, SNAPSHOT, Header, encode_header
from store.lines import seal
from store.repair import Repair, repair
from tests.store.faulty_disk import DeadError, faulty_disk
from tests.store.making import START, after, change, documents, filled, killed, opened, save
from triage.domain.errors import StoreBusyError, StoreDamagedError, StoreTooNewError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A snapshot of three saves, and saves 4 and 5 in the journal of a killed process."""
    filled(tmp_path / "running", 3).close()
    storage = opened(tmp_path / "running")
    for number in (4, 5):
        storage.commit(save(number))
    folder = killed(tmp_path / "running", tmp_path / "store")
    storage.close()
    return folder


def repaired(folder: Path) -> Repair:
    return repair(folder, "ada", "things", at=START)


def edit(path: Path, old: bytes, new: bytes) -> None:
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new, 1))


def test_store_that_opens_is_left_alone(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    done = repaired(folder)
    assert done == Repair("", {"count": 1, "items": 5}, [], [], [])
    assert before == {path.name: path.read_bytes() for path in folder.iterdir()}


def test_damaged_line_of_the_journal_loses_that_save_alone(folder: Path) -> None:
    edit(folder / "ada.journal", b"item-4", b"item-X")
    damaged = (folder / "ada.journal").read_bytes()
    done = repaired(folder)
    assert "line 2" in done.damage
    assert done.lost == [f"line 2 of {folder / 'ada.journal'} is damaged", "save 4 is lost"]
    assert [path.name for path in done.kept] == ["ada.jsonl", "ada.journal", "ada.lock"]
    assert done.kept[1].read_bytes() == damaged
    assert done.kept[0].parent.name == "ada-damaged-20260301T120000"
    expected = after(5)
    del expected["items"]["item-4"]
    storage = opened(folder)
    assert storage.notices == []
    assert documents(storage) == expected
    assert storage.n == 5
    storage.commit(save(6))
    assert storage.n == 6


def test_damaged_document_of_the_snapshot_loses_that_document_alone(folder: Path) -> None:
    edit(folder / "ada.jsonl", b'"value":2', b'"value":7')
    done = repaired(folder)
    assert done.lost == [f"line 4 of {folder / 'ada.jsonl'} is damaged"]
    expected = after(5)
    del expected["items"]["item-2"]
    assert documents(opened(folder)) == expected


def test_missing_documents_of_the_snapshot_are_counted(folder: Path) -> None:
    lines = (folder / "ada.jsonl").read_bytes().splitlines(keepends=True)
    (folder / "ada.jsonl").write_bytes(b"".join(lines[:-2]))
    assert repaired(folder).lost == [f"2 of 4 documents are missing from {folder / 'ada.jsonl'}"]


def test_document_lost_from_the_snapshot_comes_back_from_an_old_journal(tmp_path: Path) -> None:
    storage = filled(tmp_path / "running", 3)
    old_journal = (tmp_path / "running" / "ada.journal").read_bytes()
    storage.close()
    folder = killed(tmp_path / "running", tmp_path / "store")
    (folder / "ada.journal").write_bytes(old_journal)
    edit(folder / "ada.jsonl", b'"value":2', b'"value":7')
    repaired(folder)
    assert documents(opened(folder)) == after(3)


def test_confirmed_saves_that_were_cut_off_are_named(folder: Path) -> None:
    journal = folder / "ada.journal"
    journal.write_bytes(b"".join(journal.read_bytes().splitlines(keepends=True)[:2]))
    done = repaired(folder)
    assert done.lost == ["save 5 is lost"]
    assert opened(folder).n == 5


def test_missing_snapshot_is_said(folder: Path) -> None:
    (folder / "ada.jsonl").unlink()
    done = repaired(folder)
    assert "ada.jsonl has no header; of saves 1 to 3 see what is whole" in done.lost[0]
    assert set(documents(opened(folder))["items"]) == {"item-4", "item-5"}


def test_damaged_headers_leave_every_whole_line(folder: Path) -> None:
    for name in ("ada.jsonl", "ada.journal"):
        edit(folder / name, b'"format":1', b'"format":8')
    done = repaired(folder)
    assert documents(opened(folder)) == after(5)
    assert done.lost[:2] == [
        f"line 1 of {folder / 'ada.jsonl'} is damaged",
        f"line 1 of {folder / 'ada.journal'} is damaged",
    ]


def test_lines_of_something_else_are_not_taken(folder: Path) -> None:
    with (folder / "ada.journal").open("ab") as journal:
        journal.write(seal(b'{"hello":1}'))
    done = repaired(folder)
    assert done.lost == [f"line 4 of {folder / 'ada.journal'} is damaged"]
    assert documents(opened(folder)) == after(5)


def test_emptied_files_are_repaired_to_what_is_left(folder: Path) -> None:
    (folder / "ada.journal").write_bytes(b"")
    assert repaired(folder).lost == ["saves 4 to 5 are lost"]
    assert documents(opened(folder)) == after(3)


def test_store_of_which_nothing_is_left_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ada.jsonl").write_bytes(b"hello\n")
    with pytest.raises(StoreDamagedError):
        repaired(tmp_path)
    assert (tmp_path / "ada.jsonl").read_bytes() == b"hello\n"


def test_files_of_another_store_are_refused(folder: Path) -> None:
    for name in ("jsonl", "journal"):
        (folder / f"ada.{name}").rename(folder / f"eve.{name}")
    with pytest.raises(StoreDamagedError, match="things of ada"):
        repair(folder, "eve", "things", at=START)


def test_files_of_a_newer_version_are_refused(folder: Path) -> None:
    header = Header(
        format=FORMAT + 1, file=SNAPSHOT, kind="things", name="ada", n=0, chain="00000000"
    )
    (folder / "ada.jsonl").write_bytes(encode_header(header))
    with pytest.raises(StoreTooNewError):
        repaired(folder)


def test_store_in_use_is_not_repaired(tmp_path: Path) -> None:
    storage = filled(tmp_path, 2)
    with pytest.raises(StoreBusyError):
        repaired(tmp_path)
    storage.close()


def test_copy_kept_by_a_writer_is_taken_up(tmp_path: Path) -> None:
    filled(tmp_path, 2).close()
    storage = opened(tmp_path)
    storage.commit(save(3))
    (tmp_path / "ada.journal").unlink()
    storage.close()
    (tmp_path / "backup" / "ada.save-9.jsonl").write_bytes(b"not a copy")
    done = repaired(tmp_path)
    assert done.mended == [f"saved: everything in {tmp_path / 'backup' / 'ada.save-3.jsonl'}"]
    assert done.lost == []
    assert documents(opened(tmp_path)) == after(3)


def test_copy_that_is_older_than_the_files_is_not_taken(folder: Path, tmp_path: Path) -> None:
    filled(tmp_path / "old", 1).close()
    (folder / "backup").mkdir()
    (folder / "backup" / "ada.save-1.jsonl").write_bytes(
        (tmp_path / "old" / "ada.jsonl").read_bytes()
    )
    edit(folder / "ada.journal", b"item-4", b"item-X")
    assert repaired(folder).mended == []
    assert opened(folder).n == 5


def test_repair_cut_short_anywhere_can_be_done_again(folder: Path, tmp_path: Path) -> None:
    edit(folder / "ada.journal", b"item-4", b"item-X")
    with faulty_disk(1_000) as disk:
        repaired(killed(folder, tmp_path / "counted"))
    for failing in range(1, disk.count + 1):
        place = killed(folder, tmp_path / str(failing))
        with faulty_disk(failing), pytest.raises(DeadError):
            repaired(place)
        repaired(place)
        assert set(documents(opened(place))["items"]) == {"item-1", "item-2", "item-3", "item-5"}


def test_lost_coding_comes_back_from_the_history(tmp_path: Path) -> None:
    with CodingStore.open(tmp_path, "ada", write=True) as store:
        store.commit([change(1), change(2, "owner/name#2"), change(3)])
        expected = dict(store.codings())
    edit(tmp_path / "ada.jsonl", b'"answers"', b'"Answers"')
    done = repair_codings(tmp_path, "ada", at=START)
    assert done.mended == [
        "saved: the coding of owner/name#1 was put together again from the history"
    ]
    assert CodingStore.open(tmp_path, "ada", write=False).codings() == expected


def test_mending_drops_what_cannot_be_understood() -> None:
    tables = {CODINGS: {"owner/name#1": b"{}"}, HISTORY: {"0000000001": b"[]"}}
    assert [line.partition(" cannot")[0] for line in mend(tables)] == [
        "lost: owner/name#1 of the table codings",
        "lost: 0000000001 of the table history",
    ]
    assert tables == {CODINGS: {}, HISTORY: {}}
