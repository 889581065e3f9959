"""The first screen: from nothing to a population, one gesture each."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

from textual.widgets import Button, Input

from screens.samples.screen import SamplesScreen
from screens.start import NewStudy, StartScreen
from tests.screens.sampling import MadeUpSampling
from tests.screens.waiting import finish
from themes.loader import load_themes
from triage.domain.errors import GitHubError, InputError
from triage.start_app import StartApp

SIZE = (100, 45)


class MadeUpStart:
    """A beginning in memory; a fetch brings a hundred issues, or fails."""

    folder = "cats"
    presets = ("feature-request", "bug")

    def __init__(self, *, is_reachable: bool = True) -> None:
        self.study = ""
        self.made: NewStudy | None = None
        self.sampling = MadeUpSampling()
        self._is_reachable = is_reachable
        self._count = 0

    def token(self) -> str:
        return "A token was found"

    def population(self) -> int:
        return self._count

    def make(self, study: NewStudy) -> None:
        if "/" not in study.repository:
            raise InputError(f"{study.repository!r} is not a repository: write OWNER/NAME")
        self.made, self.study = study, study.repository

    def fetch(self, tell: Callable[[str], None], stop: Event) -> str:
        tell("page 1")
        if not self._is_reachable:
            raise GitHubError("GitHub cannot be reached")
        self._count = 100
        return "100 issues"


def started(tmp_path: Path, start: MadeUpStart) -> StartApp:
    return StartApp(start, load_themes(tmp_path))


def first_screen(app: StartApp) -> StartScreen:
    assert isinstance(app.screen, StartScreen)
    return app.screen


async def test_the_fields_make_a_workspace(tmp_path: Path) -> None:
    start = MadeUpStart()
    app = started(tmp_path, start)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        screen = first_screen(app)
        screen.query_one("#repository", Input).value = "octo/cats"
        screen.query_one("#label", Input).value = "bug"
        screen.query_one("#make", Button).focus()
        await pilot.press("enter")
        assert start.made == NewStudy(
            folder="cats", repository="octo/cats", label="bug", preset="feature-request", rater=""
        )
        assert screen.focused is screen.query_one("#fetch")


async def test_what_is_no_repository_is_told_and_nothing_made(tmp_path: Path) -> None:
    start = MadeUpStart()
    app = started(tmp_path, start)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        first_screen(app).query_one("#make", Button).focus()
        await pilot.press("enter")
        assert "write OWNER/NAME" in str(first_screen(app).told.content)
        assert start.made is None


async def test_a_fetch_leads_to_the_samples_and_a_sample_to_coding(tmp_path: Path) -> None:
    start = MadeUpStart()
    start.study = "octo/cats"
    app = started(tmp_path, start)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await finish(app.workers)
        await pilot.pause()
        assert str(first_screen(app).told.content) == "100 issues"
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, SamplesScreen)
        app.screen.dismiss("main")
    assert app.return_value == "main"


async def test_a_fetch_that_fails_is_told_and_can_be_repeated(tmp_path: Path) -> None:
    start = MadeUpStart(is_reachable=False)
    start.study = "octo/cats"
    app = started(tmp_path, start)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await finish(app.workers)
        await pilot.pause()
        assert str(first_screen(app).told.content) == "GitHub cannot be reached"
        assert not first_screen(app).query_one("#fetch", Button).disabled


async def test_what_is_told_is_seen_in_a_small_window(tmp_path: Path) -> None:
    app = started(tmp_path, MadeUpStart())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = first_screen(app)
        screen.query_one("#make", Button).focus()
        await pilot.press("enter")
        assert "write OWNER/NAME" in str(screen.told.visual)
        assert screen.region.contains_region(screen.told.region)
        assert screen.told.region.height
