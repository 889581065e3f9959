"""The samples screen: what is seen before a draw, and the draw; one gesture each."""

from textual.widgets import Input

from screens.samples.words import outlook, sample_in_words, sample_line
from screens.widgets.bars import shortened
from tests.domain.populations import drawn
from tests.screens.desk import DeskApp
from tests.screens.sampling import MadeUpSampling, SamplesApp
from tests.screens.waiting import finish, until
from triage.domain.strata import Stratum

SIZE = (140, 45)


def said(app: SamplesApp) -> str:
    return str(app.screen_under_test.outlook_pane.content)


async def test_the_population_and_the_outlook_are_there_at_once() -> None:
    app = SamplesApp()
    async with app.run_test(size=SIZE) as pilot:
        await finish(app.workers)
        await pilot.pause()
        assert "30 of 100 issues" in said(app)
        assert "closed" in str(app.screen_under_test.bars.render())


async def test_the_allocation_is_seen_before_the_draw() -> None:
    app = SamplesApp()
    async with app.run_test(size=SIZE) as pilot:
        app.screen_under_test.query_one("#by").value = str(Stratum.STATE)  # type: ignore[attr-defined] # Select is generic
        await until(pilot, lambda: "10 of      33  closed" in said(app))
        assert app.sampling.kept == {}


async def test_a_filter_that_cannot_be_read_is_pointed_at() -> None:
    app = SamplesApp()
    async with app.run_test(size=SIZE) as pilot:
        app.screen_under_test.query_one("#where", Input).value = "state:closd"
        await until(pilot, lambda: said(app).endswith("at character 7"))


async def test_a_draw_is_frozen_and_opened_with_enter() -> None:
    app = SamplesApp()
    async with app.run_test(size=SIZE) as pilot:
        app.screen_under_test.query_one("#seed", Input).value = "42"
        app.screen_under_test.query_one("#draw").focus()
        await pilot.press("enter")
        await finish(app.workers)
        await pilot.pause()
        assert app.sampling.kept["main"].size == 30
        await pilot.press("enter")
        assert app.opened == "main"


async def test_a_draw_without_a_seed_is_refused() -> None:
    app = SamplesApp()
    async with app.run_test(size=SIZE) as pilot:
        app.screen_under_test.query_one("#draw").focus()
        await pilot.press("enter")
        await finish(app.workers)
        await pilot.pause()
        assert "needs a seed" in said(app)
        assert app.sampling.kept == {}


async def test_excluded_and_reserve_issues_are_listed() -> None:
    sampling = MadeUpSampling()
    sampling.kept["main"] = drawn()
    app = SamplesApp(sampling)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        about = str(app.screen_under_test.query_one("#about-sample").render())
        assert "Reserve: 5" in about


async def test_a_key_of_the_coding_screen_opens_the_samples() -> None:
    app = DeskApp()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("S")
        assert app.screen.title == "Samples"
        await pilot.press("escape")
        assert app.screen is app.desk


def test_excluded_issues_are_told_with_their_reason_and_who_stepped_in() -> None:
    manifest = drawn()
    number = manifest.numbers[0]
    lines = list(sample_in_words(manifest, {number: "spam", 7777: "other sample"}, {}))
    assert "Excluded by you: 1" in lines
    assert f"  ⊘ #{number} spam" in lines
    assert "Reserve: 5, of which 1 stepped in" in lines
    assert f"  ● #{manifest.reserve[0]}" in lines


def test_a_sample_is_told_in_a_line() -> None:
    assert sample_line(drawn()) == "main  20 of 100 · drawn 2025-07-01"


def test_outlook_of_an_empty_population_says_so() -> None:
    survey = MadeUpSampling().survey("author:nobody", None)
    assert outlook(survey, 30, None) == ["The filter selects no issue"]


def test_rare_kinds_are_added_up() -> None:
    assert shortened({"a": 5, "": 3, "b": 2, "c": 1}, 3) == {"a": 5, "(none)": 3, "… 2 more": 3}
