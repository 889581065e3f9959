"""`triage sample`: draws, extends, takes lists, plans; and refuses what cannot be repeated."""

from pathlib import Path

import pytest

from store.workspace import Workspace
from tests.cli.command_line import made_workspace, run
from tests.domain.populations import REPOSITORY
from triage.domain.sample import is_sealed

Capsys = pytest.CaptureFixture[str]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return made_workspace(tmp_path / "study")


def test_sample_is_drawn_from_the_label_and_the_filter(
    workspace: Workspace, capsys: Capsys
) -> None:
    ended = run(
        capsys,
        *("sample", "main", "--size", 10, "--seed", 42, "--where", "state:closed"),
        *("--workspace", workspace.folder),
    )
    manifest = workspace.manifest("main")
    assert ended.code == 0
    assert "10 issues of 33" in ended.out
    assert "`triage fetch --sample main` brings them" in ended.out
    assert manifest.where == "label:feature state:closed standing:present"
    assert is_sealed(manifest)
    assert len(manifest.reserve) == 2
    copies = workspace.sampled_issues(manifest)
    assert [copies[key].issue.number for key in copies] == [*manifest.numbers, *manifest.reserve]


def test_the_same_draw_gives_the_same_issues(
    workspace: Workspace, tmp_path: Path, capsys: Capsys
) -> None:
    other = made_workspace(tmp_path / "other")
    for each in (workspace, other):
        run(capsys, "sample", "main", "--size", 30, "--seed", 7, "--workspace", each.folder)
    assert workspace.manifest("main").numbers == other.manifest("main").numbers


def test_extension_keeps_what_was_drawn(workspace: Workspace, capsys: Capsys) -> None:
    where = ("--workspace", workspace.folder)
    run(capsys, "sample", "main", "--size", 30, "--seed", 7, "--by", "year", *where)
    before = workspace.manifest("main")
    ended = run(capsys, "sample", "main", "--extend", "--size", 40, "--reserve", 0, *where)
    after = workspace.manifest("main")
    assert ended.code == 0
    assert after.numbers[:30] == before.numbers
    assert len(workspace.sampled_issues(after)) == 40


def test_allocation_is_shown(workspace: Workspace, capsys: Capsys) -> None:
    ended = run(
        capsys,
        *("sample", "main", "--size", 30, "--seed", 7, "--by", "state"),
        *("--workspace", workspace.folder),
    )
    rows = [line.split() for line in ended.out.splitlines()]
    assert ["open", "20", "4"] in rows
    assert ["closed", "10", "2"] in rows


def test_issues_that_are_gone_are_not_drawn(workspace: Workspace, capsys: Capsys) -> None:
    with workspace.population() as population:
        population.mark(REPOSITORY, 5, "deleted")
    ended = run(
        capsys,
        *("sample", "main", "--size", 99, "--seed", 7, "--reserve", 0, "--json"),
        *("--workspace", workspace.folder),
    )
    assert ended.json["population_size"] == 99
    assert 5 not in workspace.manifest("main").numbers


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("main", "--size", 10), "needs a seed"),
        (("main", "--seed", 1), "how many issues"),
        (("--size", 10, "--seed", 1), "name the sample"),
        (("../main", "--size", 10, "--seed", 1), "cannot name a sample"),
        (("main", "--size", 0, "--seed", 1), "x>=1"),
        (("main", "--size", 10, "--seed", 1, "--where", "author:nobody"), "selects no issue"),
        (("main", "--size", 10, "--seed", 1, "--where", "coded:no"), "asks about codings"),
        (("main", "--size", 10, "--seed", 1, "--overlap", "20%"), "between raters"),
        (("main", "--size", 10, "--seed", 1, "--raters", "a/b"), "cannot name a rater"),
        (("main", "--size", 10, "--extend"), "none yet"),
        (("main", "--numbers", "1,2", "--size", 2), "nothing is drawn"),
        (("main", "--numbers", "1 1"), "given twice: #1"),
        (("main", "--numbers", "1,x"), "neither a list"),
        (("main", "--numbers", "1 " * 5000 + "x"), "neither a list"),
        (("main", "--numbers", "1,7000"), "not in the population: #7000"),
        (("--plan", "--margin", "5"), "no share"),
        (("--plan", "--agreement", "0.95"), "cannot be shown"),
    ],
)
def test_what_cannot_be_repeated_or_read_is_refused(
    workspace: Workspace, capsys: Capsys, options: tuple[object, ...], reason: str
) -> None:
    ended = run(capsys, "sample", *options, "--workspace", workspace.folder)
    assert ended.code == 2
    assert reason in ended.err
    assert workspace.samples.names() == []


