"""Runs a command as a shell would, in this process."""

import sys
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import msgspec
import pytest

from store.settings import Settings
from store.workspace import Workspace
from tests.domain.populations import NOW, REPOSITORY, population
from triage.__main__ import main
from triage.presets import preset_text


class Ended(NamedTuple):
    """How a command ended."""

    code: object
    out: str
    err: str

    @property
    def json(self) -> dict[str, object]:
        return msgspec.json.decode(self.out, type=dict[str, object])


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> Ended:
    """Run `triage` with arguments."""
    capsys.readouterr()
    with (
        patch.object(sys, "argv", ["triage", *map(str, arguments)]),
        pytest.raises(SystemExit) as end,
    ):
        main()
    said = capsys.readouterr()
    return Ended(end.value.code, said.out, said.err)


def made_workspace(folder: Path, *, size: int = 100, label: str = "feature") -> Workspace:
    """A workspace with a population of made-up issues and no sample."""
    settings = Settings(repository=REPOSITORY, label=label, rater="ada")
    workspace = Workspace.create(folder, settings, preset_text("blank"), "")
    with workspace.population(create=True) as issues:
        issues.save_issues(population(size), NOW)
    return workspace
