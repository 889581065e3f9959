"""`triage summary`: what stands in its tables."""

from pathlib import Path

import pytest
from msgspec import json

from tests.cli.command_line import run


def test_what_is_missing_has_its_interval_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study = tmp_path / "study"
    run(capsys, "demo", study)
    printed = run(capsys, "summary", "--rater", "second", "--workspace", study).out
    table = printed[printed.index("RQ4 ") :]
    assert "missing   % missing   95 %" in table
    rows = [line for line in table.splitlines() if line.count(" %") == 2]
    assert rows
    assert all(line.count("[") == 2 and line.endswith("]") for line in rows)
    written = run(capsys, "summary", "--rater", "second", "--workspace", study, "--json").out
    (checklist,) = (each for each in json.decode(written)["questions"] if each["question"] == "RQ4")
    assert all(each["missing_interval"]["high"] > 0 for each in checklist["codes"])
