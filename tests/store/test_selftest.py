"""The two verbs for a program that tries to break the store."""

import json
import os
import runpy
import sys
from pathlib import Path

import pytest

from store import selftest
from store.selftest import document, key, main
from store.storage import JournalStorage


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> "Say":
    return Say(capsys)


class Say:
    """Runs a verb and gives its exit code and the lines it printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: object) -> tuple[int, list[str]]:
        code = main([str(each) for each in arguments])
        self.errors = ""
        printed, self.errors = self._capsys.readouterr()
        return code, printed.splitlines()


def test_what_is_applied_is_dumped(tmp_path: Path, say: Say) -> None:
    code, lines = say("apply", tmp_path / "store", 1, 0, 50, "a")
    assert (code, lines) == (0, ["READY", *(f"ACK {n}" for n in range(50)), "DONE"])
    code, lines = say("dump", tmp_path / "store")
    assert (code, lines[-1]) == (0, "END 40")
    found = {row["k"]: row["v"] for row in map(json.loads, lines[:-1])}
    assert found == {key("a", number): document(1, "a", number) for number in range(10, 50)}


def test_namespaces_are_stores_of_their_own(tmp_path: Path, say: Say) -> None:
    say("apply", tmp_path / "store", 1, 0, 3, "r0")
    holder = JournalStorage.open(tmp_path, "store-r0", selftest.KIND, write=True)
    assert say("apply", tmp_path / "store", 1, 0, 3, "r1")[0] == 0
    assert say("apply", tmp_path / "store", 1, 0, 3, "r0")[0] == selftest.EXIT_BUSY
    holder.close()
    assert say("dump", tmp_path / "store")[1][-1] == "END 6"
    assert say("dump", tmp_path / "stor")[1] == ["END 0"]
    assert say("dump", tmp_path / "nowhere" / "store")[1] == ["END 0"]


def test_namespaces_can_be_made_to_compete(
    tmp_path: Path, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(selftest.SINGLE_STORE_VARIABLE, "1")
    say("apply", tmp_path / "store", 1, 0, 1, "r0")
    say("apply", tmp_path / "store", 1, 0, 1, "r1")
    assert [path.name for path in sorted(tmp_path.glob("*.jsonl"))] == ["store.jsonl"]


def test_failed_save_is_reported_and_the_next_ones_count(
    tmp_path: Path, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = iter(range(100))
    real = os.fdatasync

    def fails_once(handle: int) -> None:
        if next(calls) == 2:
            raise OSError(5, "Input/output error")
        real(handle)

    monkeypatch.setattr(os, "fdatasync", fails_once)
    code, lines = say("apply", tmp_path / "store", 1, 0, 4, "a")
    assert code == 0
    assert [line.split(" ", 2)[0] for line in lines] == [
        "READY",
        "ACK",
        "ERR",
        "ACK",
        "ACK",
        "DONE",
    ]
    assert "could not take the save" in lines[2]
    monkeypatch.undo()
    found = [json.loads(line)["v"]["seq"] for line in say("dump", tmp_path / "store")[1][:-1]]
    assert sorted(found) == [0, 2, 3]


def test_store_that_was_damaged_meanwhile_is_reported_for_every_save(
    tmp_path: Path, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = iter(range(100))

    def fails(handle: int) -> None:
        if next(calls):
            (tmp_path / "store.jsonl").write_bytes(b"damaged")
            raise OSError(5, "Input/output error")

    say("apply", tmp_path / "store", 1, 0, 1, "a")
    monkeypatch.setattr(os, "fdatasync", fails)
    _, lines = say("apply", tmp_path / "store", 1, 1, 3, "a")
    assert [line.split(" ", 2)[0] for line in lines] == ["READY", "ERR", "ERR", "ERR", "DONE"]
    assert "could not take the save" in lines[1]
    assert "store.jsonl, line 1" in lines[2]


def test_damaged_store_is_refused(tmp_path: Path, say: Say) -> None:
    say("apply", tmp_path / "store", 1, 0, 3, "a")
    (tmp_path / "store.jsonl").write_bytes(b"damaged")
    code, lines = say("dump", tmp_path / "store")
    assert code == selftest.EXIT_REFUSED
    assert lines[0].startswith("REFUSED ")


def test_tables_that_disagree_are_an_error(tmp_path: Path, say: Say) -> None:
    say("apply", tmp_path / "store", 1, 0, 3, "a")
    with_store = JournalStorage.open(tmp_path, "store", selftest.KIND, write=True)
    with_store.commit({"history": {key("a", 0): {"seq": 7}}})
    with_store.close()
    assert say("dump", tmp_path / "store") == (selftest.EXIT_DIFFERENT, [])


def test_recovery_that_changes_what_is_shown_is_an_error(
    tmp_path: Path, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    say("apply", tmp_path / "store", 1, 0, 3, "a")
    monkeypatch.setenv(selftest.RECOVER_VARIABLE, "1")
    answers: list[dict[str, object]] = [{}, {"a": {}}, {"a": {}}]
    monkeypatch.setattr(selftest, "_agreed", lambda _: answers.pop())
    assert say("dump", tmp_path / "store") == (selftest.EXIT_DIFFERENT, [])


def test_dump_can_open_as_the_next_writer_would(
    tmp_path: Path, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    say("apply", tmp_path / "store", 1, 0, 3, "a")
    with (tmp_path / "store.journal").open("ab") as journal:
        journal.write(b"torn")
    monkeypatch.setenv(selftest.RECOVER_VARIABLE, "1")
    assert say("dump", tmp_path / "store")[1][-1] == "END 3"
    assert "nobody was told about" in say.errors
    assert (tmp_path / "store.torn-4").exists()


def test_apply_can_end_as_if_it_were_killed(
    tmp_path: Path, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(code: int) -> None:
        raise SystemExit(code)

    monkeypatch.setenv(selftest.UNCLEAN_VARIABLE, "1")
    monkeypatch.setattr(os, "_exit", stop)
    with pytest.raises(SystemExit, match="0"):
        say("apply", tmp_path / "store", 1, 0, 2, "a")
    assert (tmp_path / "store.journal").read_bytes().count(b"\n") == 3


def test_module_can_be_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["selftest", "dump", str(tmp_path / "store")])
    monkeypatch.delitem(sys.modules, "store.selftest")
    with pytest.raises(SystemExit, match="0"):
        runpy.run_module("store.selftest", run_name="__main__")


def test_anything_else_prints_what_can_be_done(say: Say) -> None:
    assert say("destroy") == (2, [])
    assert "apply PATH SEED FIRST COUNT NAMESPACE" in say.errors
