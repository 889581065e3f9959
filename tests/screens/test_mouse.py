"""What a click does; it is always as good as a key."""

from textual.pilot import Pilot

from screens.help import HelpScreen
from tests.samples import issue
from tests.screens.desk import DeskApp
from triage.domain.issue import SampledIssue

FIRST = "octo/cats#1"


async def click(pilot: Pilot[None], where: str, x: int, y: int) -> None:
    await pilot.click(where, offset=(x, y))
    await pilot.pause()


async def test_the_clicked_line_of_the_list_is_opened() -> None:
    app = DeskApp()
    async with app.run_test(size=(140, 45)) as pilot:
        await click(pilot, "#issues", 6, 2)
        assert app.desk.issue == "octo/cats#2"


async def test_the_clicked_code_is_chosen() -> None:
    app = DeskApp()
    async with app.run_test(size=(140, 45)) as pilot:
        await click(pilot, "#questions", 6, 2)
        assert app.store.codings()[FIRST].answer("RQ1").codes == ("device",)


async def test_a_click_while_quoting_ends_the_selection_there() -> None:
    app = DeskApp([SampledIssue(issue=issue(1, body="one\ntwo\nthree"))])
    async with app.run_test(size=(140, 45)) as pilot:
        lines = [app.desk.reader.render_line(y).text.strip() for y in range(10)]
        await pilot.press("v")
        await click(pilot, "#reader", 4, 1 + lines.index("two"))
        await pilot.press("1")
        (quote,) = app.store.codings()[FIRST].quotes
        assert quote.text == "one\ntwo"


async def test_a_hint_is_as_good_as_its_key() -> None:
    app = DeskApp()
    async with app.run_test(size=(140, 45)) as pilot:
        line = app.desk.query_one("KeyHints").render_line(0).text
        await click(pilot, "KeyHints", line.index("All keys"), 0)
        assert isinstance(app.screen, HelpScreen)


async def test_a_click_beside_a_dialog_changes_nothing() -> None:
    app = DeskApp()
    async with app.run_test(size=(140, 45)) as pilot:
        await pilot.press("m")
        await pilot.click(offset=(2, 2))
        await pilot.pause()
        assert pilot.app.screen is app.desk
        assert not app.store.history()


async def test_a_dialog_is_answered_by_its_hint() -> None:
    app = DeskApp()
    async with app.run_test(size=(140, 45)) as pilot:
        await pilot.press("m", "x")
        await click(pilot, "Hints", 1, 0)
        assert app.store.codings()[FIRST].answer("RQ1").memo == "x"
