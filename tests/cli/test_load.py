"""`triage load` tells what it took, what it left out, and what comes next."""

import json
from pathlib import Path

import pytest

from store.settings import Settings
from store.workspace import Workspace
from tests.cli.command_line import run
from tests.cli.workspaces import code_as
from triage.domain.coding import Coding, Marks
from triage.presets import preset_text

Capsys = pytest.CaptureFixture[str]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    settings = Settings(repository="octo/cats", label="bug")
    return Workspace.create(tmp_path / "study", settings, preset_text("blank"), "")


def row(number: int, **fields: object) -> str:
    base = {"number": number, "title": f"Purr {number}", "created_at": "2025-01-02T03:04:05Z"}
    return json.dumps(base | fields)


def written(folder: Path, *rows: str) -> Path:
    path = folder / "issues.jsonl"
    path.write_text("\n".join(rows), "utf-8")
    return path


def test_what_is_left_out_is_told_and_the_good_rows_stay(
    workspace: Workspace, tmp_path: Path, capsys: Capsys
) -> None:
    path = written(
        tmp_path,
        row(1, labels=["bug"]),
        row(2, pull_request={}),
        row(3, created_at="soon"),
        row(4, repository_url="https://api.github.com/repos/octo/dogs"),
        row(1, labels=["bug"], title="Purr, edited"),
        f"[{row(5)}, {row(6)}]",
    )
    ended = run(capsys, "load", path, "--workspace", workspace.folder)
    assert ended.code == 1
    assert ended.err.startswith(f"{path}:3: row 3: ")
    assert ended.out.splitlines() == [
        "Loaded 3 issues (3 new, 0 changed), 1 row about one of them again, the last counts, "
        "1 pull request left out, 1 issue of other repositories left out, 1 bad row left out",
        "Population: 1 issue carries the label “bug”",
        "From when they are is not said; where you know it, load them with --as-of DATE",
        "Next: `triage sample main --size 30 --seed 1`; `triage sample --plan` helps to choose",
    ]
    with workspace.population() as population:
        found = population.issue("octo/cats", 1)
    assert found is not None
    assert found.title == "Purr, edited"


def test_the_same_is_told_to_programs(workspace: Workspace, tmp_path: Path, capsys: Capsys) -> None:
    path = written(tmp_path, row(1, labels=["bug"]), row(2))
    ended = run(capsys, "load", path, "--json", "--workspace", workspace.folder)
    assert ended.code == 0
    assert ended.json == {
        "issues": 2, "new": 2, "changed": 0, "repeated": 0, "pull_requests": 0,
        "other_repositories": 0, "bad_rows": [], "population": 1,
    }  # fmt: skip


def test_a_load_that_is_stopped_takes_nothing_of_its_file(
    workspace: Workspace, tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("triage.cli.progress.ByteProgress.update", stop)
    path = written(tmp_path, row(1), row(2))
    ended = run(capsys, "load", path, "--workspace", workspace.folder)
    assert ended.code == 130
    assert f"{path}: stopped; nothing of this file was loaded" in ended.err
    with workspace.population() as population:
        assert population.count() == 0


@pytest.mark.parametrize(
    ("options", "words"),
    [((), "as loaded from files on"), (("--as-of", "2025-07-31"), "on 2025-07-31")],
)
def test_a_report_says_from_when_loaded_issues_are(
    workspace: Workspace, tmp_path: Path, capsys: Capsys, options: tuple[str, ...], words: str
) -> None:
    place = ("--workspace", workspace.folder)
    run(capsys, "load", written(tmp_path, row(1, labels=["bug"])), *options, *place)
    run(capsys, "sample", "main", "--size", 1, "--seed", 1, *place)
    code_as(workspace, "ada", [Coding(issue="octo/cats#1", marks=Marks(flagged=True))])
    report = tmp_path / "report.md"
    assert run(capsys, "export", report, "--rater", "ada", *place).code == 0
    method = report.read_text("utf-8")
    assert method.count(words) == 2
    assert ("as GitHub stated them" in method) == bool(options)


def test_files_from_the_future_are_refused(
    workspace: Workspace, tmp_path: Path, capsys: Capsys
) -> None:
    path = written(tmp_path, row(1))
    ended = run(capsys, "load", path, "--as-of", "2999-01-01", "--workspace", workspace.folder)
    assert (ended.code, "lies in the future" in ended.err) == (2, True)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, "no issue carries the label “bug”. Check `label` in"),
        ({"repository_url": "https://api.github.com/repos/octo/dogs"}, "Check `repository` in"),
        ({"pull_request": {}}, "there is no issue in what was loaded"),
    ],
)
def test_a_load_that_nothing_can_be_drawn_from_says_what_to_check(
    workspace: Workspace, tmp_path: Path, capsys: Capsys, fields: dict[str, object], reason: str
) -> None:
    path = written(tmp_path, row(1, **fields))
    assert reason in run(capsys, "load", path, "--workspace", workspace.folder).err
