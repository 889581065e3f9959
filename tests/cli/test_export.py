"""`triage export` writes what is asked for, where it is asked for, and nothing over anything."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from triage.cli.root import triage
from triage.domain.errors import InputError
from triage.report.import_report import import_report
from triage.report.write import read_json


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("study") / "demo"
    done = CliRunner().invoke(triage, ["demo", str(folder)], catch_exceptions=False)
    assert done.exit_code == 0
    return folder


def export(demo: Path, file: Path, *options: str) -> Result:
    arguments = ["export", str(file), "--workspace", str(demo), "--rater", "second", *options]
    return CliRunner().invoke(triage, arguments, catch_exceptions=False)


@pytest.mark.parametrize("suffix", ["md", "html", "tex", "csv", "json"])
def test_the_suffix_names_the_format(demo: Path, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"report.{suffix}"
    assert export(demo, file).output == f"Wrote {file}\n"
    assert "30" in file.read_text("utf-8")


def test_an_option_of_another_format_is_refused(demo: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"--for-spreadsheet is for a report in \.csv"):
        export(demo, tmp_path / "report.html", "--for-spreadsheet")
    with pytest.raises(InputError, match=r"--plain is for a report in \.md"):
        export(demo, tmp_path / "report.csv", "--plain")


def test_a_file_that_is_there_stays_unless_forced(demo: Path, tmp_path: Path) -> None:
    file, chart = tmp_path / "report.md", tmp_path / "report-RQ2.svg"
    chart.write_text("mine")
    with pytest.raises(InputError, match=r"report-RQ2\.svg is there already"):
        export(demo, file, "--charts", "svg")
    assert not file.exists()
    assert chart.read_text() == "mine"
    export(demo, file, "--charts", "svg", "--force")
    assert chart.read_text().startswith("<svg")


def test_markdown_carries_the_codings_unless_it_is_to_be_plain(demo: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.md"
    export(demo, file)
    restored = import_report(file.read_text("utf-8"))
    assert len(restored.codings) == 30
    export(demo, file, "--plain", "--force")
    assert "<!--" not in file.read_text("utf-8")


def test_the_author_is_told_of_support_that_does_not_hold(demo: Path, tmp_path: Path) -> None:
    words = "## Recommendations\n\n1. **Tune**: it (supported by #1)\n\n## Elsewhere\n\nlost\n"
    narrative = demo / "narrative.md"
    before = narrative.read_text("utf-8")
    narrative.write_text(words, "utf-8")
    done = export(demo, tmp_path / "report.json")
    narrative.write_text(before, "utf-8")
    assert done.stderr == (
        "Recommendation 1 “Tune”: #1 is not in the sample.\n"
        "narrative.md: “Elsewhere” is no part of the report; its words are left out.\n"
    )
    report = read_json((tmp_path / "report.json").read_bytes())
    assert report.recommendations[0].support == "#1"


def test_a_template_of_ones_own_is_used(demo: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.j2"
    own.write_text("{{ report.sections | length }} questions", "utf-8")
    export(demo, tmp_path / "report.md", "--template", str(own), "--plain")
    assert (tmp_path / "report.md").read_text("utf-8") == "4 questions\n"
    own.write_bytes(b"\xff")
    with pytest.raises(InputError, match=r"own\.j2: not UTF-8 text"):
        export(demo, tmp_path / "other.md", "--template", str(own))
