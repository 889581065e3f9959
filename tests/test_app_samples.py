"""The application over a real workspace: from one sample to another."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from screens.coding.sampling import Resampling
from screens.coding.screen import CodingScreen
from screens.session import Session
from store.workspace import Workspace
from tests.cli.command_line import made_workspace
from tests.domain.populations import REPOSITORY
from tests.samples import Clock
from themes.loader import load_themes
from triage.analysis.survey import DrawWish
from triage.app import TriageApp, utc_now
from triage.domain.errors import FilterError, InputError
from triage.domain.sample import is_sealed
from triage.domain.strata import Stratum
from triage.sampling import WorkspaceSampling
from triage.study import WorkspaceStudy


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return made_workspace(tmp_path / "study")


@pytest.fixture
def _thawed() -> Iterator[None]:
    """Give back to the collector what the application kept from it."""
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("_thawed")
async def test_another_sample_is_opened_by_the_same_rater(
    workspace: Workspace, tmp_path: Path
) -> None:
    sampling = WorkspaceSampling(workspace)
    main = sampling.draw(DrawWish(name="main", size=10, seed="1"))
    other = sampling.draw(DrawWish(name="other", size=5, seed="1"))
    with workspace.codings("ada", write=True) as codings:
        study = WorkspaceStudy(workspace, main, "ada", utc_now)
        session = Session(codings, workspace.codebook(), study.issues(), main, Clock())
        app = TriageApp(session, study, load_themes(tmp_path / "themes"), {})
        async with app.run_test(size=(140, 45)) as pilot:
            assert gc.get_freeze_count() > 0
            app.screen.post_message(Resampling.SampleWanted("other"))
            await pilot.pause()
            await pilot.pause()
            assert isinstance(app.screen, CodingScreen)
            assert app.screen.listed == [f"{REPOSITORY}#{number}" for number in other.numbers]


def test_survey_counts_every_kind_and_the_strata(workspace: Workspace) -> None:
    survey = WorkspaceSampling(workspace).survey("created:2024", Stratum.STATE)
    assert survey.where == "label:feature created:2024 standing:present"
    assert survey.size == sum(survey.kinds[Stratum.STATE].values())
    assert survey.strata == survey.kinds[Stratum.STATE]
    assert set(survey.kinds[Stratum.YEAR]) == {"2024"}


def test_draw_of_the_screen_is_the_draw_of_the_command(workspace: Workspace) -> None:
    sampling = WorkspaceSampling(workspace)
    manifest = sampling.draw(DrawWish(name="main", size=10, seed="1", by=Stratum.YEAR))
    assert sampling.samples() == [manifest]
    assert is_sealed(manifest)
    assert len(workspace.sampled_issues(manifest)) == len(manifest.numbers + manifest.reserve)


def test_what_cannot_be_surveyed_or_drawn_is_refused(workspace: Workspace) -> None:
    sampling = WorkspaceSampling(workspace)
    with pytest.raises(FilterError):
        sampling.survey("state:closd", None)
    with pytest.raises(InputError, match="seed"):
        sampling.draw(DrawWish(name="main", size=10, seed=None))
    assert sampling.samples() == []