def test_error_points_at_the_character_of_the_filter_as_typed(
    workspace: Workspace, capsys: Capsys
) -> None:
    ended = run(
        capsys,
        *("sample", "main", "--size", 5, "--seed", 1, "--where", "state:closd"),
        *("--workspace", workspace.folder),
    )
    assert ended.code == 2
    assert ended.err.endswith("  state:closd\n        ^\n")


def test_numbers_of_a_file_become_a_sample(
    workspace: Workspace, tmp_path: Path, capsys: Capsys
) -> None:
    (tmp_path / "drawn.txt").write_text("#9\n3, 1;4\n")
    ended = run(
        capsys,
        *("sample", "main", "--numbers", tmp_path / "drawn.txt", "--raters", "ada,ben"),
        *("--overlap", "0.5", "--workspace", workspace.folder),
    )
    manifest = workspace.manifest("main")
    assert ended.code == 0
    assert manifest.numbers == (9, 3, 1, 4)
    assert manifest.population_size == 100
    assert manifest.source == "numbers of drawn.txt"
    assert is_sealed(manifest)


@pytest.mark.parametrize("form", ["array", "object", "manifest"])
def test_numbers_come_from_any_file_of_a_sample(
    workspace: Workspace, tmp_path: Path, capsys: Capsys, form: str
) -> None:
    file = tmp_path / "numbers.json"
    file.write_text("[9, 3]" if form == "array" else '{"numbers_in_sample_order": [9, 3]}')
    if form == "manifest":
        run(capsys, "sample", "first", "--numbers", file, "--workspace", workspace.folder)
        file = workspace.folder / "samples" / "first.json"
    run(capsys, "sample", "main", "--numbers", file, "--workspace", workspace.folder)
    assert workspace.manifest("main").numbers == (9, 3)


def test_numbers_from_outside_the_filter_leave_the_sample_without_a_population(
    workspace: Workspace, capsys: Capsys
) -> None:
    ended = run(
        capsys,
        *("sample", "main", "--numbers", "3,4", "--where", "state:closed"),
        *("--workspace", workspace.folder),
    )
    assert ended.code == 0
    assert "#4 not among" in ended.err
    assert workspace.manifest("main").population_size is None


def test_plan_gives_a_row_per_stratum_and_draws_nothing(
    workspace: Workspace, capsys: Capsys
) -> None:
    ended = run(
        capsys,
        *("sample", "--plan", "--by", "state", "--size", 30, "--workspace", workspace.folder),
    )
    rows = [line.split() for line in ended.out.splitlines()]
    assert ended.code == 0
    assert ["all", "issues", "100", "80", "30", "±15", "84", "%"] in rows
    assert ["open", "67", "58", "20", "±18.5", "66", "%"] in rows
    assert workspace.samples.names() == []


def test_plan_for_programs_has_every_figure(workspace: Workspace, capsys: Capsys) -> None:
    ended = run(capsys, "sample", "--plan", "--json", "--workspace", workspace.folder)
    whole = ended.json["whole"]
    assert isinstance(whole, dict)
    assert (whole["population"], whole["needed"], whole["size"]) == (100, 80, 80)
    assert {"double_for_percent", "double_for_alpha", "aims", "where"} <= ended.json.keys()


def test_workspace_without_a_population_says_what_to_do(tmp_path: Path, capsys: Capsys) -> None:
    workspace = made_workspace(tmp_path / "study", size=0)
    ended = run(capsys, "sample", "--plan", "--workspace", workspace.folder)
    assert ended.code == 2
    assert "fetch" in ended.err


def test_a_sample_that_is_the_whole_population_cannot_grow(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("--workspace", workspace.folder)
    run(capsys, "sample", "all", "--size", 500, "--seed", 1, *where)
    size = workspace.manifest("all").size
    ended = run(capsys, "sample", "all", "--extend", "--size", 600, *where)
    assert ended.code == 2
    assert f"the population has only {size} issues, and all of them are in the sample" in ended.err
