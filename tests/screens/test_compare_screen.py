"""The compare screen: figures, the cell that opens its issues, what both said."""

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from screens.compare.compare_screen import CompareScreen
from screens.help import HelpScreen
from tests.screens.comparing import ISSUES, MadeUpRaters, RatersApp
from tests.screens.desk import DeskApp
from tests.screens.waiting import finish, until
from triage.domain.coding import Likeness


async def compared(pilot: Pilot[None]) -> CompareScreen:
    """The screen once the comparison is there."""
    await finish(pilot.app.workers)
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, CompareScreen)
    return screen


async def test_figures_and_disagreements_are_shown() -> None:
    async with RatersApp(MadeUpRaters()).run_test(size=(140, 45)) as pilot:
        screen = await compared(pilot)
        text = str(screen.coefficients.render())
        assert "★ Krippendorff's alpha" in text
        assert "Percent agreement" in text
        assert set(screen.listed) == {ISSUES[1], ISSUES[2]}
        assert "[/ada's words" in str(screen.answers.render())


async def test_a_cell_opens_exactly_its_issues_and_escape_goes_back_to_all() -> None:
    async with RatersApp(MadeUpRaters()).run_test(size=(140, 45)) as pilot:
        screen = await compared(pilot)
        await pilot.press("enter")
        assert screen.listed == [ISSUES[1]]
        await pilot.press("escape")
        assert len(screen.listed) == 2


async def test_the_cursor_moves_to_the_cells_of_agreement() -> None:
    async with RatersApp(MadeUpRaters()).run_test(size=(140, 45)) as pilot:
        screen = await compared(pilot)
        await pilot.press("left", "enter")
        assert screen.listed == [ISSUES[0]]


async def test_an_empty_cell_says_so_and_changes_nothing() -> None:
    async with RatersApp(MadeUpRaters()).run_test(size=(140, 45)) as pilot:
        screen = await compared(pilot)
        before = list(screen.listed)
        await pilot.press("down", "down", "left", "enter")
        assert screen.listed == before
        assert not screen.is_cell_open


async def test_every_figure_can_be_reached_with_a_key_in_a_small_window() -> None:
    async with RatersApp(MadeUpRaters()).run_test(size=(80, 24)) as pilot:
        screen = await compared(pilot)
        pane = screen.query_one("#coefficient-pane")
        for _ in range(9):
            if pane.is_vertical_scroll_end:
                break
            await pilot.press("f")
        assert pane.is_vertical_scroll_end
        assert pane.scroll_y > 0
        await pilot.press("f")
        assert pane.scroll_y == 0


async def test_the_help_lists_the_keys_of_the_screen() -> None:
    async with RatersApp(MadeUpRaters()).run_test(size=(140, 45)) as pilot:
        await compared(pilot)
        await pilot.press("question_mark")
        assert isinstance(pilot.app.screen, HelpScreen)
        assert "in the confusion matrix" in str(pilot.app.screen.query_one(Static).render())


async def test_tab_shows_the_next_question() -> None:
    async with RatersApp(MadeUpRaters()).run_test(size=(140, 45)) as pilot:
        screen = await compared(pilot)
        await pilot.press("tab")
        assert screen.question.id == "RQ2"
        assert "not defined: nothing is coded" in str(screen.coefficients.render())


async def test_verdicts_on_duplicates_come_behind_the_questions() -> None:
    source = MadeUpRaters()
    source.judge("ada", ISSUES[0], 2, Likeness.SAME)
    source.judge("bob", ISSUES[1], 1, Likeness.DIFFERENT)
    async with RatersApp(source).run_test(size=(140, 45)) as pilot:
        screen = await compared(pilot)
        assert screen.listed[-1] == "octo/cats#1+#2"
        await pilot.press("shift+tab")
        assert screen.question.name == "Duplicates"
        await pilot.press("enter")
        assert screen.listed == ["octo/cats#1+#2"]
        await until(pilot, lambda: screen.reader.border_title == "#1")
        shown = str(screen.answers.render())
        assert "#1 and #2" in shown
        assert "Same" in shown
        assert "Different" in shown
        await pilot.press("d")
        assert screen.reader.border_title == "#2"
        await pilot.press("escape", "tab")
        assert screen.question.id == "RQ1"


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (200, 60)])
async def test_answers_and_text_can_be_read_at_every_size(size: tuple[int, int]) -> None:
    async with RatersApp(MadeUpRaters()).run_test(size=size) as pilot:
        screen = await compared(pilot)
        if not screen.reader.size.height:
            await pilot.press("w")
            await pilot.pause()
        assert screen.reader.size.height >= 3
        assert screen.reader.size.width >= 40
        assert screen.answers.size.width >= 40


async def test_a_blind_round_is_told_and_shows_nothing() -> None:
    app = DeskApp()
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        await pilot.press("a")
        await finish(pilot.app.workers)
        await pilot.pause()
        assert app.screen is app.desk
        (notice,) = app._notifications
        assert "two raters" in notice.message


async def test_the_key_opens_the_comparison_when_it_may_be_seen() -> None:
    app = DeskApp()
    app.study.compared = MadeUpRaters()
    async with app.run_test(size=(140, 45)) as pilot:
        await pilot.press("a")
        await finish(pilot.app.workers)
        await pilot.pause()
        await compared(pilot)


async def test_a_second_click_on_a_cell_opens_it() -> None:
    async with RatersApp(MadeUpRaters()).run_test(size=(140, 45)) as pilot:
        screen = await compared(pilot)
        lines = [screen.matrix.render_line(y).text for y in range(8)]
        row = next(y for y, line in enumerate(lines) if line.startswith("a "))
        column = next(line for line in lines if " a " in line and " b" in line).index(" a ") + 1
        for _ in range(2):
            await pilot.click("#matrix", offset=(column + 2, row + 1))
            await pilot.pause()
        assert screen.is_cell_open
