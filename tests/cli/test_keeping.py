"""`triage history`, `backup`, `restore` and `repair`: nothing that was coded is ever lost."""

from pathlib import Path

import msgspec
import pytest

from store.workspace import Workspace
from tests.cli.command_line import made_workspace, run
from tests.domain.populations import NOW, REPOSITORY
from triage.cli.demo import make_demo
from triage.domain.coding import Answer, Coding
from triage.domain.history import changes_to

Capsys = pytest.CaptureFixture[str]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make_demo(tmp_path / "demo")


def test_history_says_who_coded_what_with_which_codebook(
    workspace: Workspace, capsys: Capsys
) -> None:
    ended = run(capsys, "history", 6877, "--rater", "original", "--workspace", workspace.folder)
    lines = ended.out.splitlines()
    edition = workspace.codebook().edition
    assert ended.code == 0
    assert len(lines) == 4
    assert "original  #6877 RQ1: nothing → Hardware and platform" in lines[0]
    assert all(line.endswith(f"· codebook {edition}") for line in lines)


def test_history_of_a_lost_codebook_names_codes_by_their_ids(
    workspace: Workspace, capsys: Capsys
) -> None:
    (workspace.folder / "codebooks" / f"{workspace.codebook().edition}.toml").unlink()
    ended = run(capsys, "history", 6877, "--workspace", workspace.folder)
    assert ended.code == 0
    assert "RQ1: nothing → hardware" in ended.out


def entries_of(capsys: Capsys, workspace: Workspace) -> list[dict[str, object]]:
    ended = run(capsys, "history", "--json", "--workspace", workspace.folder)
    return msgspec.json.decode(ended.out, type=list[dict[str, object]])


def changes_of(workspace: Workspace, rater: str) -> int:
    with workspace.codings(rater) as store:
        return len(store.history())


def test_history_for_programs_has_every_change_of_every_rater(
    workspace: Workspace, capsys: Capsys
) -> None:
    for rater in workspace.raters():
        run(capsys, "seal", "--rater", rater, "--workspace", workspace.folder)
    entries = entries_of(capsys, workspace)
    assert len(entries) == sum(changes_of(workspace, rater) for rater in workspace.raters())
    assert {"rater", "at", "issue", "part", "before", "after", "edition"} <= entries[0].keys()


def test_history_of_the_consensus_is_what_was_settled(workspace: Workspace, capsys: Capsys) -> None:
    where = ("--workspace", workspace.folder)
    ended = run(capsys, "history", 6877, "--rater", "consensus", *where)
    assert ended.code == 0
    assert all("  consensus  #6877 " in line for line in ended.out.splitlines())
    for path in (workspace.folder / "consensus").iterdir():
        path.unlink()
    assert "nothing is settled" in run(capsys, "history", "--rater", "consensus", *where).err


def test_history_of_others_is_closed_while_the_round_is_blind(
    tmp_path: Path, capsys: Capsys
) -> None:
    study = made_workspace(tmp_path / "study")
    where = ("--workspace", study.folder)
    run(capsys, "sample", "main", "--numbers", "1,2", *where)
    for rater in ("ada", "ben"):
        with study.codings(rater, write=True) as store:
            coding = Coding(issue=f"{REPOSITORY}#1", answers={"themes": Answer(memo=rater)})
            store.commit(changes_to([coding], {}, step=1, at=NOW, reason=""))
    assert {entry["rater"] for entry in entries_of(capsys, study)} == {"ada"}
    other = run(capsys, "history", "--rater", "ben", *where)
    assert other.out == ""
    assert "closed while a round is blind: 1" in other.err


def test_history_of_an_issue_that_nobody_coded_says_so(
    workspace: Workspace, capsys: Capsys
) -> None:
    ended = run(capsys, "history", 5, "--workspace", workspace.folder)
    assert (ended.code, ended.out) == (0, "Nobody has coded #5\n")


def test_backup_comes_back_as_it_was(workspace: Workspace, tmp_path: Path, capsys: Capsys) -> None:
    archive, folder = tmp_path / "study.zip", tmp_path / "again"
    made = run(capsys, "backup", archive, "--workspace", workspace.folder)
    restored = run(capsys, "restore", archive, folder)
    assert (made.code, restored.code) == (0, 0)
    verified = run(capsys, "verify", "--workspace", folder)
    assert verified.code == 0
    again = run(capsys, "history", "--json", "--workspace", folder).out
    assert again == run(capsys, "history", "--json", "--workspace", workspace.folder).out


def test_backup_and_restore_overwrite_nothing(
    workspace: Workspace, tmp_path: Path, capsys: Capsys
) -> None:
    archive = tmp_path / "study.zip"
    run(capsys, "backup", archive, "--workspace", workspace.folder)
    twice = run(capsys, "backup", archive, "--workspace", workspace.folder)
    into = run(capsys, "restore", archive, workspace.folder)
    assert (twice.code, into.code) == (2, 2)
    assert "already there" in twice.err
    assert "not empty" in into.err


def test_repair_leaves_a_whole_store_alone(workspace: Workspace, capsys: Capsys) -> None:
    ended = run(capsys, "repair", "--workspace", workspace.folder)
    assert ended.code == 0
    assert "original: whole, nothing was done (30 codings, 120 history)" in ended.out


def test_repair_brings_a_coding_back_from_the_history(workspace: Workspace, capsys: Capsys) -> None:
    path = workspace.folder / "codings" / "original.jsonl"
    lines = path.read_bytes().split(b"\n")
    lines[3] = lines[3].replace(b"a", b"b")
    path.write_bytes(b"\n".join(lines))
    assert run(capsys, "summary", "--workspace", workspace.folder).code == 2
    ended = run(capsys, "repair", "--rater", "original", "--workspace", workspace.folder)
    assert "original: repaired" in ended.out
    assert "the damaged file is kept as" in ended.out
    assert run(capsys, "summary", "--workspace", workspace.folder).code == 0


def test_repair_of_nobody_is_refused(workspace: Workspace, capsys: Capsys) -> None:
    ended = run(capsys, "repair", "--rater", "bob", "--workspace", workspace.folder)
    assert ended.code == 2


def test_history_of_a_damaged_store_shows_what_can_be_read(
    workspace: Workspace, capsys: Capsys
) -> None:
    where = ("--rater", "original", "--workspace", workspace.folder)
    whole = run(capsys, "history", *where).out.splitlines()
    path = workspace.folder / "codings" / "original.jsonl"
    lines = path.read_bytes().split(b"\n")
    lines[-2] = lines[-2].replace(b"a", b"b")
    path.write_bytes(b"\n".join(lines))
    ended = run(capsys, "history", *where)
    assert ended.code == 1
    assert ended.out.splitlines() == whole[:-1]
    assert "what can be read of the codings of original" in ended.err
    assert f"line {len(lines) - 1} of {path} is damaged" in ended.err
