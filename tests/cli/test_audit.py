"""`triage audit`: what it prints, and how it ends."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.cli.command_line import run
from tests.cli.workspaces import make_workspace
from tests.report.spoiled_reports import SPOILS, spoiled
from tests.report.written_reports import REPOSITORY, Style, Writer, thirty
from triage.cli.sample_file import SampleNumbers, read_sample_file
from triage.domain.errors import InputError

Capsys = pytest.CaptureFixture[str]


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    path = tmp_path / "report.md"
    path.write_text(Writer(thirty(), Style()).write(), "utf-8")
    return path


def spoil(folder: Path, rule: str) -> tuple[Path, int]:
    text, line = spoiled(thirty(), Style(), SPOILS[rule][0][1])
    path = folder / "spoiled.md"
    path.write_text(text, "utf-8")
    return path, line


def facts_file(folder: Path) -> Path:
    path = folder / "issues.jsonl"
    rows = [
        {
            "number": issue.number,
            "title": issue.title,
            "body": issue.body,
            "state": issue.state,
            "created_at": issue.created_at.isoformat(),
            "closed_at": issue.closed_at.isoformat() if issue.closed_at else None,
            "labels": [{"name": label} for label in issue.labels],
            "repository_url": f"https://api.github.com/repos/{REPOSITORY}",
        }
        for issue in thirty().facts().values()
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_a_correct_report_ends_with_zero(clean: Path, capsys: Capsys) -> None:
    ended = run(capsys, "audit", clean)
    assert (ended.code, ended.out) == (0, "")
    assert ended.err.startswith("Nothing is wrong in what was read: 4 questions, 15 findings")


def test_an_error_is_one_line_and_ends_with_one(tmp_path: Path, capsys: Capsys) -> None:
    path, line = spoil(tmp_path, "short-list")
    ended = run(capsys, "audit", path)
    assert ended.code == 1
    assert ended.out.startswith(f"{path}:{line}: error [short-list] ")
    assert ended.err.startswith("1 error, 0 warnings in what was read: ")


def test_warnings_alone_end_with_zero(tmp_path: Path, capsys: Capsys) -> None:
    path, line = spoil(tmp_path, "population")
    ended = run(capsys, "audit", path)
    assert ended.code == 0
    assert f":{line}: warning [population] " in ended.out


def test_json_has_every_fault_and_their_counts(tmp_path: Path, capsys: Capsys) -> None:
    path, line = spoil(tmp_path, "link")
    ended = run(capsys, "audit", path, "--json")
    assert ended.code == 1
    assert (ended.json["errors"], ended.json["warnings"]) == (1, 0)
    (fault,) = json.loads(ended.out)["faults"]
    assert (fault["line"], fault["rule"], fault["severity"]) == (line, "link", "error")


@pytest.mark.parametrize("rule", ["state", "quotation", "date"])
def test_facts_from_files_are_held_against_the_report(
    tmp_path: Path, capsys: Capsys, rule: str
) -> None:
    path, line = spoil(tmp_path, rule)
    assert run(capsys, "audit", path).code == 0
    ended = run(capsys, "audit", path, "--facts", facts_file(tmp_path))
    assert ended.code == 1
    assert f":{line}: error [{rule}] " in ended.out


def test_a_correct_report_agrees_with_sample_and_facts(
    clean: Path, tmp_path: Path, capsys: Capsys
) -> None:
    numbers = tmp_path / "numbers.txt"
    numbers.write_text("\n".join(str(number) for number in thirty().numbers), "utf-8")
    ended = run(capsys, "audit", clean, "--sample", numbers, "--facts", facts_file(tmp_path))
    assert (ended.code, ended.out) == (0, "")


def test_an_issue_outside_the_given_sample_is_an_error(
    clean: Path, tmp_path: Path, capsys: Capsys
) -> None:
    sample = tmp_path / "sample.json"
    sample.write_text(json.dumps({"numbers": [*range(102, 131), 7]}), "utf-8")
    ended = run(capsys, "audit", clean, "--sample", sample)
    assert ended.code == 1
    assert "[sample] #101 is cited, it is not in the sample" in ended.out


def test_control_characters_of_a_report_do_not_reach_the_terminal(
    tmp_path: Path, capsys: Capsys
) -> None:
    path = tmp_path / "report.md"
    path.write_text("The 4 sampled issues.\n## RQ1: Which?\n**A\x1b[2J (50%)**\n- #1: a\n", "utf-8")
    ended = run(capsys, "audit", path)
    assert ended.code == 1
    assert "\x1b" not in ended.out
    assert "␛[2J" in ended.out


@pytest.mark.parametrize(
    "text", ["", "\n", "a,b\n1,2\n", "# Kettle\n\n## How do I boil?\n\nFill it, 95% full.\n"]
)
def test_a_file_without_a_report_is_told_from_a_good_one(
    tmp_path: Path, capsys: Capsys, text: str
) -> None:
    path = tmp_path / "report.md"
    path.write_text(text, "utf-8")
    ended = run(capsys, "audit", path)
    assert (ended.code, ended.out) == (2, "")
    assert "there is no report in it" in ended.err


def test_a_report_of_which_little_was_read_is_not_praised_for_more(
    tmp_path: Path, capsys: Capsys
) -> None:
    path = tmp_path / "report.md"
    path.write_text("# Kettles\n\nOf 30 issues, 9 (30%) whistle.\n", "utf-8")
    ended = run(capsys, "audit", path)
    assert ended.code == 0
    assert "0 findings (0 with issues), 1 figure, " in ended.err
    assert "No finding with issues was read" in ended.err


def test_json_says_how_much_was_read(clean: Path, tmp_path: Path, capsys: Capsys) -> None:
    ended = run(capsys, "audit", clean, "--facts", facts_file(tmp_path), "--json")
    read = json.loads(ended.out)["read"]
    assert (read["questions"], read["issues"], read["issues_at_hand"]) == (4, 30, 30)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path, capsys: Capsys) -> None:
    path = tmp_path / "report.md"
    path.write_bytes(b"\xff\xfe\x00")
    ended = run(capsys, "audit", path)
    assert ended.code == 2
    assert "not UTF-8 text" in ended.err


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("[3, 1, 2]", SampleNumbers(numbers=(3, 1, 2))),
        ("#3, 1\n2", SampleNumbers(numbers=(3, 1, 2))),
        (
            '{"numbers": [3, 1], "reserve": [2], "population_size": 9, "name": "main"}',
            SampleNumbers(numbers=(3, 1), reserve=(2,), population=9),
        ),
        (
            '{"numbers_in_sample_order": [3, 1], "population": {"label": "x", "size": 9}}',
            SampleNumbers(numbers=(3, 1), population=9),
        ),
    ],
)
def test_a_sample_is_read_from_several_kinds_of_file(
    tmp_path: Path, content: str, expected: SampleNumbers
) -> None:
    path = tmp_path / "sample"
    path.write_text(content, "utf-8")
    assert read_sample_file(path) == expected


@pytest.mark.parametrize("content", ['{"name": "main"}', "[1, null]", "{", "one two"])
def test_a_file_without_numbers_is_no_sample(tmp_path: Path, content: str) -> None:
    path = tmp_path / "sample.json"
    path.write_text(content, "utf-8")
    with pytest.raises(InputError, match="sample"):
        read_sample_file(path)


def test_a_workspace_gives_sample_facts_and_population(tmp_path: Path, capsys: Capsys) -> None:
    study = make_workspace(tmp_path / "study", size=3)
    path = tmp_path / "report.md"
    path.write_text(
        "# Cats\n## RQ1: How do they end?\n**Pattern 1: Closed (100% of samples)**\n"
        + "".join(f"- Issue #{number}: purrs\n" for number in (1, 2, 4)),
        "utf-8",
    )
    assert run(capsys, "audit", path).code == 0
    ended = run(capsys, "audit", path, "--workspace", study.folder)
    assert ended.code == 1
    lines = ended.out.splitlines()
    assert f"{path}:4: error [state] #1 is closed: under “Closed”, GitHub says open" in lines
    assert f"{path}:6: error [sample] #4 is cited, it is not in the sample" in lines


def test_a_sample_that_a_workspace_lacks_is_refused(tmp_path: Path, capsys: Capsys) -> None:
    study = make_workspace(tmp_path / "study")
    path = tmp_path / "report.md"
    path.write_text("# Cats\n", "utf-8")
    ended = run(capsys, "audit", path, "--workspace", study.folder, "--sample", "other")
    assert ended.code == 2
    assert "no sample is called 'other'" in ended.err


def test_a_sample_file_goes_with_the_facts_of_a_workspace(tmp_path: Path, capsys: Capsys) -> None:
    study = make_workspace(tmp_path / "study", size=3)
    path = tmp_path / "report.md"
    path.write_text("## RQ1: How do they end?\n**Closed (100%)**\n- #1: a\n- #9: b\n", "utf-8")
    numbers = tmp_path / "numbers.txt"
    numbers.write_text("1 9", "utf-8")
    ended = run(capsys, "audit", path, "--workspace", study.folder, "--sample", numbers)
    assert "[state] #1 " in ended.out
    assert "[sample]" not in ended.out


def test_the_report_of_a_package_agrees_with_the_issues_beside_it(
    tmp_path: Path, capsys: Capsys
) -> None:
    study, archive = tmp_path / "study", tmp_path / "study.zip"
    run(capsys, "demo", study)
    run(capsys, "package", archive, "--workspace", study)
    with ZipFile(archive) as packed:
        (name,) = (each for each in packed.namelist() if each.endswith("/report.md"))
        packed.extractall(tmp_path)
    folder = (tmp_path / name).parent
    sample, facts = folder / "manifest.json", folder / "issues.jsonl"
    report = folder / "report.md"
    ended = run(capsys, "audit", report, "--sample", sample, "--facts", facts)
    assert (ended.code, ended.out) == (0, "")
    assert "the facts of 30 issues" in ended.err
    rows = facts.read_text("utf-8")
    facts.write_text(rows.replace('"state":"closed"', '"state":"open"'), "utf-8")
    ended = run(capsys, "audit", report, "--facts", facts)
    assert ended.code == 1
    assert "[state]" in ended.out


def test_bad_rows_of_facts_end_with_one(clean: Path, tmp_path: Path, capsys: Capsys) -> None:
    facts = facts_file(tmp_path)
    facts.write_text(facts.read_text("utf-8") + '{"sampled": 1}\n{"number": 7}\n', "utf-8")
    ended = run(capsys, "audit", clean, "--facts", facts)
    assert (ended.code, ended.out) == (1, "")
    assert "issues.jsonl:31: row 31: not an issue as a package has it" in ended.err
    assert "2 bad rows of facts left out" in ended.err
    assert run(capsys, "audit", clean, "--facts", facts, "--json").json["bad_rows"] == 2


def test_facts_without_any_issue_are_a_mistake(clean: Path, tmp_path: Path, capsys: Capsys) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text('{"number": 7}\n{"a": 1}\n', "utf-8")
    ended = run(capsys, "audit", clean, "--facts", facts)
    assert ended.code == 2
    assert "there is no issue in it" in ended.err
