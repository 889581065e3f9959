"""`triage import`: all of a file or nothing."""

from pathlib import Path

import pytest

from store.workspace import Workspace
from tests.cli.workspaces import code_as, key, make_workspace, run, single
from triage.domain.errors import InputError
from triage.presets import preset_text


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make_workspace(tmp_path / "study")


def test_a_table_becomes_a_rater(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "sheet.csv"
    file.write_text("issue,RQ1\n1,Speed\n2,device\n")
    result = run(workspace.folder, "import", str(file), "--rater", "sheet")
    assert result.exit_code == 0, result.output
    with workspace.codings("sheet") as store:
        assert store.coding(key(1)).answer("RQ1").codes == ("speed",)
        assert {change.reason for change in store.history()} == {"import of sheet.csv"}
        assert len({change.step for change in store.history()}) == 1


def test_with_one_mistake_nothing_is_imported(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "sheet.csv"
    file.write_text("issue,RQ1\n1,speed\n77,speed\n")
    result = run(workspace.folder, "import", str(file), "--rater", "sheet")
    assert isinstance(result.exception, InputError)
    assert "line 3: octo/cats#77 is not in the sample" in str(result.exception)
    assert workspace.raters() == []


def test_a_rater_of_another_workspace_can_be_taken_over(
    workspace: Workspace, tmp_path: Path
) -> None:
    other = make_workspace(tmp_path / "other", size=4)
    code_as(other, "bob", single({1: "speed", 4: "device"}))
    file = other.folder / "codings" / "bob.jsonl"
    refused = run(workspace.folder, "import", str(file), "--rater", "colleague")
    assert "line 3: octo/cats#4 is not in the sample" in str(refused.exception)
    assert workspace.raters() == []
    result = run(workspace.folder, "import", str(file), "--rater", "colleague", "--skip-others")
    assert result.exit_code == 0, result.output
    assert "octo/cats#4" in result.stderr
    with workspace.codings("colleague") as store:
        assert store.coding(key(1)).answer("RQ1").codes == ("speed",)


def test_a_raters_file_under_another_name_is_told_what_to_call_it(
    workspace: Workspace, tmp_path: Path
) -> None:
    other = make_workspace(tmp_path / "other")
    code_as(other, "bob", single({1: "speed"}))
    file = (other.folder / "codings" / "bob.jsonl").rename(tmp_path / "bobs work.jsonl")
    result = run(workspace.folder, "import", str(file), "--rater", "colleague")
    assert "call it bob.jsonl" in str(result.exception)


def test_what_takes_the_place_of_earlier_answers_is_counted(
    workspace: Workspace, tmp_path: Path
) -> None:
    code_as(workspace, "ada", single({1: "speed", 2: "speed"}))
    file = tmp_path / "sheet.CSV"
    file.write_text("issue,RQ1\n1,speed\n2,device\n3,device\n")
    result = run(workspace.folder, "import", str(file), "--rater", "ada")
    assert "2 answers and marks of 2 issues are new, 1 of them in place of" in result.output


REPORT = """
# Analysis Results for cats

## RQ1: What is asked for?

### Detailed Findings

**Pattern 1: Speed (50% of cases)**

- Issue #1(https://github.com/octo/cats/issues/1): it is slow

**Pattern 2: Colour (50% of cases)**

- Issue #2(https://github.com/octo/cats/issues/2): it is grey
"""


def test_of_a_report_what_has_a_place_is_taken_and_the_rest_told(
    workspace: Workspace, tmp_path: Path
) -> None:
    report = tmp_path / "report.md"
    report.write_text(REPORT)
    result = run(workspace.folder, "import", str(report), "--rater", "report")
    assert result.exit_code == 0, result.output
    assert "#2: no code is called “Colour”" in result.stderr
    with workspace.codings("report") as store:
        assert store.coding(key(1)).answer("RQ1").memo == "it is slow"
        assert not store.coding(key(2)).answers


def start_with_a_preset(workspace: Workspace) -> None:
    workspace.write("codebook.toml", preset_text("feature-request"))


def test_where_nobody_has_coded_a_report_brings_its_codebook(
    workspace: Workspace, tmp_path: Path
) -> None:
    start_with_a_preset(workspace)
    report = tmp_path / "report.md"
    report.write_text(REPORT)
    result = run(workspace.folder, "import", str(report), "--rater", "report")
    assert result.exit_code == 0, result.output
    assert "The codebook is now the report's: 1 question, 2 codes" in result.output
    assert [code.label for code in workspace.codebook().questions[0].codes] == ["Speed", "Colour"]
    with workspace.codings("report") as store:
        coding = store.coding(key(2))
        assert coding.answer("rq1").codes == ("colour",)
        assert workspace.edition(coding.edition) == workspace.codebook()


def test_a_codebook_that_somebody_coded_with_stays(workspace: Workspace, tmp_path: Path) -> None:
    start_with_a_preset(workspace)
    code_as(workspace, "ada", single({1: "speed"}))
    before = workspace.text("codebook.toml")
    report = tmp_path / "report.md"
    report.write_text(REPORT)
    result = run(workspace.folder, "import", str(report), "--rater", "report")
    assert isinstance(result.exception, InputError)
    assert "no code is called “Speed”" in result.stderr
    assert workspace.text("codebook.toml") == before


def test_with_a_mistake_a_report_changes_no_codebook(workspace: Workspace, tmp_path: Path) -> None:
    start_with_a_preset(workspace)
    before = workspace.text("codebook.toml")
    report = tmp_path / "report.md"
    report.write_text(REPORT.replace("#2", "#77").replace("/2)", "/77)"))
    result = run(workspace.folder, "import", str(report), "--rater", "report")
    assert "octo/cats#77 is not in the sample" in str(result.exception)
    assert workspace.text("codebook.toml") == before


def test_a_report_exported_and_imported_elsewhere_gives_the_same_codings(
    workspace: Workspace, tmp_path: Path
) -> None:
    other = make_workspace(tmp_path / "other")
    for each in (workspace, other):
        start_with_a_preset(each)
    first, again = tmp_path / "first.md", tmp_path / "again.md"
    first.write_text(REPORT)
    assert run(workspace.folder, "import", str(first), "--rater", "report").exit_code == 0
    assert run(workspace.folder, "export", str(again), "--rater", "report").exit_code == 0
    result = run(other.folder, "import", str(again), "--rater", "report")
    assert result.exit_code == 0, result.output
    assert other.text("codebook.toml") == workspace.text("codebook.toml")
    with workspace.codings("report") as one, other.codings("report") as two:
        assert two.codings() == one.codings()


@pytest.mark.parametrize("name", ["sheet.xlsx", "empty.json"])
def test_what_cannot_be_read_is_refused(workspace: Workspace, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text("")
    result = run(workspace.folder, "import", str(file), "--rater", "sheet")
    assert isinstance(result.exception, InputError)
