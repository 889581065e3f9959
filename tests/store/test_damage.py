"""Files that no crash can have left: refused, named, never mended in silence."""

from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.headers import FORMAT, JOURNAL, SNAPSHOT, Header, Owner, encode_header
from store.journal import decode_journal, encode_journal_header, encode_save
from store.lines import seal
from store.reading import stored_names
from store.snapshot import decode_snapshot, encode_rows, encode_snapshot
from store.storage import JournalStorage
from tests.store.making import after, documents, filled, killed, opened
from triage.domain.errors import StoreDamagedError, StoreError, StoreTooNewError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store with a snapshot of three saves, and two in the journal of a killed process."""
    filled(tmp_path / "first", 3).close()
    storage = opened(tmp_path / "first")
    for number in (4, 5):
        storage.commit({"items": {f"item-{number}": {"value": number}}})
    return killed(tmp_path / "first", tmp_path / "store")


def lines_of(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines(keepends=True)


def refused(folder: Path) -> str:
    """The message with which both a reader and a writer are refused, files unchanged."""
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    messages = []
    for write in (False, True):
        with pytest.raises(StoreDamagedError) as caught:
            opened(folder, write=write)
        messages.append(str(caught.value))
    assert messages[0] == messages[1]
    assert before == {path.name: path.read_bytes() for path in folder.iterdir()}
    return messages[0]


def test_bad_line_with_a_good_one_behind_is_named_and_refused(folder: Path) -> None:
    journal = folder / "ada.journal"
    header, first, second = lines_of(journal)
    journal.write_bytes(header + first.replace(b"item-4", b"item-9") + second)
    message = refused(folder)
    assert f"{journal}, line 2 (byte {len(header)})" in message
    assert "a good save follows in line 3" in message
    assert "triage repair" in message


def test_bad_last_line_that_was_confirmed_is_refused(folder: Path) -> None:
    journal = folder / "ada.journal"
    journal.write_bytes(journal.read_bytes()[:-5])
    assert "save 5 was confirmed, but the files end at save 4" in refused(folder)


def test_bad_last_line_that_was_not_confirmed_is_cut_off_kept_and_said(folder: Path) -> None:
    journal = folder / "ada.journal"
    whole = journal.read_bytes()
    torn = encode_save(6, whole[-11:-3].decode(), {"items": {}})[:-3]
    journal.write_bytes(whole + torn)
    reader = opened(folder, write=False)
    assert "has not come to its end" in reader.notices[0]
    writer = opened(folder)
    assert documents(reader) == documents(writer)
    assert journal.read_bytes() == whole
    assert (folder / "ada.torn-6").read_bytes() == torn
    assert "ada.torn-6" in " ".join(writer.notices)


def test_second_torn_line_of_the_same_number_is_kept_beside_the_first(folder: Path) -> None:
    for torn in (b"first", b"second"):
        with (folder / "ada.journal").open("ab") as journal:
            journal.write(torn)
        (folder / "ada.lock").unlink()
        storage = opened(folder)
        folder = killed(folder, folder.parent / f"killed-{torn.decode()}")
        storage.close()
    assert (folder / "ada.torn-6").read_bytes() == b"first"
    assert (folder / "ada.torn-6.2").read_bytes() == b"second"


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ([0, 2], "save 5 stands where save 4 must follow"),
        ([0, 1, 1, 2], "save 4 stands where save 5 must follow"),
        ([0, 2, 1], "save 5 stands where save 4 must follow"),
    ],
)
def test_missing_doubled_or_moved_save_is_refused(
    folder: Path, order: list[int], reason: str
) -> None:
    journal = folder / "ada.journal"
    lines = lines_of(journal)
    journal.write_bytes(b"".join(lines[index] for index in order))
    assert reason in refused(folder)


def test_save_of_another_history_is_refused(folder: Path) -> None:
    journal = folder / "ada.journal"
    header, first, _ = lines_of(journal)
    journal.write_bytes(header + first + encode_save(5, "deadbeef", {}))
    assert "line 3" in refused(folder)


def test_whole_line_that_is_not_a_save_is_refused(folder: Path) -> None:
    journal = folder / "ada.journal"
    header, first, _ = lines_of(journal)
    journal.write_bytes(header + first + seal(b'{"hello":1}'))
    assert "is not a save" in refused(folder)


def test_bad_document_of_a_snapshot_is_named_and_refused(folder: Path) -> None:
    snapshot = folder / "ada.jsonl"
    snapshot.write_bytes(snapshot.read_bytes().replace(b'"value":2', b'"value":7'))
    message = refused(folder)
    assert str(snapshot) in message
    assert "line 4" in message


def test_document_missing_from_a_snapshot_is_refused(folder: Path) -> None:
    snapshot = folder / "ada.jsonl"
    snapshot.write_bytes(b"".join(lines_of(snapshot)[:-1]))
    assert "3 documents where the header says 4" in refused(folder)


@pytest.mark.parametrize("missing", ["ada.jsonl", "ada.journal"])
def test_missing_file_is_refused(folder: Path, missing: str) -> None:
    (folder / missing).unlink()
    refused(folder)


def test_older_snapshot_put_in_place_is_refused(folder: Path) -> None:
    old = folder.parent / "old"
    filled(old, 2).close()
    (folder / "ada.jsonl").write_bytes((old / "ada.jsonl").read_bytes())
    assert "goes on after save 3, but the snapshot ends at save 2" in refused(folder)


def test_snapshot_of_another_history_put_in_place_is_refused(folder: Path) -> None:
    other = folder.parent / "other"
    storage = filled(other, 4)
    storage.commit({"items": {"elsewhere": {}}})
    storage.close()
    (folder / "ada.jsonl").write_bytes((other / "ada.jsonl").read_bytes())
    assert "are not those from which the snapshot was made" in refused(folder)


def test_newer_snapshot_takes_the_place_of_a_journal_without_saves(tmp_path: Path) -> None:
    filled(tmp_path / "here", 2).close()
    filled(tmp_path / "there", 4).close()
    newer = (tmp_path / "there" / "ada.jsonl").read_bytes()
    (tmp_path / "here" / "ada.jsonl").write_bytes(newer)
    assert documents(opened(tmp_path / "here", write=False)) == after(4)
    storage = opened(tmp_path / "here")
    storage.commit({"items": {"more": {}}})
    storage.close()
    assert "more" in opened(tmp_path / "here", write=False).texts("items")


def test_snapshot_without_a_journal_is_whole_after_a_clean_end(tmp_path: Path) -> None:
    filled(tmp_path, 3).close()
    (tmp_path / "ada.journal").unlink()
    assert documents(opened(tmp_path, write=False)) == after(3)
    assert documents(opened(tmp_path)) == after(3)


def test_journal_that_lost_saves_which_the_snapshot_has_is_refused(folder: Path) -> None:
    opened(folder).close()
    owner = Owner("things", "ada")
    line = encode_save(1, "00000000", {"items": {"x": b"{}"}})
    (folder / "ada.journal").write_bytes(encode_journal_header(owner, 0, "00000000") + line)
    assert "are not those from which the snapshot was made" in refused(folder)


@pytest.mark.parametrize("suffix", [".jsonl", ".journal"])
@pytest.mark.parametrize("content", [b"", b"hello\n", b'{"a": 1}\n', seal(b'{"a":1}')])
def test_foreign_file_is_refused(folder: Path, suffix: str, content: bytes) -> None:
    (folder / f"ada{suffix}").write_bytes(content)
    message = refused(folder)
    assert f"ada{suffix}, line 1 (byte 0)" in message


def test_store_of_another_rater_or_kind_is_refused(folder: Path) -> None:
    for suffix in (".jsonl", ".journal"):
        (folder / f"ada{suffix}").rename(folder / f"eve{suffix}")
    with pytest.raises(
        StoreDamagedError, match="of things of ada, not the journal of things of eve"
    ):
        JournalStorage.open(folder, "eve", "things", write=False)
    for suffix in (".jsonl", ".journal"):
        (folder / f"eve{suffix}").rename(folder / f"ada{suffix}")
    with pytest.raises(StoreDamagedError, match="of things of ada"):
        JournalStorage.open(folder, "ada", "codings", write=False)


@pytest.mark.parametrize("suffix", [".jsonl", ".journal"])
def test_newer_format_is_refused_with_what_to_do(folder: Path, suffix: str) -> None:
    path = folder / f"ada{suffix}"
    header = Header(
        format=FORMAT + 1, file=JOURNAL, kind="things", name="ada", n=0, chain="00000000"
    )
    path.write_bytes(encode_header(header) + b"whatever comes then\n")
    for write in (False, True):
        with pytest.raises(StoreTooNewError, match="Install a newer triage"):
            opened(folder, write=write)


DEEP = b"[" * 100_000 + b"]" * 100_000


@pytest.mark.parametrize("row", [b'{"hello":1}', b'{"table":"a","id":"b","doc":' + DEEP + b"}"])
def test_whole_line_that_is_not_a_document_is_refused(folder: Path, row: bytes) -> None:
    line = seal(row)
    header = Header(
        format=FORMAT,
        file=SNAPSHOT,
        kind="things",
        name="ada",
        n=3,
        chain="00000000",
        count=1,
        digest=sha256(line).hexdigest(),
    )
    (folder / "ada.jsonl").write_bytes(encode_header(header) + line)
    assert "line 2" in refused(folder)


def test_names_are_listed_when_they_have_a_store(folder: Path) -> None:
    (folder / "eve.lock").write_bytes(b"")
    (folder / "not a name.jsonl").write_bytes(b"")
    (folder / "notes.txt").write_bytes(b"")
    assert stored_names(folder) == ["ada"]
    (folder / "ada.jsonl").unlink()
    (folder / "ada.journal").unlink()
    assert stored_names(folder) == ["ada"]
    (folder / "bob.json").write_bytes(b"{}")
    assert stored_names(folder) == ["ada", "bob"]
    assert stored_names(folder / "nothing") == []
    with pytest.raises(StoreError, match="cannot be read"):
        stored_names(folder / "notes.txt")


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_any_flipped_bit_is_noticed(data: st.DataObject) -> None:
    owner = Owner("things", "ada")
    is_journal = data.draw(st.booleans())
    if not is_journal:
        rows = {"items": {"a": b'{"x":1}', "b": b'{"y":"z"}'}}
        whole = encode_snapshot(owner, 3, "0badcafe", encode_rows(rows))
    else:
        first = encode_save(1, "00000000", {"items": {"a": b'{"x":1}'}})
        last = encode_save(2, first[-11:-3].decode(), {"items": {"a": None}})
        whole = encode_journal_header(owner, 0, "00000000") + first + last
    damaged = bytearray(whole)
    damaged[data.draw(st.integers(0, len(whole) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    assert damage_is_seen(bytes(damaged), owner, is_journal=is_journal)


def damage_is_seen(data: bytes, owner: Owner, *, is_journal: bool) -> bool:
    """Whether a file is refused, or read without its last save."""
    try:
        if not is_journal:
            decode_snapshot(data, owner, "file")
            return False
        return decode_journal(data, owner, "file").n < 2
    except (StoreDamagedError, StoreTooNewError):
        return True
