import zipfile
from pathlib import Path

import pytest

from tests.cli.command_line import run


def test_package_of_the_demo_has_all_parts_and_no_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study, first, second = tmp_path / "study", tmp_path / "a.zip", tmp_path / "b.zip"
    assert run(capsys, "demo", study).code == 0
    for file in (first, second):
        done = run(capsys, "package", file, "--workspace", study)
        assert done.code == 0, done
    assert first.read_bytes() == second.read_bytes()
    names = zipfile.ZipFile(first).namelist()
    for part in ("manifest", "codings", "consensus", "disagreements", "report", "README"):
        assert any(part in name for name in names), part


def test_package_is_never_written_over_another_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study = tmp_path / "study"
    run(capsys, "demo", study)
    (tmp_path / "a.zip").write_text("mine")
    done = run(capsys, "package", tmp_path / "a.zip", "--workspace", study)
    assert done.code == 2
    assert (tmp_path / "a.zip").read_text() == "mine"
