import json
from pathlib import Path

from click.testing import CliRunner

from triage.cli.root import triage


def test_open_points_can_be_listed_alone(tmp_path: Path) -> None:
    folder = str(tmp_path / "demo")
    runner = CliRunner()
    runner.invoke(triage, ["demo", folder], catch_exceptions=False)
    command = ["checklist", "--workspace", folder, "--rater", "second"]
    whole = runner.invoke(triage, command, catch_exceptions=False).output
    opened = runner.invoke(triage, [*command, "--open"], catch_exceptions=False).output
    found = json.loads(runner.invoke(triage, [*command, "--open", "--json"]).output)
    assert whole.count("✓") > 5
    assert "✓" not in opened
    assert opened.count("○ ") == len(found)
    assert {each["state"] for each in found} == {"open"}
