"""The strip and the panel of duplicates, one gesture each."""

from msgspec import structs
from textual.pilot import Pilot
from textual.widgets import Static

from screens.duplicates_screen import DuplicatesScreen
from screens.widgets.duplicate_strip import DuplicateStrip
from tests.memory_store import MemoryStore
from tests.samples import CODEBOOK, issue
from tests.screens.desk import DeskApp
from tests.screens.waiting import finish
from triage.analysis.duplicates import Index
from triage.domain.coding import Likeness
from triage.domain.errors import StoreError
from triage.domain.issue import SampledIssue

FIRST, SECOND = "octo/cats#1", "octo/cats#2"


def cats() -> list[SampledIssue]:
    texts = {
        1: ("Scheduler crash", "It crashes when the batch is empty again."),
        2: ("Crash of the scheduler", "Look: the batch is empty again and it crashes."),
        3: ("Dark [b]theme", "Too bright; the scheduler view"),
    }
    return [SampledIssue(issue=issue(n, title=t, body=b)) for n, (t, b) in texts.items()]


def strip_text(app: DeskApp) -> str:
    return str(app.desk.query_one(DuplicateStrip).render())


async def until_suggested(app: DeskApp, pilot: Pilot[None]) -> None:
    for _ in range(100):
        await finish(app.workers)
        await pilot.pause()
        if app.desk.suggested is not None:
            return
    raise AssertionError(strip_text(app))


async def open_panel(app: DeskApp, pilot: Pilot[None]) -> DuplicatesScreen:
    await until_suggested(app, pilot)
    await pilot.press("d")
    await finish(app.workers)
    await pilot.pause()
    assert isinstance(app.screen, DuplicatesScreen)
    return app.screen


async def test_the_strip_ranks_with_reasons() -> None:
    app = DeskApp(cats())
    async with app.run_test(size=(140, 45)) as pilot:
        await until_suggested(app, pilot)
        line = strip_text(app).splitlines()[0]
        assert line.startswith("1 · #2  51 %  1 d ")
        assert "Crash of the scheduler" in line


async def test_a_verdict_is_saved_shown_and_undone() -> None:
    app = DeskApp(cats())
    async with app.run_test(size=(140, 45)) as pilot:
        await open_panel(app, pilot)
        await pilot.press("y", "escape")
        assert app.store.codings()[FIRST].verdicts.pairs == {2: Likeness.SAME}
        assert strip_text(app).startswith("1 = #2 ")
        await pilot.press("u")
        assert strip_text(app).startswith("1 · #2 ")
        assert not app.store.codings()[FIRST].verdicts.pairs


async def test_undo_in_the_panel_goes_back_to_the_pair() -> None:
    app = DeskApp(cats())
    async with app.run_test(size=(140, 45)) as pilot:
        panel = await open_panel(app, pilot)
        await pilot.press("y")
        assert str(panel.theirs.border_title) == "#3"
        await pilot.press("u")
        assert str(panel.theirs.border_title) == "#2"
        assert "#2 – → same" in str(panel.query_one("#news", Static).render())


async def test_rows_of_an_entry_hang_under_its_number() -> None:
    app = DeskApp(cats())
    async with app.run_test(size=(140, 45)) as pilot:
        panel = await open_panel(app, pilot)
        rows = [row for each in panel.choices.options for row in str(each.prompt).splitlines()]
        assert max(map(len, rows)) <= panel.choices.size.width
        assert any(row.startswith("   ") for row in rows)


async def test_both_texts_stand_side_by_side_with_their_passages() -> None:
    app = DeskApp(cats())
    async with app.run_test(size=(140, 45)) as pilot:
        panel = await open_panel(app, pilot)
        assert str(panel.theirs.border_title) == "#2"
        assert str(panel.theirs.border_subtitle) == "1 shared passage"
        left = "".join(panel.ours.render_line(y).text for y in range(6))
        assert "‹1›the batch is empty" in left
        await pilot.press("j")
        await finish(app.workers)
        await pilot.pause()
        assert str(panel.theirs.border_title) == "#3"
        assert "Dark [b]theme" in panel.theirs.render_line(0).text


async def test_a_group_is_coded_at_once() -> None:
    app = DeskApp(cats())
    async with app.run_test(size=(140, 45)) as pilot:
        await pilot.press("1")
        await open_panel(app, pilot)
        await pilot.press("y", "c", "down", "enter", "escape")
        second = app.store.codings()[SECOND]
        assert second.answer("RQ1").codes == ("speed",)
        assert second.verdicts.canonical == 2
        await pilot.press("u")
        assert not app.store.codings()[SECOND].answers


async def test_a_verdict_that_cannot_be_saved_is_told() -> None:
    store = MemoryStore()
    app = DeskApp(cats(), store=store)
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        await open_panel(app, pilot)
        store.failing = True
        await pilot.press("y")
        (notice,) = app._notifications
        assert "NOT SAVED. the disk is full" in notice.message
        assert not store.codings()


async def test_coded_issues_alike_show_their_codes_but_not_in_a_blind_round() -> None:
    for shows_hints in (True, False):
        app = DeskApp(cats())
        app.study.shows_hints = shows_hints
        async with app.run_test(size=(140, 45)) as pilot:
            await pilot.press("1", "n")
            panel = await open_panel(app, pilot)
            prompts = [" ".join(str(each.prompt).split()) for each in panel.choices.options]
            assert any("RQ1 Speed" in prompt for prompt in prompts) is shows_hints


async def test_a_blind_round_hides_duplicates_when_the_codebook_says_so() -> None:
    app = DeskApp(cats())
    app.study.shows_hints = False
    app.session.take_codebook(structs.replace(CODEBOOK, duplicates_in_blind_rounds=False))
    async with app.run_test(size=(140, 45)) as pilot:
        await pilot.press("d")
        await finish(app.workers)
        assert not app.desk.query_one(DuplicateStrip).is_on_screen
        assert app.screen is app.desk


async def test_a_population_that_cannot_be_read_is_told_in_the_strip() -> None:
    def fail(_: object) -> tuple[Index, str]:
        raise StoreError("issues.db: the population is damaged; fetch it again")

    app = DeskApp(cats())
    app.study.duplicate_index = fail  # type: ignore[assignment]  # stands for a damaged file
    async with app.run_test(size=(140, 45)) as pilot:
        for _ in range(100):
            await finish(app.workers)
            await pilot.pause()
            if "damaged" in strip_text(app):
                break
        assert "issues.db: the population is damaged" in strip_text(app)
        await pilot.press("d")
        assert app.screen is app.desk


async def test_a_small_window_has_no_strip_but_the_panel() -> None:
    app = DeskApp(cats())
    async with app.run_test(size=(80, 24)) as pilot:
        panel = await open_panel(app, pilot)
        assert panel.ours.size.height >= 8
        assert panel.ours.size.width >= 35
        assert not app.desk.query_one(DuplicateStrip).size.height
